"""Numbers of a sentence, each with what it counts and how exact it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

from claims.pipeline.compare.lexicon import MONTHS
from claims.pipeline.compare.words import Token, word_set

SMALL_NUMBERS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBER_WORDS = {word: float(value) for value, word in enumerate(SMALL_NUMBERS.split(), 2)} | {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0,
    "eighty": 80.0, "ninety": 90.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "dozen": 12.0, "half": 0.5,
}  # fmt: skip
MULTIPLIERS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
               "dozen": 12.0, "m": 1e6, "bn": 1e9, "k": 1e3}  # fmt: skip
AT_LEAST = frozenset({"at least", "more than", "no fewer", "no less", "over", "above", "exceeding"})
AT_MOST = frozenset({"up to", "at most", "fewer than", "less than", "no more", "under", "below", "as many"})
ABOUT = word_set("about around some roughly approximately nearly almost circa")
CURRENCIES = word_set("$ € £ dollar euro pound usd")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`low` to `high` is what the wording allows; `units` are stems of what is counted ("year" for a year)."""

    said: str
    low: float
    high: float
    units: frozenset[str]

    def agrees(self, other: "Quantity") -> bool:
        return self.low <= other.high and other.low <= self.high

    def same_measure(self, other: "Quantity") -> bool:
        return bool(self.units & other.units)


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """Every number of a sentence in order; ordinals and clock times are left out."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        value, after = number_at(tokens, at)
        if value is not None:
            found.append(quantity(tokens, at, after, value))
        at = max(after, at + 1)
    return tuple(found)


def number_at(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """The number that begins at a token and the index after it; (None, at) where none begins.

    One that is too large for a float counts as none: its words are then words like any other.
    """
    word = tokens[at].text.lower()
    value = NUMBER_WORDS.get(word)
    if word[0].isdigit() and ":" not in word:
        value = digits(word)
    if value is None:
        return None, at
    after = at + 1
    while isfinite(value) and after < len(tokens) and (times := MULTIPLIERS.get(tokens[after].text.lower())):
        value, after = value * times, after + 1
    return (value, after) if isfinite(value) else (None, at)


def digits(word: str) -> float | None:
    """ "1,200" is 1200 and "2.5" is 2.5; None for what is no plain number ("1.2.3")."""
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None


def quantity(tokens: Sequence[Token], at: int, after: int, value: float) -> Quantity:
    said = " ".join(token.text for token in tokens[at:after])
    low, high = bounds(tokens, at, value)
    return Quantity(said, low, high, units(tokens, at, after, value))


def bounds(tokens: Sequence[Token], at: int, value: float) -> tuple[float, float]:
    before = [token.text.lower() for token in tokens[max(0, at - 2) : at]]
    if AT_LEAST & {" ".join(before), *before[-1:]}:
        return value, inf
    if AT_MOST & {" ".join(before), *before[-1:]}:
        return 0.0, value
    slack = 0.1 * value if ABOUT & set(before[-1:]) else rounding(value)
    return value - slack, value + slack


def rounding(value: float) -> float:
    """Half of the last digit that is not zero, for figures from a thousand up: 12,000 may be 11,700."""
    if value < 1000 or value != int(value) or is_year(value):
        return 0.0
    step = 1.0
    while value % (step * 10) == 0:
        step *= 10
    return step / 2 if step > 1 else 0.0


def is_year(value: float) -> bool:
    return value == int(value) and 1700 <= value <= 2100


def units(tokens: Sequence[Token], at: int, after: int, value: float) -> frozenset[str]:
    """Stems of up to four words after the number: "five other central Asian countries" counts countries."""
    around = {tokens[index].stem for index in (at - 1, after) if 0 <= index < len(tokens)}
    if around & CURRENCIES:
        return frozenset({"money"})
    if "%" in around or "percent" in around or ("per" in around):
        return frozenset({"percent"})
    if around & MONTHS and value <= 31:
        return frozenset({"day of month"})
    counted: list[str] = []
    for token in tokens[after : after + 5]:
        if not token.is_word or (token.text[0].isdigit() and counted) or (not token.is_content and counted):
            break
        if token.is_content and not token.text[0].isdigit():
            counted.append(token.stem)
    if is_year(value) and (not counted or "," not in tokens[at].text):
        return frozenset({"year"})
    return frozenset(counted[:4])
