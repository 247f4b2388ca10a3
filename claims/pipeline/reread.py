"""What a new reading of a text changes in what was read from it before; people's work is never touched. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from claims.pipeline.draft import ClaimDraft, Span

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Place(Generic[K]):
    """A stored claim where it stands; `is_ours` where no person has written, corrected or judged it."""

    key: K
    span: Span
    statement: str
    is_ours: bool
    polarity: str = "asserted"
    modality: str = "asserted"


@dataclass(frozen=True, slots=True)
class Changes(Generic[K]):
    """`kept` pairs what is read again as it was; `fresh` is new, `gone` is no longer read.

    `settled` are drafts that a person's claim already covers: they are not stored beside it.
    """

    kept: tuple[tuple[Place[K], ClaimDraft], ...]
    fresh: tuple[ClaimDraft, ...]
    gone: tuple[Place[K], ...]
    settled: tuple[ClaimDraft, ...]

    @property
    def is_none(self) -> bool:
        return not self.fresh and not self.gone


def changes(places: Sequence[Place[K]], drafts: Sequence[ClaimDraft]) -> Changes[K]:
    """Compares characters, statement, polarity and modality; a person's claim covers what is mostly the same words."""
    theirs = [place.span for place in places if not place.is_ours]
    known = {_said(place): place for place in places if place.is_ours}
    kept: list[tuple[Place[K], ClaimDraft]] = []
    fresh: list[ClaimDraft] = []
    settled: list[ClaimDraft] = []
    for draft in drafts:
        if any(covers(span, draft.span) for span in theirs):
            settled.append(draft)
        elif (place := known.pop(_said(draft), None)) is None:
            fresh.append(draft)
        else:
            kept.append((place, draft))
    return Changes(tuple(kept), tuple(fresh), tuple(known.values()), tuple(settled))


def _said(one: Place[K] | ClaimDraft) -> tuple[Span, str, str, str]:
    return one.span, one.statement, one.polarity, one.modality


def covers(theirs: Span, read: Span) -> bool:
    """Whether a person's claim stands for one that is read: they share over half of the longer one's characters."""
    shared = min(theirs.end, read.end) - max(theirs.start, read.start)
    return 2 * shared > max(theirs.end - theirs.start, read.end - read.start)
