"""Numbers of a sentence, each with what it counts and how exact it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from claims.pipeline.compare.lexicon import MONTHS
from claims.pipeline.compare.words import Token, word_set
from claims.pipeline.numbers import Number, approximation_before, number_at

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
    words = [token.text.lower() for token in tokens]
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        number = number_at(words, at)
        if number is not None:
            found.append(quantity(tokens, words, at, number))
        at = at + 1 if number is None else number.after
    return tuple(found)


def quantity(tokens: Sequence[Token], words: list[str], at: int, number: Number) -> Quantity:
    said = " ".join(token.text for token in tokens[at : number.after])
    low, high = bounds(words, at, number.value)
    return Quantity(said, low, high, units(tokens, at, number.after, number.value))


def bounds(words: list[str], at: int, value: float) -> tuple[float, float]:
    kind, _ = approximation_before(words, at)
    if kind in ("at least", "more than"):
        return value, inf
    if kind in ("at most", "less than"):
        return 0.0, value
    slack = 0.1 * value if kind == "about" else rounding(value)
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
