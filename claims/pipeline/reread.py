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
    """Compares by exact characters and statement; a person's claim covers what shares most of its characters."""
    theirs = [place for place in places if not place.is_ours]
    settled = [draft for draft in drafts if any(_covers(place.span, draft.span) for place in theirs)]
    known = {(place.span, place.statement): place for place in places if place.is_ours}
    kept: list[tuple[Place[K], ClaimDraft]] = []
    fresh: list[ClaimDraft] = []
    for draft in (d for d in drafts if d not in settled):
        place = known.pop((draft.span, draft.statement), None)
        if place is None:
            fresh.append(draft)
        else:
            kept.append((place, draft))
    return Changes(tuple(kept), tuple(fresh), tuple(known.values()), tuple(settled))


def _covers(theirs: Span, read: Span) -> bool:
    """Whether the two share more than half of the characters of the longer one."""
    shared = min(theirs.end, read.end) - max(theirs.start, read.start)
    return 2 * shared > max(theirs.end - theirs.start, read.end - read.start)
