"""Which hops of two labellings are the same, and how alike the labellings are by that."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from benchmarks.attribution.hop import Hop
from claims.pipeline.draft import Span

ALIKE = 0.5


def chars(spans: Sequence[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def said(hops: Sequence[Hop]) -> set[int]:
    """The characters inside any content."""
    return {i for hop in hops for i in chars(hop.content)}


def pairs(gold: Sequence[Hop], read: Sequence[Hop], *, by_source: bool = False) -> dict[int, int]:
    """For each hop of `gold` that is found, its place in `read`.

    Two hops match when the characters of their contents have a Jaccard overlap of at least `ALIKE`; best first. Where
    several hops say the same words, `by_source` pairs those of one source first.
    """
    ours, theirs = [chars(hop.content) for hop in gold], [chars(hop.content) for hop in read]
    scored = [
        (-len(a & b) / len(a | b), by_source and not same_source(gold[i], read[j]), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if a & b
    ]
    found: dict[int, int] = {}
    for score, _, i, j in sorted(scored):
        if -score >= ALIKE and i not in found and j not in found.values():
            found[i] = j
    return found


def same_source(a: Hop, b: Hop) -> bool:
    return bool(chars(a.source) & chars(b.source)) or not (a.source or b.source)


def f1(right: int, read: int, gold: int) -> float:
    return 2 * right / (read + gold) if read + gold else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found in one text or, added up, in many; the last three are characters."""

    gold: int = 0
    read: int = 0
    matched: int = 0
    full: int = 0
    cue: int = 0
    content_both: int = 0
    content_gold: int = 0
    content_read: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))

    def scores(self) -> dict[str, float]:
        return {
            "gold": self.gold,
            "predicted": self.read,
            "relation_f1": round(f1(self.matched, self.read, self.gold), 4),
            "precision": round(self.matched / max(self.read, 1), 4),
            "recall": round(self.matched / max(self.gold, 1), 4),
            "full_f1": round(f1(self.full, self.read, self.gold), 4),
            "source_accuracy": round(self.full / max(self.matched, 1), 4),
            "cue_accuracy": round(self.cue / max(self.matched, 1), 4),
            "content_char_f1": round(f1(self.content_both, self.content_read, self.content_gold), 4),
        }


def count(gold: Sequence[Hop], read: Sequence[Hop]) -> Counts:
    matched = [(gold[i], read[j]) for i, j in pairs(gold, read).items()]
    ours, theirs = said(gold), said(read)
    return Counts(
        gold=len(gold),
        read=len(read),
        matched=len(matched),
        full=sum(same_source(a, b) for a, b in matched),
        cue=sum(bool(chars(a.cue) & chars(b.cue)) for a, b in matched),
        content_both=len(ours & theirs),
        content_gold=len(ours),
        content_read=len(theirs),
    )
