"""Write down what is to be done: readings and re-checks, each once for a version of its engine."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from claims.models import Reading, Recheck
from sources.models import Report
from sources.models.work import State
from sources.services.work import due_again, soon

SLICE = 50
"""Passages in one re-check of a snapshot: a long report is checked in parts, between those of others."""

BATCH = 2_000
"""Re-checks in one statement."""


def plan_reading(snapshot_id: UUID, extractor: str) -> Reading:
    reading, _ = Reading.objects.get_or_create(
        snapshot_id=snapshot_id, extractor=extractor, defaults={"due_at": soon()}
    )
    return reading


def plan_rereadings(
    extractor: str, after: UUID | None, limit: int, start: datetime, pace: timedelta
) -> tuple[int, UUID | None]:
    """Plan a reading by `extractor` for reports it has not read, among the `limit` reports that follow `after`.

    How many were planned, and the last report looked at: None at the end. They fall due one `pace` after the other from
    `start` on, so that the sweep sends out a few at a time and new reports do not wait behind old ones.
    """
    reports = Report.objects.filter(current__indexing__state=State.DONE).order_by("pk")
    if after is not None:
        reports = reports.filter(pk__gt=after)
    rows = list(reports.values_list("pk", "current")[:limit])
    read = Reading.objects.filter(extractor=extractor, snapshot__in=[current for _, current in rows])
    done = set(read.values_list("snapshot", flat=True))
    waiting = [current for _, current in rows if current not in done]
    fresh = [Reading(snapshot_id=pk, extractor=extractor, due_at=start + n * pace) for n, pk in enumerate(waiting)]
    Reading.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh), rows[-1][0] if len(rows) == limit else None


def read_again(snapshot_id: UUID, extractor: str) -> Reading:
    """A reading of this snapshot that is due, also where this extractor has read it before."""
    reading = plan_reading(snapshot_id, extractor)
    due_again(Reading.objects.filter(pk=reading.pk), error="")
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
    Recheck.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    return list(Recheck.objects.filter(pk__in=[row.pk for row in rows]))
