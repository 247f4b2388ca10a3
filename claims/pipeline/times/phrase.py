"""Whole time expressions: a moment with its preposition, its clock time and, for a range, its other end."""

import re
from dataclasses import replace
from typing import NamedTuple

from claims.pipeline.line import Line
from claims.pipeline.numbers import approximation_before
from claims.pipeline.times.dates import DASHES, Found, date_at
from claims.pipeline.times.moments import Edge, Moment
from claims.pipeline.times.names import places_nothing
from claims.pipeline.times.parts import end_of_year, part_of_year, running
from claims.pipeline.times.period import Period
from claims.pipeline.times.relative import relative_at
from claims.pipeline.times.shapes import PARTS_OF_DAY, at_clock, between, during, in_tense, shaped

_BEFORE_A_YEAR = frozenset(
    "in since until till by from between before after during through throughout for".split()
)  # what may stand before a bare month or year
_PREPOSITIONS = _BEFORE_A_YEAR | {"on", "at", "over", "within"}
_SOFT = frozenset("early late mid earlier later".split())
_EDGES: dict[str, Edge] = {"end": "end", "close": "end", "start": "start", "beginning": "start", "middle": ""}
_LINKS = {"from": (*DASHES, "to", "until", "till", "through"), "between": ("and",)}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_HALVES = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_UTC = frozenset({"gmt", "utc"})


class Phrase(NamedTuple):
    """The words `start` to `end` of a line as a moment; None where they only look like one ("every Saturday")."""

    moment: Moment | None
    start: int
    end: int


def phrase_at(line: Line, at: int) -> Phrase | None:
    """The time expression that begins at a position with its preposition; None where none does."""
    preposition = line.word(at) if line.word(at) in _PREPOSITIONS else ""
    start = at + 1 if preposition else at
    found = _with_clock(line, start)
    if found is None and preposition == "in":
        preposition, start, found = "", at, relative_at(line, at)
    if found is None:
        return None
    moment, end = found
    if places_nothing(line, start, end, preposition, moment.bare):
        return Phrase(None, at, end)
    if (other := _other_end(line, preposition, end)) is not None:
        return Phrase(between(moment, other[0]), at, other[1])
    if moment.is_range and preposition in _LINKS:
        return Phrase(replace(moment, bare=False), at, end)
    if preposition == "between" or (moment.bare and preposition not in _BEFORE_A_YEAR):
        return Phrase(None, at, end)
    if line.word(end - 1) == "ago" and not preposition:
        at = approximation_before(line.words, at)[1]
    if preposition == "from" and line.tokens[at].head.pos_ not in ("VERB", "AUX"):
        return Phrase(replace(moment, bare=False), at, end)  # "a letter from 1995" was written then
    return Phrase(_shaped(moment, preposition, line.word(end) in _POSSESSIVES), at, end)


def _shaped(moment: Moment, preposition: str, of_event: bool) -> Moment:
    """The moment as its preposition opens it. "Until" and "by" reach to the end of what they name.

    Before the end of March is up to its last day; what is before or after "Saturday's vote" (`of_event`) may still be
    on Saturday.
    """
    match preposition:
        case "since":
            return shaped(in_tense(moment, "past"), lambda period: Period(period.start, None))
        case "from":
            return shaped(replace(moment, bounds="start"), lambda period: Period(period.start, None))
        case "until" | "till" | "through":
            return shaped(replace(moment, bounds="end"), lambda period: Period(None, period.end))
        case "by":
            return shaped(_limit(moment), lambda period: Period(None, period.end))
        case "before":
            ending, at_end = _limit(moment), moment.edge == "end"
            return shaped(ending, lambda period: Period(None, period.end if of_event or at_end else period.start))
        case "after":
            return shaped(
                moment, lambda period: Period(period.start if of_event or moment.edge == "start" else period.end, None)
            )
    return moment


def _limit(moment: Moment) -> Moment:
    """What something is done by or before; where a past verb leaves open which year it is, this makes it no clearer."""
    return replace(moment, bounds="" if moment.lacks else "limit")


def _other_end(line: Line, preposition: str, at: int) -> Found | None:
    """What "to Friday" adds to "from Monday", "and 2015" to "between 2010"."""
    if line.word(at) not in _LINKS.get(preposition, (*DASHES, "to", "through")):
        return None
    return _softened(line, at + 1)


def _with_clock(line: Line, at: int) -> Found | None:
    """A day with the time of day before or behind it ("3 pm on Monday", "Monday at 15:00"), or without."""
    if (clock := _clock(line, at)) is not None:
        minute, in_utc, after = clock
        after = after + 1 if line.word(after) == "," else after
        day = _softened(line, after + 1 if line.word(after) == "on" else after)
        return None if day is None else (at_clock(day[0], minute, in_utc), day[1])
    day = _softened(line, at)
    if day is None or day[0].bare:
        return day
    after = day[1] + 1 if line.word(day[1]) == "," else day[1]
    clock = _clock(line, after + 1) if line.word(after) == "at" else None
    return day if clock is None else (at_clock(day[0], clock[0], clock[1]), clock[2])


def _clock(line: Line, at: int) -> tuple[int, bool, int] | None:
    """Minutes from midnight, whether in UTC, and the position after: "3 pm", "15:30 GMT"."""
    match = _CLOCK.fullmatch(line.word(at))
    half = _HALVES.get(line.word(at + 1))
    if match is None or (half is None and ":" not in match[0]):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > (23 if half is None else 12) or minute > 59:
        return None
    after = at + 1 if half is None else at + 2
    hour = hour if half is None else hour % 12 + half
    in_utc = line.word(after) in _UTC
    return hour * 60 + minute, in_utc, after + 1 if in_utc else after


def _softened(line: Line, at: int) -> Found | None:
    """A day, month or year, and words that narrow it by less than can be told ("early 2020", "the end of March")."""
    found = part_of_year(line, at) or end_of_year(line, at) or date_at(line, at) or relative_at(line, at)
    if found is not None:
        return found
    start = at + 1 if line.word(at) == "the" else at
    if line.word(start) in _SOFT:
        inner = start + 2 if line.word(start + 1) in ("on", "in", "-") else start + 1
        return _settled(_inner(line, inner, line.word(start)))
    is_half = line.word(start) in ("first", "second", "latter") and line.word(start + 1) == "half"
    of = start + 2 if is_half else start + 1
    if line.word(of) != "of":
        return None
    found = _inner(line, of + 1, line.word(start))
    if is_half:
        return _settled(found)
    if line.word(start) in _EDGES:
        return _settled(found, _EDGES[line.word(start)])
    hours = PARTS_OF_DAY.get(line.word(start))
    return (during(found[0], hours), found[1]) if hours and found is not None and not found[0].bare else None


def _inner(line: Line, at: int, edge: str) -> Found | None:
    """What the words of an edge narrow: "March", "2020", "the third quarter", "the year"."""
    return part_of_year(line, at) or date_at(line, at) or relative_at(line, at) or running(line, at, edge)


def _settled(found: Found | None, edge: Edge = "") -> Found | None:
    """What needs a preposition by itself does so no more."""
    return None if found is None else (replace(found[0], bare=False, edge=edge), found[1])
