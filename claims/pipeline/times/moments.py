"""What a time expression says, ready to be placed: kinds of moments and the periods they make."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Literal

from claims.pipeline.draft import Anchor
from claims.pipeline.times.period import (
    Now,
    Period,
    Place,
    Unit,
    calendar_unit,
    clock_unit,
    days,
    midnight,
    moved,
    moved_moment,
)

Which = Literal["", "last", "next", "this"]
Bound = Literal["", "start", "end", "limit"]
Edge = Literal["", "start", "end"]
Lack = Literal["", "event", "order", "day", "span"]
InYear = Callable[[int, Now], Period]  # what comes every year, in one of them


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing named by words of time.

    `place` gives its period, given a publication where `anchor` is "published". `lacks` says what no publication
    date can give: the other event it is reckoned from, which number is the day, a day that exists, or which year,
    month or week is meant (that may be placed all the same, as the tense tells). `cycle` is how far apart the days
    lie that bear the same name. A `bare` month or year needs a preposition to be a time; an `is_range` has both its
    ends ("3-5 March"). `bounds` says which end of something it is, if any ("until March" is the end, "by March" a
    limit), so that the tense of what began or ended tells little about where it lies. `edge` is the end of its
    period that alone is meant, as near as can be told ("the end of March"). `year` is the one that the words give;
    `in_year` gives one to a day without it ("from March to June 2020").
    """

    place: Place | None = None
    anchor: Anchor = "published"
    lacks: Lack = ""
    cycle: Unit | None = None
    bare: bool = False
    is_range: bool = False
    bounds: Bound = ""
    edge: Edge = ""
    year: int = 0
    in_year: Callable[[int], "Moment"] | None = None


UNKNOWN_EVENT = Moment(anchor="", lacks="event")
UNKNOWN_ORDER = Moment(anchor="", lacks="order")
UNKNOWN_SPAN = Moment(anchor="", lacks="span")
NO_SUCH_DAY = Moment(anchor="", lacks="day")


def stated(first: date, after: date, bare: bool = False) -> Moment:
    """The days from `first` up to `after`, as the words themselves give them."""
    return Moment(lambda now: days(first, after, now.zone), "stated", bare=bare, year=first.year)


def weekday(number: int, which: Which) -> Moment:
    """Monday is 0. By itself the nearest such day in the direction of the tense, the day of publication included."""
    return Moment(partial(_weekday, number, which), cycle="week")


def _weekday(number: int, which: Which, now: Now) -> Period:
    today, tense = now.today, now.tense
    back = (today.weekday() - number) % 7
    if which == "last" or (which != "next" and tense == "past"):
        day = today - timedelta(back or 7 if which == "last" else back)
    else:
        ahead = -back % 7
        day = today + timedelta(ahead or 7 if which == "next" else ahead)
    return calendar_unit(day, "day", now.zone)


def weekday_of_week(number: int, step: int) -> Moment:
    """That day of the week which lies `step` weeks from the one of publication ("Monday of last week")."""

    def place(now: Now) -> Period:
        monday = moved(now.today - timedelta(now.today.weekday()), "week", step)
        return calendar_unit(monday + timedelta(number), "day", now.zone)

    return Moment(place)


def in_year_from_now(month: int, first: int, last: int, step: int) -> Moment:
    """Days of a month in the year that lies `step` years from the one of publication ("March of last year")."""
    return Moment(lambda now: _in_year(month, first, last, now.today.year + step, now))


def yearless(month: int, first: int, last: int, which: Which) -> Moment:
    """Days `first` to `last` of a month (0: the whole month) in the nearest year in the direction of the tense."""
    in_year = partial(month_days, month, first, last) if not which else None
    place = partial(_nearest_year, partial(_in_year, month, first, last), which)
    return Moment(place, cycle="year", bare=not first and not which, in_year=in_year)


def every_year(in_year: InYear) -> Moment:
    """What comes every year, in the nearest year in the direction of the tense."""
    return Moment(partial(_nearest_year, in_year, ""), cycle="year")


def month_days(month: int, first: int, last: int, year: int) -> Moment:
    """Days `first` to `last` of a month, or the whole month (0). Raises ValueError where there is no such day."""
    start = date(year, month, first or 1)
    after = date(year, month, last) + timedelta(1) if first else moved(start, "month", 1)
    return stated(start, after)


def _nearest_year(in_year: InYear, which: Which, now: Now) -> Period:
    """The days of every year that lie nearest to publication: in the direction of the tense, or on either side."""
    if which == "this":
        return in_year(now.today.year, now)
    today = midnight(now.today, now.zone)  # 29 February may be eight years away from it
    past = which == "last" or (which == "" and now.tense == "past")
    if now.is_nearest and which == "":
        return min(_of_years(in_year, now, range(-8, 9)), key=partial(_distance, today))
    steps = range(0, -9, -1) if past else range(9)
    for period in _of_years(in_year, now, steps):
        if _lies(period, today, past, which != ""):
            return period
    raise ValueError("No such day exists within eight years.")


def _of_years(in_year: InYear, now: Now, steps: Iterable[int]) -> Iterator[Period]:
    for step in steps:
        try:
            yield in_year(now.today.year + step, now)
        except (ValueError, OverflowError):
            continue


def _distance(today: datetime, period: Period) -> timedelta:
    """How far a period lies from a day, before or after it."""
    start, end = period.start or today, period.end or today
    return max(start - today, today - end, timedelta())


def _lies(period: Period, today: datetime, past: bool, strictly: bool) -> bool:
    """Whether `period` has begun (has ended, if `strictly`) by today, or has not ended (not begun)."""
    if period.start is None or period.end is None:
        return False
    if past:
        return period.end <= today if strictly else period.start <= today
    return period.start > today if strictly else period.end > today


def _in_year(month: int, first: int, last: int, year: int, now: Now) -> Period:
    if not first:
        return calendar_unit(date(year, month, 1), "month", now.zone)
    return days(date(year, month, first), date(year, month, last) + timedelta(1), now.zone)


def unit_from_now(unit: Unit, number: int) -> Moment:
    """The calendar unit that lies `number` units from the one of publication: -1 is last week, yesterday."""
    return Moment(lambda now: calendar_unit(moved(now.today, unit, number), unit, now.zone))


def nearest_weekend() -> Moment:
    """ "Over the weekend": the latest that has begun, or the next that has not ended."""
    return Moment(_nearest_weekend)


def _nearest_weekend(now: Now) -> Period:
    starts = _weekday(5, "", Now(now.published, "past")).start
    begun = now.tense == "past" or now.today.weekday() >= 5
    day = starts.date() if starts and begun else now.today
    return calendar_unit(day, "weekend", now.zone)


def ago(unit: Unit, number: int) -> Moment:
    """The calendar unit that holds the moment `number` units from publication; negative is before it."""
    return Moment(partial(_ago, unit, number))


def _ago(unit: Unit, number: int, now: Now) -> Period:
    moment = moved_moment(now.moment, unit, number)
    if unit in ("hour", "minute"):
        return clock_unit(moment, unit)
    return calendar_unit(moment.date(), unit, now.zone)


def ago_or_more(unit: Unit, number: int) -> Moment:
    """ "More than two years ago": any time before that moment."""
    return Moment(lambda now: Period(None, moved_moment(now.moment, unit, number)))


def rolling(unit: Unit, number: int) -> Moment:
    """From `number` units before publication to it (negative), or from it to so long after it."""
    return Moment(partial(_rolling, unit, number))


def _rolling(unit: Unit, number: int, now: Now) -> Period:
    other = moved_moment(now.moment, unit, number)
    return Period(other, now.moment) if number < 0 else Period(now.moment, other)


def earlier_in(unit: Unit) -> Moment:
    """ "Earlier this week": its days before the day of publication; on its first day the hours before, if there are
    any, else that day, since a publication at midnight is mostly a date alone."""
    return Moment(partial(_earlier_in, unit))


def _earlier_in(unit: Unit, now: Now) -> Period:
    today = calendar_unit(now.today, "day", now.zone)
    start = calendar_unit(now.today, unit, now.zone).start
    for end in (today.start, now.moment, today.end):
        if start is not None and end is not None and start < end:
            return Period(start, end)
    raise ValueError("That day has no hours.")


def later_in(unit: Unit) -> Moment:
    """ "Later this week": its days after the day of publication; on its last day the hours after."""
    return Moment(partial(_later_in, unit))


def _later_in(unit: Unit, now: Now) -> Period:
    tomorrow = calendar_unit(now.today, "day", now.zone).end
    end = calendar_unit(now.today, unit, now.zone).end
    start = tomorrow if tomorrow is not None and end is not None and tomorrow < end else now.moment
    return Period(start, end)


def beside_event() -> Moment:
    """ "Days after the vote": before publication, or after it where it is still to come; no more is certain."""
    return Moment(lambda now: Period(now.moment, None) if now.tense == "future" else Period(None, now.moment))
