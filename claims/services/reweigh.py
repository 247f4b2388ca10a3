"""After a new rating: have the findings made anew that rest on the source, a few at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Claim, Evidence, Recheck, Reweighing
from claims.services.plan_work import plan_claim_rechecks
from claims.status import Stance, Status
from sources.models.work import State
from sources.search.grades import owned_by
from sources.services.work import due_again

SEEN = 20_000
"""Claims that one step looks at, at most, for those that rest on the source."""


@transaction.atomic
def start_reweighing(source_id: UUID, now: datetime) -> Reweighing:
    """The walk that is going afterwards, from the start; the sweep takes its steps."""
    row, is_new = Reweighing.objects.get_or_create(source_id=source_id, finished_at=None, defaults={"started_at": now})
    if not is_new:
        Reweighing.objects.filter(pk=row.pk).update(after=None, started_at=now)
    return row


def step_reweighing(judge: str, now: datetime, limit: int) -> int:
    """Make the re-checks of the next claims due, of the walk that was started first. How many; 0 where none is going.

    A claim's own re-check judges only what is new, and then proposes with the grade that holds.
    """
    row = Reweighing.objects.filter(finished_at__isnull=True).order_by("started_at", "pk").first()
    if row is None:
        return 0
    claims, after = _resting_on(owned_by(row.source_id), row.after, limit)
    _let_finish(claims)
    with transaction.atomic():
        if not _take(row, after, len(claims), now):
            return 0
        plan_claim_rechecks(claims, judge)
        done = Recheck.objects.filter(claim__in=claims, judge=judge, state=State.DONE).order_by("pk")
        free = done.select_for_update(skip_locked=True).values_list("pk", flat=True)
        due_again(Recheck.objects.filter(pk__in=list(free)))
    return len(claims)


def _take(row: Reweighing, after: UUID | None, planned: int, now: datetime) -> bool:
    """False where another sweep has taken this step, or a newer rating has begun anew."""
    same = Reweighing.objects.filter(pk=row.pk, after=row.after, started_at=row.started_at, finished_at__isnull=True)
    return same.update(after=after, planned=row.planned + planned, finished_at=None if after else now) == 1


def _let_finish(claims: Sequence[UUID]) -> None:
    """Wait for findings that are being made: they may have seen the old grade. Who comes later sees the new one.

    In a transaction of its own: re-checks are locked before claims, as everywhere.
    """
    with transaction.atomic():
        list(Claim.objects.filter(pk__in=claims).order_by("pk").select_for_update(no_key=True).values("pk"))


def _resting_on(sources: Sequence[UUID], after: UUID | None, limit: int) -> tuple[list[UUID], UUID | None]:
    """Claims on which these sources took a side, and how far in the order of ids that came: None at the end."""
    claims = Claim.objects.filter(**({"pk__gt": after} if after else {})).order_by("pk")
    last = claims.values_list("pk", flat=True)[SEEN - 1 : SEEN].first()
    seen = (claims.filter(pk__lte=last) if last else claims).exclude(status=Status.WITHDRAWN)
    found = list(seen.filter(Exists(_sided(sources))).values_list("pk", flat=True)[:limit])
    return found, found[-1] if len(found) == limit else last


def _sided(sources: Sequence[UUID]) -> QuerySet[Evidence]:
    """As who prints the passage, or as who speaks in it."""
    prints = Q(passage__snapshot__report__publisher__in=sources)
    speaks = Q(passage__appearances__attributions__source__in=sources, passage__appearances__attributions__position=0)
    return Evidence.objects.exclude(stance=Stance.NOT_ENOUGH_INFO).filter(prints | speaks, claim=OuterRef("pk"))
