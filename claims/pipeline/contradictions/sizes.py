"""How large or how long a thing is said to be: "is 40 metres long", "lasted two weeks", "the two-week strike"."""

from typing import NamedTuple

from spacy.tokens import Token

from claims.pipeline.compare.words import stem, stem_set
from claims.pipeline.contradictions.stretch import core
from claims.pipeline.syntax import child, children, subject

TIMES = stem_set("second minute hour day week month year decade century time night weekend")
LASTS = stem("last")


class Size(NamedTuple):
    """What has the size, by its stems, and in which respect: "is long", or the stem of "last" for a duration."""

    owner: frozenset[str]
    respect: str


def size(unit: Token) -> Size | None:
    """The size that `unit` ("metres", "weeks") gives to a thing; None where it gives none."""
    if unit.dep_ == "npadvmod" and unit.head.dep_ == "acomp" and unit.head.head.pos_ == "AUX":
        be = unit.head.head
        return Size(core(child(be, "nsubj")), f"{be.lower_} {stem(unit.head.lower_)}")
    if stem(unit.lower_) not in TIMES:
        return None
    if unit.dep_ in ("npadvmod", "dobj") and stem(unit.head.lemma_) == LASTS:
        return Size(core(next(iter(subject(unit.head)), None)), LASTS)
    if unit.dep_ == "compound" and any(t.text == "-" for t in children(unit, "punct")):
        return Size(core(unit.head) - {stem(unit.lower_)}, LASTS)
    return None
