"""What becomes of claims when a report is taken back, or counts again."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from claims.models import Claim
from claims.services.plan_work import find_anew
from sources.models import Kill


@transaction.atomic
def heed_kill(report_id: UUID) -> int:
    """Have its findings made anew; after a kill, mark what stands in the report or was decided on it. How many.

    What its passages said stays stored, and cited where a decision cites it: it does not count while it is killed.
    """
    kill = Kill.objects.filter(report=report_id).latest("pk")
    find_anew(kill.version_id)
    return mark_what_rests_on(report_id) if kill.lifted_at is None else 0


def mark_what_rests_on(report_id: UUID) -> int:
    """Claims that a person has to look at again, because this report makes them or a decision cites it."""
    stands = Q(appearances__snapshot__report=report_id)
    cites = Q(decisions__evidence__passage__snapshot__report=report_id)
    ids = set(Claim.objects.filter(stands).order_by().values_list("pk", flat=True))
    ids |= set(Claim.objects.filter(cites).order_by().values_list("pk", flat=True))
    unmarked = Claim.objects.filter(pk__in=ids, needs_another_look=False).order_by("pk")
    locked = list(unmarked.select_for_update(no_key=True).values_list("pk", flat=True))
    return Claim.objects.filter(pk__in=locked).update(needs_another_look=True)
