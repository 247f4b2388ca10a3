"""Words that are reckoned from something else: from the day of publication ("last week") or from another event."""

from claims.pipeline.calendar_words import WEEKDAYS
from claims.pipeline.line import Line
from claims.pipeline.numbers import approximation_before, number_at
from claims.pipeline.times.dates import WHICH, Found, span_from_now
from claims.pipeline.times.moments import (
    UNKNOWN_EVENT,
    Moment,
    ago,
    ago_or_more,
    beside_event,
    earlier_in,
    later_in,
    nearest_weekend,
    rolling,
    unit_from_now,
    weekday,
    weekday_of_week,
)
from claims.pipeline.times.period import Unit
from claims.pipeline.times.shapes import PARTS_OF_DAY, during
from claims.pipeline.times.tense import tense

_UNITS: dict[str, Unit] = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "weekend": "weekend", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade",
}  # fmt: skip
_PLURALS = {f"{word}s": unit for word, unit in _UNITS.items()}
_SPANS: dict[str, Unit] = {word: _UNITS[word] for word in ("week", "weekend", "month", "quarter", "year", "decade")}
_STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "": 0}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
NAMING = frozenset(
    (*WEEKDAYS, *_UNITS, *_PLURALS, *_DAYS, *PARTS_OF_DAY, "tonight", "q1", "q2", "q3", "q4", "h1", "h2")
)  # one is in every expression
_OTHER_EVENT = frozenset("earlier later before after afterwards previously prior".split())
_SAID_BEFORE = frozenset("that same following previous next".split())
_NAMED_SPANS = frozenset("day week month quarter year morning afternoon evening night weekend".split())


def relative_at(line: Line, at: int) -> Found | None:
    """The relative expression that begins at a position, None where none does."""
    return (
        _day_word(line, at)
        or _weekday(line, at)
        or _within_span(line, at)
        or _said_before(line, at)
        or _rolling(line, at)
        or _which_span(line, at)
        or _part_of_today(line, at)
        or _counted(line, at)
        or _uncounted(line, at)
    )


def _day_word(line: Line, at: int) -> Found | None:
    """ "Yesterday evening", "tonight", "the day after tomorrow"."""
    if line.words[at : at + 2] == ["the", "day"] and line.word(at + 3) in ("tomorrow", "yesterday"):
        step = {"before": -2, "after": 2}.get(line.word(at + 2))
        if step and (line.word(at + 3) == "tomorrow") == (step > 0):
            return unit_from_now("day", step), at + 4
    if line.word(at) == "tonight":
        return during(unit_from_now("day", 0), PARTS_OF_DAY["night"]), at + 1
    step = _DAYS.get(line.word(at))
    return None if step is None else with_part(line, unit_from_now("day", step), at + 1)


def _weekday(line: Line, at: int) -> Found | None:
    """ "Saturday", "last Saturday", "this coming Saturday night"."""
    which = WHICH.get(line.word(at), "")
    day = at + 1 if which else at
    if which == "this" and line.word(day) in ("past", "coming"):
        which, day = WHICH[line.word(day)], day + 1
    if line.word(day) not in WEEKDAYS or not line.text(day)[0].isupper():
        return None
    if which and line.word(day + 1) == "of":
        return None
    if not which and (week := span_from_now(line, day + 1, "week")):
        return weekday_of_week(WEEKDAYS.index(line.words[day]), week[0]), week[1]
    return with_part(line, weekday(WEEKDAYS.index(line.words[day]), which), day + 1)


def with_part(line: Line, day: Moment, after: int) -> Found:
    """The day, or the part of it that the next word names."""
    hours = PARTS_OF_DAY.get(line.word(after))
    return (during(day, hours), after + 1) if hours else (day, after)


def _within_span(line: Line, at: int) -> Found | None:
    """ "Earlier this week", "later today", "later in the year" of what is to come."""
    if line.word(at) not in ("earlier", "later"):
        return None
    early = line.word(at) == "earlier"
    if line.word(at + 1) == "today":
        return unit_from_now("day", 0), at + 2
    in_the = line.words[at + 1 : at + 3] == ["in", "the"] and (early or tense(line.tokens[at]) == "future")
    name = at + 3 if in_the else at + 2
    unit = _SPANS.get(line.word(name))
    if not (in_the or line.word(at + 1) == "this") or unit is None or unit == "weekend" or line.word(name + 1) == "of":
        return None
    return (earlier_in if early else later_in)(unit), name + 1


def _said_before(line: Line, at: int) -> Found | None:
    """ "The next day", "that week", "the same month": a day that the text spoke of before."""
    pointing = at + 1 if line.word(at) == "the" else at
    word = line.word(pointing)
    if word not in _SAID_BEFORE or (pointing == at and word != "that") or (pointing > at and word == "that"):
        return None
    return (UNKNOWN_EVENT, pointing + 2) if line.word(pointing + 1) in _NAMED_SPANS else None


def _rolling(line: Line, at: int) -> Found | None:
    """ "The past two years", "the last week", "this past month", "the next three months"."""
    leads = line.word(at) == "the" or (line.word(at) == "this" and line.word(at + 1) in ("past", "coming"))
    step = _STEPS.get(line.word(at + 1) if leads else line.word(at), 0)
    start = at + 2 if leads else at + 1
    if not step:
        return None
    if (number := _whole(line, start)) and (unit := _PLURALS.get(line.word(number[1]))):
        return rolling(unit, step * number[0]), number[1] + 1
    unit = _UNITS.get(line.word(start))
    is_rolling = unit in ("week", "month", "year", "decade") and start == at + 2 and line.word(start + 1) != "of"
    return (rolling(unit, step), start + 1) if unit and is_rolling else None


def _which_span(line: Line, at: int) -> Found | None:
    """ "Last week", "this year"; "the weekend"."""
    if line.words[at : at + 2] == ["the", "weekend"]:
        return nearest_weekend(), at + 2
    word, step = line.word(at), _STEPS.get(line.word(at))
    unit = _SPANS.get(line.word(at + 1))
    names_one = bool(word) and line.word(at + 2) != "of"  # "the last week of the campaign"
    return (unit_from_now(unit, step), at + 2) if names_one and step is not None and unit else None


def _part_of_today(line: Line, at: int) -> Found | None:
    """ "This morning", "last night"."""
    if line.words[at : at + 2] == ["last", "night"]:
        return during(unit_from_now("day", -1), PARTS_OF_DAY["night"]), at + 2
    return with_part(line, unit_from_now("day", 0), at + 1) if _is_part_of_today(line, at) else None


def _is_part_of_today(line: Line, at: int) -> bool:
    return line.word(at) == "this" and line.word(at + 1) in PARTS_OF_DAY


def _counted(line: Line, at: int) -> Found | None:
    """ "Two days ago", "a week after the vote", "in three weeks" of what is to come."""
    ahead = line.word(at) == "in"
    number = _whole(line, at + 1 if ahead else at)
    if number is None:
        return None
    count, after = number
    unit = _PLURALS.get(line.word(after)) if count != 1 else _UNITS.get(line.word(after))
    if unit is None or unit == "weekend":
        return None
    follows = line.word(after + 1)
    if ahead:
        to_come = follows not in ("ago", *_OTHER_EVENT) and tense(line.tokens[at]) == "future"
        return (ago(unit, count), after + 1) if to_come else None
    if follows == "ago":
        more = approximation_before(line.words, at)[0] in ("more than", "at least")
        return (ago_or_more if more else ago)(unit, -count), after + 2
    return (UNKNOWN_EVENT, after + 2) if follows in _OTHER_EVENT else None


def _uncounted(line: Line, at: int) -> Found | None:
    """ "Days after the vote", "weeks later"."""
    if line.word(at) not in _PLURALS or line.word(at + 1) not in _OTHER_EVENT:
        return None
    return (beside_event() if line.word(at + 1) in ("before", "after") else UNKNOWN_EVENT), at + 2


def _whole(line: Line, at: int) -> tuple[int, int] | None:
    """A whole number and the position after it; "a" and "one" are 1."""
    if line.word(at) in ("a", "an", "one") and line.word(at + 1) in _UNITS:
        return 1, at + 1
    number = number_at(line.words, at) if at < len(line.words) else None
    return (int(number.value), number.after) if number and number.value == int(number.value) else None
