"""Write down what is to be done: readings and re-checks, each once for a version of its engine."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

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
    return _plan(_slices(snapshot_id, passages, judge, soon()))


def plan_claim_rechecks(claim_ids: Iterable[UUID], judge: str) -> Sequence[Recheck]:
    """Re-checks of claims; those planned before are not returned."""
    return _plan([Recheck(claim_id=claim_id, judge=judge, due_at=soon()) for claim_id in claim_ids])


def catch_up_claims(claim_ids: Iterable[UUID], judge: str) -> int:
    """Have claims compared anew, due now, that `judge` has not gone through yet. How many; what waits is left."""
    fresh = [Recheck(claim_id=claim_id, judge=judge, due_at=timezone.now()) for claim_id in claim_ids]
    behind = Recheck.objects.filter(claim__in=[row.claim_id for row in fresh], judge=judge)
    return _catch_up(fresh, behind)


def catch_up_snapshots(passages: Mapping[UUID, int], judge: str) -> int:
    """The same for snapshots with so many passages each. How many slices."""
    now = timezone.now()
    fresh = [row for pk, number in passages.items() for row in _slices(pk, number, judge, now)]
    return _catch_up(fresh, Recheck.objects.filter(snapshot__in=passages, judge=judge))


def _catch_up(fresh: Sequence[Recheck], known: QuerySet[Recheck]) -> int:
    """A row may have been carried out by an older judge that was still running: then it is due again."""
    behind = known.filter(state=State.DONE).exclude(judged_by=F("judge"))
    free = behind.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)
    again = due_again(Recheck.objects.filter(pk__in=list(free)))
    return again + len(_plan(fresh))


def check_again(snapshot_id: UUID) -> None:
    """Make a snapshot that counts again meet what was stored meanwhile; the sweep sends it out."""
    due_again(Recheck.objects.filter(snapshot_id=snapshot_id))


def find_anew(snapshot_id: UUID) -> None:
    """Have the findings made anew that rest on what this report says or said; the sweep sends it out.

    Waits for a running re-check, which may go on to lock claims: so nobody calls this who holds any.
    """
    due_again(Recheck.objects.filter(snapshot=snapshot_id, first=0))


def _slices(snapshot_id: UUID, passages: int, judge: str, due_at: datetime) -> list[Recheck]:
    firsts = range(0, passages, SLICE)
    return [Recheck(snapshot_id=snapshot_id, first=first, judge=judge, due_at=due_at) for first in firsts]


def _plan(rows: Sequence[Recheck]) -> Sequence[Recheck]:
    Recheck.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    return list(Recheck.objects.filter(pk__in=[row.pk for row in rows]))
