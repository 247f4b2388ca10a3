"""Numbers in words or digits, and the words that say how exact they are. Knows lower-case words only, no parse."""

import re
from math import isfinite
from typing import NamedTuple

from claims.pipeline.draft import Approximation

_FROM_TWO = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: float(value) for value, word in enumerate(_FROM_TWO.split(), 2)}
TENS = {word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)}
MULTIPLIERS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3,
}  # fmt: skip
_ALONE = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
NUMBER_WORDS = SMALL | TENS | {word: MULTIPLIERS[word] for word in _ALONE} | {"half": 0.5}
_PLAIN = frozenset({1e2, 1e3, 1e6, 1e9, 1e12})
FRACTIONS = {"half": 2.0, "halves": 2.0, "third": 3.0, "thirds": 3.0, "quarter": 4.0, "quarters": 4.0,
             "fifth": 5.0, "fifths": 5.0, "tenth": 10.0, "tenths": 10.0}  # fmt: skip
ONE = frozenset({"a", "an", "one"})

_GLUED = re.compile(r"(\d[\d.,]*)(k|m|mn|bn|tn|million|billion|trillion)")
_FIRM: dict[Approximation, str] = {
    "at least": "at least;no fewer than;no less than;a minimum of",
    "at most": "up to;at most;no more than;as many as;as much as;a maximum of",
    "more than": "more than;over;above;exceeding;upwards of;in excess of",
    "less than": "less than;fewer than;under;below",
    "about": "about;around;some;roughly;approximately;nearly;almost;circa;close to;an estimated;estimated",
}
_BEFORE = {tuple(p.split()): kind for kind, phrases in _FIRM.items() for p in phrases.split(";")}
_AFTER: dict[tuple[str, ...], Approximation] = {
    ("or", "more"): "at least", ("or", "so"): "about", ("or", "fewer"): "at most", ("or", "less"): "at most",
    ("+",): "at least",
}  # fmt: skip


class Number(NamedTuple):
    """A number that ends before word `after`; `scale` is what its last multiplier made of it (2 million: 1e6)."""

    value: float
    after: int
    scale: float = 1.0


def number_at(words: list[str], at: int) -> Number | None:
    """The cardinal number that begins at a word ("4,000", "2.5 million", "twenty-five", "one hundred and six").

    None where none begins, for a lone "one" and for what is too large for a float: it is then a word like any other.
    """
    first = _simple(words, at)
    if first is None:
        return None
    value, after, scale = first
    if words[at] not in MULTIPLIERS and words[after : after + 3] == ["and", "a", "half"]:
        value, after = value + 0.5, after + 3
    while isfinite(value) and after < len(words) and (times := MULTIPLIERS.get(words[after])):
        value, after, scale = value * times, after + 1, scale * times
        value, after = _rest(words, after, value, times)
    return Number(value, after, scale) if isfinite(value) else None


def digits(word: str) -> float | None:
    """ "1,200" is 1200 and "2.5" is 2.5; None for what is no plain number ("1.2.3")."""
    try:
        return float(word.replace(",", "")) if word[:1].isdigit() and ":" not in word else None
    except ValueError:
        return None


def approximation_before(words: list[str], at: int) -> tuple[Approximation, int]:
    """How exact the words before a number leave it, and where they begin: ("at least", 2 words earlier)."""
    for length in (3, 2, 1):
        if at >= length and (kind := _BEFORE.get(tuple(words[at - length : at]))):
            return kind, at - length
    return "exact", at


def approximation_after(words: list[str], after: int) -> tuple[Approximation, int]:
    """The same for words behind a number ("20 or more"), and where they end."""
    for length in (2, 1):
        said = tuple(words[after : after + length])
        if kind := _AFTER.get(said):
            return kind, after + len(said)
    return "exact", after


def _simple(words: list[str], at: int) -> Number | None:
    """A number before its multipliers; "a" and "one" count before a multiplier only."""
    word = words[at]
    if glued := _GLUED.fullmatch(word):
        value, scale = digits(glued[1]), MULTIPLIERS[glued[2]]
        return None if value is None else Number(value * scale, at + 1, scale)
    value = NUMBER_WORDS.get(word, digits(word))
    if word in ONE and words[at + 1 : at + 2] and words[at + 1] in _ALONE:
        value = 1.0
    if value is None:
        return None
    return Number(*_with_units(words, at, value))


def _with_units(words: list[str], at: int, value: float) -> tuple[float, int]:
    """ "twenty-five", "twenty five"; "half a million" goes on with its multiplier."""
    if words[at] in TENS:
        unit = at + 2 if words[at + 1 : at + 2] == ["-"] else at + 1
        if unit < len(words) and (more := _unit(words[unit])):
            return value + more, unit + 1
    if words[at] == "half" and words[at + 1 : at + 2] == ["a"] and words[at + 2 : at + 3]:
        return value, at + 2 if words[at + 2] in _ALONE else at + 1
    return value, at + 1


def _unit(word: str) -> float:
    value = 1.0 if word == "one" else SMALL.get(word, 0.0)
    return value if value < 10 else 0.0


def _rest(words: list[str], after: int, value: float, times: float) -> tuple[float, int]:
    """What follows a multiplier below a hundred: "two hundred and six"; not where the next number begins."""
    at = after + 1 if words[after : after + 1] == ["and"] else after
    if times not in _PLAIN or at >= len(words):
        return value, after
    small = 1.0 if words[at] == "one" and at > after else SMALL.get(words[at], TENS.get(words[at]))
    if small is None:
        return value, after
    more, end = _with_units(words, at, small)
    onward = words[end] if end < len(words) else ""
    goes_on = onward in MULTIPLIERS and (times > 100 or onward == "hundred")
    return (value, after) if goes_on else (value + more, end)
