"""The numbers of two sides beside each other: which agree, which clash, which go unanswered."""

from collections.abc import Iterable

from claims.pipeline.compare import lexicon
from claims.pipeline.compare.quantity import DATED, Quantity
from claims.pipeline.compare.sides import Side

Pair = tuple[Quantity, Quantity]
"""The claim's number and the passage's."""

_FIXED = frozenset({"change", "score", "factor", "points"})


def numbers(claim: Side, passage: Side) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """The claim's numbers that the passage repeats, and those for which it gives only other figures."""
    rivals = list(_rivals(claim, passage))
    agreeing = [(one, two) for one, two in rivals if one.agrees(two)]
    settled_one, settled_two = {one for one, _ in agreeing}, {two for _, two in agreeing}
    clashing: dict[Quantity, Pair] = {}
    for one, two in rivals:
        if one not in settled_one and two not in settled_two and not (one.computed or two.computed):
            clashing.setdefault(one, (one, two))
    return tuple(agreeing), tuple(clashing.values())


def _rivals(claim: Side, passage: Side) -> Iterable[Pair]:
    for one in claim.quantities:
        for two in passage.quantities:
            bare = one.kind == two.kind == "count" and not (one.head and two.head)
            unsaid = bare and one.agrees(two) and not (one.fate and two.fate and one.fate != two.fate)
            if one.same_measure(two) or unsaid:
                yield one, two


def unanswered(claim: Side, passage: Side) -> tuple[Quantity, ...]:
    """The claim's numbers about which the passage gives no figure at all."""
    return tuple(
        one
        for one in claim.quantities
        if one.kind not in DATED
        and not any(one.same_measure(two) or one.agrees(two) or not two.units for two in passage.quantities)
    )


def grows(pair: Pair, claim: Side, passage: Side) -> bool:
    """Whether the figures belong to a count that grows while a story runs (a toll, arrests, cases), or one is "now"."""
    if pair[0].kind in _FIXED or pair[0].kind.startswith("difference"):
        return False
    shared = pair[0].units | pair[1].units
    growing = (shared | claim.content & passage.content) & lexicon.GROWING or (pair[0].fate and pair[1].fate)
    cued = lexicon.LATER & (claim.spelled.keys() ^ passage.spelled.keys())
    return bool(growing or cued)


def changes(pair: Pair, claim: Side, passage: Side) -> bool:
    """Whether the figures belong to a measure that may have another value at another time: a price, a rank."""
    spoken_of = pair[0].about | pair[1].about | pair[0].units | pair[1].units | claim.content & passage.content
    return pair[0].kind == "rank" or bool(spoken_of & lexicon.MUTABLE)
