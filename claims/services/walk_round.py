"""Take everything stored past the judge now in use, at a pace, so that new reports never wait behind old ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from claims.models import Claim, Reading, Recheck, Round
from claims.models.round import Stage
from claims.services.plan_work import catch_up_claims, catch_up_snapshots
from factcheck.access.models import User
from sources.models import Report
from sources.models.work import State

STEP = 500
"""Claims or reports in one step at most."""
COUNTED = 1_000
"""Re-checks of each state that are counted for a page at most."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come; `waiting` and `failed` count up to COUNTED."""

    seen: int
    about: int
    planned: int
    waiting: int
    failed: int


@transaction.atomic
def start_round(judge: str, per_minute: int, now: datetime, by: User | None = None) -> Round:
    """The round that is going afterwards; one by another version of the judge is stopped where it is."""
    going = Round.objects.select_for_update().going()
    going.exclude(judge=judge).update(stage=Stage.STOPPED, finished_at=now)
    same = going.filter(judge=judge).first()
    if same:
        same.per_minute = per_minute
        same.save(update_fields=["per_minute"])
        return same
    about = _about(Claim._meta.db_table) + _about(Report._meta.db_table)
    return Round.objects.create(
        judge=judge, per_minute=per_minute, about=about, stepped_at=now, started_at=now, started_by=by
    )


@transaction.atomic
def step_round(judge: str, now: datetime) -> int:
    """Plan what the pace allows since the last step. How many re-checks; 0 while those of the last minute wait.

    Another version's round is left to its own workers. A step that is lost is taken by the next sweep.
    """
    row = Round.objects.select_for_update(skip_locked=True).going().filter(judge=judge).first()
    if row is None:
        return 0
    allowed = min(int((now - row.stepped_at) / timedelta(minutes=1) * row.per_minute), STEP)
    if _counted(judge, State.PENDING, row.per_minute) >= row.per_minute:
        row.stepped_at, allowed = now, 0  # the workers are behind: what the pace allowed meanwhile is not saved up
    planned = _step(row, allowed, now)
    row.planned += planned
    row.save()
    return planned


def _step(row: Round, allowed: int, now: datetime) -> int:
    if row.stage == Stage.REST:
        if not _counted(row.judge, State.PENDING, 1):
            row.stage, row.finished_at = Stage.DONE, now
        return 0
    if not allowed:
        return 0
    row.stepped_at = now
    planned, ids = (_claims if row.stage == Stage.CLAIMS else _reports)(row, allowed)
    row.seen += len(ids)
    row.after = ids[-1] if ids else row.after
    if len(ids) < allowed:
        row.stage, row.after = (Stage.REPORTS if row.stage == Stage.CLAIMS else Stage.REST), None
    return planned


def _claims(row: Round, allowed: int) -> tuple[int, Sequence[UUID]]:
    rows = Claim.objects.order_by("pk").filter(**({"pk__gt": row.after} if row.after else {}))
    ids = list(rows.values_list("pk", flat=True)[:allowed])
    return catch_up_claims(ids, row.judge), ids


def _reports(row: Round, allowed: int) -> tuple[int, Sequence[UUID]]:
    """The versions that count, where they have been read: others get their re-checks when they are."""
    read = Reading.objects.filter(snapshot=OuterRef("current"), state=State.DONE).order_by("-pk")
    rows = Report.objects.order_by("pk").filter(**({"pk__gt": row.after} if row.after else {}))
    rows = rows.annotate(passages=Subquery(read.values("sentences")[:1]))
    found = list(rows.values_list("pk", "current", "passages")[:allowed])
    passages = {current: number for _, current, number in found if current and number}
    return catch_up_snapshots(passages, row.judge), [pk for pk, _, _ in found]


def progress_of(row: Round) -> Progress:
    is_going = row.finished_at is None
    waiting = _counted(row.judge, State.PENDING, COUNTED) if is_going else 0
    return Progress(
        row.seen, max(row.about, row.seen), row.planned, waiting, _counted(row.judge, State.FAILED, COUNTED)
    )


def _counted(judge: str, state: State, limit: int) -> int:
    return Recheck.objects.filter(judge=judge, state=state).order_by().values("pk")[:limit].count()


def _about(table: str) -> int:
    """Rows as PostgreSQL's statistics have them; 0 where it has none yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        (rows,) = cursor.fetchone()
    return int(rows)
