"""Dates that words state: days, months and years of the calendar, and days named without their year."""

import re
from dataclasses import replace
from datetime import date

from claims.pipeline.calendar_words import MONTHS, WEEKDAYS
from claims.pipeline.line import Line
from claims.pipeline.times.moments import (
    NO_SUCH_DAY,
    UNKNOWN_ORDER,
    Moment,
    Which,
    in_year_from_now,
    month_days,
    stated,
    yearless,
)

Found = tuple[Moment, int]  # a moment and the position after its words

WHICH: dict[str, Which] = {"last": "last", "past": "last", "next": "next", "coming": "next", "this": "this"}
DASHES = ("-", "–", "—")
_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_DAYS = re.compile(r"(\d{1,2})[-–—](\d{1,2})")
_YEAR = re.compile(r"(?:mid-)?(1\d{3}|20\d{2})")
_YEARS = re.compile(r"(1\d{3}|20\d{2})[-–—/](1\d{3}|20\d{2})")
_DECADE = re.compile(r"(1\d|20)(\d)0['’]?s")
_SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {"sept": 9}
_LONG = {month: number for number, month in enumerate(MONTHS, 1)}
_ALL = _LONG.keys() | _SHORT.keys()


def may_name(word: str) -> bool:
    """Whether a word in small letters could be the month, year or numbers of a date."""
    return word[:1].isdigit() or word.startswith("mid-") or word.removesuffix(".") in _ALL


def date_at(line: Line, at: int) -> Found | None:
    """The date that begins at a position, None where none does."""
    return (
        _weekday_and_date(line, at)
        or _numeric(line, at)
        or _day_month(line, at)
        or _month_day(line, at)
        or _years(line, at)
    )


def _weekday_and_date(line: Line, at: int) -> Found | None:
    """ "Saturday, 11 September 2021": the date says it all."""
    if line.word(at) not in WEEKDAYS:
        return None
    comma = at + 2 if line.word(at + 1) == "," else at + 1
    return _day_month(line, comma) or _month_day(line, comma, needs_day=True)


def _numeric(line: Line, at: int) -> Found | None:
    five = line.words[at : at + 5]
    if len(five) == 5 and (match := _NUMERIC.fullmatch("".join(five))):
        return _numbered(match), at + 5
    match = _NUMERIC.fullmatch(line.word(at))
    return (_numbered(match), at + 1) if match else None


def _numbered(match: re.Match[str]) -> Moment:
    """Year first, or day and month in the order that the calendar allows; both orders allowed means unknown."""
    one, two, three = int(match[1] or match[4]), int(match[2] or match[5]), int(match[3] or match[6])
    if match[1]:
        return _one_day(one, two, three)
    if one <= 12 and two <= 12 and one != two:
        return UNKNOWN_ORDER
    return _one_day(three, min(one, two), max(one, two))


def _one_day(year: int, month: int, day: int) -> Moment:
    return _dated(month, day, day, year)


def _day_month(line: Line, at: int) -> Found | None:
    """ "11 September 2021", "the 11th of September", "3-5 March"."""
    at = at + 1 if line.word(at) == "the" else at
    days = _day_numbers(line, at)
    if days is None:
        return None
    first, last, after = days
    after = after + 1 if line.word(after) == "of" else after
    month = _month(line, after)
    return None if month is None else _with_year(line, after + 1, month, first, last, "")


def _month_day(line: Line, at: int, needs_day: bool = False) -> Found | None:
    """ "September 11, 2021", "last March", "March 2020"."""
    which = WHICH.get(line.word(at), "")
    at = at + 1 if which else at
    month = _month(line, at)
    if month is None:
        return None
    days = _day_numbers(line, at + 1)
    if days is None or _YEAR.fullmatch(line.word(at + 1)):
        return None if needs_day else _with_year(line, at + 1, month, 0, 0, which)
    first, last, after = days
    return _with_year(line, after, month, first, last, which)


def _with_year(line: Line, after: int, month: int, first: int, last: int, which: Which) -> Found:
    at = after + 1 if line.word(after) in (",", "of") else after
    if match := _YEAR.fullmatch(line.word(at)):
        return _dated(month, first, last, int(match[1])), at + 1
    if not which and (year := span_from_now(line, after, "year")):
        return replace(in_year_from_now(month, first, last, year[0]), is_range=first != last), year[1]
    return replace(yearless(month, first, last, which), is_range=first != last), after


def span_from_now(line: Line, at: int, unit: str) -> tuple[int, int] | None:
    """How far "of last year" or "next year" lies from the year of publication, and the position after it."""
    at = at + 1 if line.word(at) == "of" else at
    step = {"last": -1, "this": 0, "next": 1}.get(line.word(at))
    return (step, at + 2) if step is not None and line.word(at + 1) == unit else None


def _dated(month: int, first: int, last: int, year: int) -> Moment:
    try:
        return replace(month_days(month, first, last, year), is_range=first != last)
    except (ValueError, OverflowError):
        return NO_SUCH_DAY


def _day_numbers(line: Line, at: int) -> tuple[int, int, int] | None:
    """ "11", "11th", "3-5": the first day, the last, and the position after them."""
    if match := _DAYS.fullmatch(line.word(at)):
        return int(match[1]), int(match[2]), at + 1
    match = _DAY.fullmatch(line.word(at))
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    first = int(match[1])
    if line.word(at + 1) in (*DASHES, "to", "and") and (other := _DAY.fullmatch(line.word(at + 2))):
        last = int(other[1])
        if first < last <= 31 and not (line.word(at + 1) == "and" and line.text(at + 3)[:1].islower()):
            return first, last, at + 3
    return first, first, at + 1


def _years(line: Line, at: int) -> Found | None:
    """ "2019", "2010-2015", "the 1990s"; a bare year needs a preposition."""
    start = at + 1 if line.word(at) == "the" else at
    if match := _DECADE.fullmatch(line.word(start)):
        first = int(match[1]) * 100 + int(match[2]) * 10
        return stated(date(first, 1, 1), date(first + 10, 1, 1)), start + 1
    if (match := _YEARS.fullmatch(line.word(at))) and int(match[1]) < int(match[2]):
        years = stated(date(int(match[1]), 1, 1), date(int(match[2]) + 1, 1, 1), bare=True)
        return replace(years, is_range=True), at + 1
    match = _YEAR.fullmatch(line.word(at))
    if match is None:
        return None
    year = int(match[1])
    return stated(date(year, 1, 1), date(year + 1, 1, 1), bare=not line.word(at).startswith("mid")), at + 1


def _month(line: Line, at: int) -> int | None:
    """The number of a month; small letters make "may" and "march" other words."""
    if not line.text(at)[:1].isupper():
        return None
    word = line.word(at).removesuffix(".")
    return _LONG.get(word, _SHORT.get(word))
