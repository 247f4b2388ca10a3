"""Halves, quarters and months counted in a year, and the year, month or week that goes on when the words are written.

Quarters and halves are those of the calendar year. A firm's business year may begin in another month, which a text
seldom says: where it does ("the fiscal fourth quarter") nothing is placed and an editor is asked.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from claims.pipeline.line import Line
from claims.pipeline.syntax import base
from claims.pipeline.times.dates import Found, span_from_now
from claims.pipeline.times.moments import UNKNOWN_SPAN, InYear, Moment, every_year
from claims.pipeline.times.period import Now, Period, Unit, calendar_unit, days, moved
from claims.pipeline.times.tense import governing_verb

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_LAST = frozenset("last final".split())
_COUNTS = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven".split(), 2)}
_FISCAL = frozenset("fiscal financial business".split())
_SHORT = re.compile(r"[QH][1-4]")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_RUNNING: dict[str, Unit] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade"
}  # fmt: skip
_IN_PLAY = frozenset("play score".split())  # a match has quarters too
_LATE = frozenset("end close late later".split())
_EARLY = frozenset("start beginning early earlier".split())

Months = tuple[int, int, int]  # the first month of a part of the year, how many it has, the position after its words
Placed = Callable[[InYear], Moment]


def part_of_year(line: Line, at: int) -> Found | None:
    """ "The first half of 2022", "fourth-quarter", "Q3 last year", "the first nine months of the year".

    Without its year a quarter is the nearest in the direction of the tense; a half or months need the words of a year,
    since a match has halves too.
    """
    named = at + 1 if line.word(at) == "the" else at
    start = named + 1 if line.word(named) in _FISCAL else named
    months = _months(line, start)
    if months is None:
        return None
    first, count, after = months
    in_year = partial(_in_year, first, count)
    if start > named:
        return UNKNOWN_SPAN, after
    if (year := _year(line, after)) is not None:
        return year[0](in_year), year[1]
    if line.word(after) == "of":
        return None
    alone = count == 3 and line.word(start) not in _LAST and line.word(after - 1) != "months"
    if not alone or _is_in_play(line, start):
        return None
    return replace(every_year(in_year), in_year=lambda year: _stated(year, in_year)), after


def running(line: Line, at: int, edge: str) -> Found | None:
    """ "The year" in "the end of the year" (`edge` is "end"): the one that holds the day of publication.

    After a past verb its end may be that of another year ("had left by the end of the year"), and so may its start
    before a coming one; an editor is then asked. Not so for what went on "until the end of the year".
    """
    start = at + 1 if line.word(at) == "the" else at
    unit = _RUNNING.get(line.word(start))
    if unit is None or start == at or line.word(start + 1) in ("-", "of", "after", "before"):
        return None
    return going_on(unit, edge), start + 1


def end_of_year(line: Line, at: int) -> Found | None:
    """ "Year-end", "the year's end", "the end of year"."""
    start = at + 1 if line.word(at) == "the" else at
    words = line.words[start : start + 3]
    if words[:1] == ["year"] and words[1:] in (["-", "end"], ["'s", "end"], ["’s", "end"]):
        return going_on("year", "end"), start + 3
    return (going_on("year", "end"), start + 3) if words == ["end", "of", "year"] else None


def going_on(unit: Unit, edge: str) -> Moment:
    """The unit that holds the day of publication, unless the tense makes that doubtful for its `edge`."""

    def place(now: Now) -> Period:
        is_past = now.tense == "past" and not now.is_nearest
        if (edge in _LATE and is_past) or (edge in _EARLY and now.tense == "future"):
            raise ValueError("The words do not tell which one is meant.")
        return calendar_unit(now.today, unit, now.zone)

    return Moment(place, lacks="span", edge="end" if edge in _LATE else "start" if edge in _EARLY else "")


def _months(line: Line, at: int) -> Months | None:
    if _SHORT.fullmatch(line.text(at)):
        kind, number = line.text(at)[0], line.text(at)[1]
        return _numbered(int(number), 3 if kind == "Q" else 6, at + 1)
    word = line.word(at)
    if (count := _count(line.word(at + 1))) and line.word(at + 2) == "months" and (word == "first" or word in _LAST):
        return 1 if word == "first" else 13 - count, count, at + 3
    name = at + 2 if line.word(at + 1) == "-" else at + 1
    size = {"half": 6, "quarter": 3}.get(line.word(name))
    if size is None:
        return None
    number_said = 12 // size if word in _LAST else 2 if word == "latter" else _ORDINALS.get(word, 0)
    return _numbered(number_said, size, name + 1)


def _numbered(number: int, size: int, after: int) -> Months | None:
    return (1 + (number - 1) * size, size, after) if 1 <= number <= 12 // size else None


def _count(word: str) -> int:
    """From 2 to 11, else 0."""
    count = int(word) if word.isdecimal() and len(word) < 3 else _COUNTS.get(word, 0)
    return count if 2 <= count <= 11 else 0


def _year(line: Line, at: int) -> tuple[Placed, int] | None:
    """How a part is placed in the year that the words at a position name, and the position after them."""
    if (step := span_from_now(line, at, "year")) is not None:
        return partial(_from_now, step[0]), step[1]
    start = at + 1 if line.word(at) in ("of", "in") else at
    if _YEAR.fullmatch(line.word(start)):
        return partial(_stated, int(line.word(start))), start + 1
    if start == at:
        return None
    start = start + 1 if line.word(start) in ("the", "its", "their", "this", "last") else start
    if line.word(start) in _FISCAL:
        named = line.word(start + 1) == "year" or _YEAR.fullmatch(line.word(start + 1))
        return (lambda _: UNKNOWN_SPAN), start + 2 if named else start + 1
    if line.words[start - 1 : start + 1] != ["the", "year"]:
        return None
    if _YEAR.fullmatch(line.word(start + 1)):
        return partial(_stated, int(line.word(start + 1))), start + 2
    return every_year, start + 1


def _stated(year: int, in_year: InYear) -> Moment:
    return Moment(partial(in_year, year), "stated", year=year)


def _from_now(step: int, in_year: InYear) -> Moment:
    return Moment(lambda now: in_year(now.today.year + step, now))


def _in_year(first: int, count: int, year: int, now: Now) -> Period:
    start = date(year, first, 1)
    return days(start, moved(start, "month", count), now.zone)


def _is_in_play(line: Line, at: int) -> bool:
    verb = governing_verb(line.tokens[at])
    return verb is not None and base(verb) in _IN_PLAY
