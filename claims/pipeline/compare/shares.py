"""Shares, multiples and vague counts in words: "a third", "one in five", "doubled", "hundreds"."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from claims.pipeline.compare.words import stem
from claims.pipeline.numbers import FRACTIONS, ONE, SMALL, number_at

_MULTIPLES = {
    "doubled": 2.0, "doubling": 2.0, "twofold": 2.0, "twice": 2.0, "tripled": 3.0, "trebled": 3.0, "threefold": 3.0,
    "quadrupled": 4.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0, "halved": 0.5, "halving": 0.5,
}  # fmt: skip
_VAGUE = {
    ("tens", "of", "thousands"): (2e4, 1e5), ("hundreds", "of", "thousands"): (2e5, 1e6), ("dozens",): (24.0, 120.0),
    ("scores",): (30.0, 200.0), ("hundreds",): (150.0, 2000.0),
    ("thousands",): (1500.0, 2e4), ("millions",): (1.5e6, inf),
}  # fmt: skip
_WHOLE = frozenset("of the its their his her all that our".split())
PERIOD = stem("quarter")


class Read(NamedTuple):
    """What stands in words up to `end`: `kind`, and the bounds the words allow."""

    kind: str
    low: float
    high: float
    end: int


def read_words(words: Sequence[str], at: int) -> Read | None:
    """The share, multiple or vague count that begins at a word; None where none does."""
    if words[at] in _MULTIPLES:
        value = _MULTIPLES[words[at]]
        return Read("factor", value, value, at + 1)
    if said := _majority(words, at):
        return said
    for length in (3, 1):
        if bounds := _VAGUE.get(tuple(words[at : at + length])):
            return Read("count", *bounds, at + length + (words[at + length : at + length + 1] == ["of"]))
    return _fraction(list(words), at) or _one_in(list(words), at)


def _majority(words: Sequence[str], at: int) -> Read | None:
    """ "Most voters", "a majority of voters": more than half, how much more is left open."""
    follows = words[at + 1] if at + 1 < len(words) else ""
    plural = follows == "people" or (follows.endswith("s") and follows[0].isalpha())
    if (words[at] == "most" and (plural or follows == "of")) or (words[at] == "majority" and follows == "of"):
        return Read("share", 0.5, 1.0, at + 1)
    return None


def _fraction(words: list[str], at: int) -> Read | None:
    """ "half of", "a third of", "two thirds", "three-quarters"."""
    part, name = 1.0, at
    if words[at] in ONE or words[at] in SMALL:
        part, name = SMALL.get(words[at], 1.0), at + 1
    if name >= len(words) or words[name] not in FRACTIONS:
        return None
    end = name + 1
    follows = words[end] if end < len(words) else ""
    if not (follows in _WHOLE or words[name].endswith("s") or (name == at and words[at] == "half" and not follows)):
        return None
    if words[at] in ONE | {"half"} and words[name] == "half" and follows == "a":
        return None
    if name == at and words[at] != "half":
        return None  # "the third of May", "quarter of"
    value = part / FRACTIONS[words[name]]
    return Read("share", value, value, end) if value <= 1 else None


def _one_in(words: list[str], at: int) -> Read | None:
    """ "one in five", "two out of three"."""
    part = 1.0 if words[at] == "one" else SMALL.get(words[at])
    link = 3 if words[at + 1 : at + 3] == ["out", "of"] else 2 if words[at + 1 : at + 2] == ["in"] else 0
    if part is None or not link or at + link >= len(words) or (link == 2 and part != 1):
        return None
    whole = number_at(words, at + link)
    if whole is None or not part < whole.value <= 1000:
        return None
    return Read("share", part / whole.value, part / whole.value, whole.after)
