"""Mark decided claims for another look, and take a mark back where nothing calls for it any more."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from claims.models import Claim, Finding, Relation
from claims.models.finding import FindingState
from claims.models.relation import RelationKind, RelationState


def mark(claims: Iterable[UUID]) -> list[UUID]:
    """Those that are marked by this: decided, and not marked before. The caller holds their locks."""
    rows = Claim.objects.published().filter(pk__in=list(claims), needs_another_look=False)
    fresh = list(rows.values_list("pk", flat=True))
    Claim.objects.filter(pk__in=fresh).update(needs_another_look=True)
    return fresh


def unmark(claims: Iterable[UUID], since: datetime) -> None:
    """Take back marks made at `since`, unless a finding or a superseding claim calls for the look now."""
    finding = Finding.objects.filter(claim=OuterRef("pk"), state=FindingState.OPEN)
    newer = Relation.objects.filter(
        to_claim=OuterRef("pk"), kind=RelationKind.SUPERSEDES, state=RelationState.ACCEPTED, settled_at__gte=since
    )
    marked = Claim.objects.filter(pk__in=list(claims), needs_another_look=True, decided_at__lte=since)
    marked.exclude(Exists(finding)).exclude(Exists(newer)).update(needs_another_look=False)
