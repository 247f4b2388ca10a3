"""Take back what only the machine ever said: appearances, and claims that then stand nowhere."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Appearance, Claim, Decision, Evidence, Finding
from claims.models.claim import Origin


def forget(appearance_ids: Iterable[UUID]) -> None:
    """Delete these appearances, and their claims where nobody has touched them and no other report makes them."""
    rows = Appearance.objects.filter(pk__in=list(appearance_ids))
    claim_ids = list(rows.values_list("claim", flat=True).distinct())
    rows.delete()
    # The lock also waits for a decision that is being made; what was decided meanwhile stays.
    list(Claim.objects.select_for_update().filter(pk__in=claim_ids).order_by("pk").values("pk"))
    stale = _untouched().filter(pk__in=claim_ids)
    stale_ids = list(stale.values_list("pk", flat=True))
    forget_evidence(stale_ids)
    Finding.objects.filter(claim__in=stale_ids).delete()
    Claim.objects.filter(pk__in=stale_ids).delete()


def forget_evidence(claim_ids: Iterable[UUID]) -> None:
    """It was judged on words that are gone. None of it is cited: a claim with a decision is neither edited nor left."""
    ids = list(claim_ids)
    Finding.evidence.through.objects.filter(evidence__claim__in=ids).delete()
    # Django's own cascade would delete from decisions too, which the running role may not; the database
    # itself refuses to delete evidence that a decision cites.
    rows = Evidence.objects.filter(claim__in=ids)
    rows._raw_delete(rows.db)


def _untouched() -> QuerySet[Claim]:
    machine = Claim.objects.filter(origin=Origin.MACHINE, edited_by__isnull=True, decided_at__isnull=True)
    somewhere = Appearance.objects.filter(claim=OuterRef("pk"))
    decided = Decision.objects.filter(claim=OuterRef("pk"))
    return machine.exclude(Exists(somewhere)).exclude(Exists(decided))
