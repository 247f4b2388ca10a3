"""How exact a number is: what the words around it allow, and how far it may have been rounded."""

from math import inf

from claims.pipeline.compare.measures import SIGNS
from claims.pipeline.numbers import Number, approximation_after, approximation_before


def written_step(word: str, number: Number, whole: float) -> float:
    """The size of the last digit written: 0.1 of "2.4", 1e8 of "2.4 bn"; `whole` for whole numbers."""
    decimals = len(word.partition(".")[2].rstrip("kmbnt")) if word[0].isdecimal() else 0
    return number.scale * 10.0**-decimals if decimals else whole


def bounds(words: list[str], at: int, value: float, after: int | None = None) -> tuple[float, float]:
    """What the words around a number allow: [low, high]; "at least 5" is open above."""
    kind, _ = approximation_before(words, at - 1 if at and words[at - 1] in SIGNS else at)
    if kind == "exact" and after is not None:
        kind, _ = approximation_after(words, after)
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
