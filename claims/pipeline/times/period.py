"""Days, weeks, months and years as half-open periods in one time zone."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

Unit = Literal["minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade"]
Tense = Literal["past", "present", "future"]

_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "weekend": 7}


class Period(NamedTuple):
    """From `start` up to, not including, `end`; None is open on that side."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Now:
    """What words are reckoned from: the moment of publication (None: unknown) and the tense they stand in.

    `is_nearest`: the tense does not tell on which side a day without its year lies, so the nearest one is meant.
    """

    published: datetime | None
    tense: Tense
    is_nearest: bool = False

    @property
    def zone(self) -> tzinfo:
        return (self.published.tzinfo if self.published else None) or UTC

    @property
    def moment(self) -> datetime:
        """The moment of publication, for words that are placed only where it is known."""
        if self.published is None:
            raise ValueError("Words reckoned from the publication date cannot be placed without one.")
        return self.published

    @property
    def today(self) -> date:
        return self.moment.date()


Place = Callable[[Now], Period]


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def days(first: date, after: date, zone: tzinfo) -> Period:
    """From the first day up to, not including, the day `after`."""
    return Period(midnight(first, zone), midnight(after, zone))


def calendar_unit(day: date, unit: Unit, zone: tzinfo) -> Period:
    """The day, ISO week (Monday to Sunday), weekend, month, quarter, year or decade that holds `day`."""
    first = _first(day, unit)
    return days(first, first + timedelta(2) if unit == "weekend" else moved(first, unit, 1), zone)


def _first(day: date, unit: Unit) -> date:
    monday = day - timedelta(day.weekday()) if unit in ("week", "weekend") else day
    match unit:
        case "week":
            return monday
        case "weekend":
            return monday + timedelta(5)
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, day.month - (day.month - 1) % 3, 1)
        case "year":
            return date(day.year, 1, 1)
        case "decade":
            return date(max(1, day.year - day.year % 10), 1, 1)
    return day


def moved(day: date, unit: Unit, number: int) -> date:
    """`day` moved by whole units; the 31st becomes the last day of a shorter month. Raises OverflowError, ValueError
    beyond the years 1 to 9999."""
    if unit in _DAYS:
        return day + timedelta(_DAYS[unit] * number)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[unit] * number, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def moved_moment(moment: datetime, unit: Unit, number: int) -> datetime:
    """`moment` moved by hours or minutes as they pass, by days and longer on the calendar."""
    if unit in ("hour", "minute"):
        step = timedelta(hours=number) if unit == "hour" else timedelta(minutes=number)
        return (moment.astimezone(UTC) + step).astimezone(moment.tzinfo)
    return datetime.combine(moved(moment.date(), unit, number), moment.timetz())


def clock_unit(moment: datetime, unit: Unit) -> Period:
    """The hour or minute of the clock that holds `moment`."""
    start = moment.replace(second=0, microsecond=0) if unit == "minute" else _full_hour(moment)
    return Period(start, start + (timedelta(minutes=1) if unit == "minute" else timedelta(hours=1)))


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
