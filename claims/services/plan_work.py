"""Write down what is to be done: readings and re-checks, each once for a version of its engine."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from claims.models import Reading, Recheck
from sources.services.work import due_again, soon

SLICE = 50
"""Passages in one re-check of a snapshot: a long report is checked in parts, between those of others."""


def plan_reading(snapshot_id: UUID, extractor: str) -> Reading:
    reading, _ = Reading.objects.get_or_create(
        snapshot_id=snapshot_id, extractor=extractor, defaults={"due_at": soon()}
    )
    return reading


def plan_snapshot_rechecks(snapshot_id: UUID, passages: int, judge: str) -> Sequence[Recheck]:
    """Re-checks of a snapshot's passages, slice by slice; those planned before are not returned."""
    firsts = range(0, passages, SLICE)
    return _plan([Recheck(snapshot_id=snapshot_id, first=first, judge=judge, due_at=soon()) for first in firsts])


def plan_claim_rechecks(claim_ids: Iterable[UUID], judge: str) -> Sequence[Recheck]:
    """Re-checks of claims; those planned before are not returned."""
    return _plan([Recheck(claim_id=claim_id, judge=judge, due_at=soon()) for claim_id in claim_ids])


def check_again(snapshot_id: UUID) -> None:
    """Make a snapshot that counts again meet what was stored meanwhile; the sweep sends it out."""
    due_again(Recheck.objects.filter(snapshot_id=snapshot_id))


def _plan(rows: Sequence[Recheck]) -> Sequence[Recheck]:
    Recheck.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Recheck.objects.filter(pk__in=[row.pk for row in rows]))
