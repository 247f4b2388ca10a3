"""Write down what is to be done: readings and re-checks, each once for a version of its engine."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from claims.models import Reading, Recheck


def plan_reading(snapshot_id: UUID, extractor: str) -> Reading:
    reading, _ = Reading.objects.get_or_create(
        snapshot_id=snapshot_id, extractor=extractor, defaults={"due_at": _soon()}
    )
    return reading


def plan_rechecks(judge: str, *, snapshot_id: UUID | None = None, claim_ids: Iterable[UUID] = ()) -> list[Recheck]:
    """Plan re-checks of a snapshot's passages and of claims; only those that were not planned before are returned."""
    rows = [Recheck(claim_id=claim_id, judge=judge, due_at=_soon()) for claim_id in claim_ids]
    if snapshot_id:
        rows.append(Recheck(snapshot_id=snapshot_id, judge=judge, due_at=_soon()))
    Recheck.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Recheck.objects.filter(pk__in=[row.pk for row in rows]))


def _soon() -> datetime:
    return timezone.now() + timedelta(seconds=settings.NUDGE_AGAIN_SECONDS)
