"""Moments made narrower, open or joined: parts of days, clock times, "since" and "until", ranges."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from claims.pipeline.draft import Anchor
from claims.pipeline.times.moments import Moment
from claims.pipeline.times.period import Now, Period, Place, Tense, Unit, moved_moment

PARTS_OF_DAY = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}


def during(day: Moment, hours: tuple[int, int]) -> Moment:
    """The hours of a day; up to 30 is 6 in the morning of the next."""
    return _of_day(day, lambda start: Period(_at(start, hours[0] * 60), _at(start, hours[1] * 60)))


def at_clock(day: Moment, minute: int, in_utc: bool) -> Moment:
    """One minute of a day, `minute` from midnight, in the zone of the publication or in UTC."""

    def place(start: datetime) -> Period:
        midnight_there = start.replace(tzinfo=UTC) if in_utc else start
        begin = _at(midnight_there, minute).astimezone(start.tzinfo)
        return Period(begin, begin + timedelta(minutes=1))

    return _of_day(day, place)


def _of_day(day: Moment, shape: Callable[[datetime], Period]) -> Moment:
    whole = day.place
    if whole is None:
        return day

    def place(now: Now) -> Period:
        start = whole(now).start
        return Period(None, None) if start is None else shape(start)

    return replace(day, place=place)


def _at(start: datetime, minutes: int) -> datetime:
    day, minute = divmod(minutes, 24 * 60)
    return start.replace(hour=minute // 60, minute=minute % 60) + timedelta(day)


def shaped(moment: Moment, shape: Callable[[Period], Period]) -> Moment:
    """`moment` with its period made wider or open: "since", "until", "before"."""
    inner = moment.place
    if inner is None:
        return moment
    return replace(moment, place=lambda now: shape(inner(now)), bare=False)


def in_tense(moment: Moment, tense: Tense) -> Moment:
    """`moment` placed as in `tense` whatever its sentence says: what is "since Tuesday" has begun."""
    inner = moment.place
    if inner is None:
        return moment
    return replace(moment, place=lambda now: inner(Now(now.published, tense)))


def between(one: Moment, two: Moment) -> Moment:
    """From the start of one to the end of the other; names that come again are put in that order."""
    if one.in_year and two.year:
        one = one.in_year(two.year)
    first, second = one.place, two.place
    if first is None or second is None:
        return one if first is None else two
    anchor: Anchor = "published" if "published" in (one.anchor, two.anchor) else "stated"
    cycle = one.cycle if one.cycle == two.cycle else None
    return Moment(partial(_between, first, second, cycle), anchor)


def _between(first: Place, second: Place, cycle: Unit | None, now: Now) -> Period:
    start, end = first(now).start, second(now).end
    if start is None or end is None:
        return Period(start, end)
    if start >= end and cycle is not None:
        if now.tense == "past":
            start = moved_moment(start, cycle, -1)
        else:
            end = moved_moment(end, cycle, 1)
    if start >= end:
        raise ValueError("The second of two times comes before the first.")
    return Period(start, end)
