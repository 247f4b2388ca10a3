"""Who holds an office, a title or a record: "Ana Lima is mayor of Sarn", "Ivo Marek was sworn in as mayor"."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.pipeline.compare.words import Token, stem_set

OFFICES = stem_set("""
    mayor president minister premier chancellor governor king queen monarch pope archbishop bishop chief ceo chairman
    chairwoman chair chairperson director head coach captain manager commander ambassador leader speaker secretary
    champion holder titleholder commissioner rector dean principal editor spokesman spokeswoman owner record
""")
_TAKES = stem_set("""
    become became elected appointed named sworn chosen succeed succeeded replaces replace replaced crowned takes took
    taken assumed inaugurated installed promoted won wins nominated broke broken set sets beat beats smashed
""")
_LEAVES = stem_set("resign resigned former ex ousted stepped quit retired died outgoing")
_REACH = 8


class Holder(NamedTuple):
    """`office` is its stem; `takes` where the sentence tells of taking it up, `leaves` of leaving it."""

    office: str
    takes: bool
    leaves: bool


def holders(found: Sequence[Token]) -> tuple[Holder, ...]:
    """Every office a sentence names, and whether somebody takes it up or leaves it there."""
    out = []
    for at, token in enumerate(found):
        if token.stem in OFFICES:
            near = {t.stem for t in found[max(0, at - _REACH) : at + _REACH]}
            out.append(Holder(token.stem, bool(near & _TAKES), bool(near & _LEAVES)))
    return tuple(out)


def next_holder(claim: Sequence[Holder], passage: Sequence[Holder]) -> str:
    """The stem of an office that the claim has somebody hold and the passage has somebody take up or leave, else ""."""
    for one in claim:
        for two in passage:
            if one.office == two.office and not (one.takes or one.leaves) and (two.takes or two.leaves):
                return one.office
    return ""
