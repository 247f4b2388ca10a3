"""The mark on a decided claim that says: look again. Set by what is new, taken back where nothing calls for it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Claim, Finding, Relation
from claims.models.finding import FindingState
from claims.models.relation import RelationKind, RelationState
from claims.status import Status


def raise_mark(claim: Claim) -> None:
    """A claim that nobody has decided on waits for a reviewer anyway."""
    if claim.status != Status.UNREVIEWED and not claim.needs_another_look:
        _mark(claim, True)


def settle_mark(claim: Claim) -> None:
    """Take the mark away if nothing holds it any more."""
    if claim.needs_another_look and not is_held(claim):
        _mark(claim, False)


def is_held(claim: Claim) -> bool:
    """Whether a finding, or a superseding claim that was accepted since the decision, calls for the look."""
    if Finding.objects.filter(claim=claim, state=FindingState.OPEN).exists():
        return True
    return claim.decided_at is not None and _newer(claim.decided_at).filter(to_claim=claim).exists()


def mark(claims: Iterable[UUID]) -> list[UUID]:
    """Those that are marked by this: decided, and not marked before. The caller holds their locks."""
    rows = Claim.objects.published().filter(pk__in=list(claims), needs_another_look=False)
    fresh = list(rows.values_list("pk", flat=True))
    Claim.objects.filter(pk__in=fresh).update(needs_another_look=True)
    return fresh


def unmark(claims: Iterable[UUID], since: datetime) -> None:
    """Take back marks made at `since`, unless a finding or a superseding claim calls for the look now."""
    finding = Finding.objects.filter(claim=OuterRef("pk"), state=FindingState.OPEN)
    newer = _newer(since).filter(to_claim=OuterRef("pk"))
    marked = Claim.objects.filter(pk__in=list(claims), needs_another_look=True, decided_at__lte=since)
    marked.exclude(Exists(finding)).exclude(Exists(newer)).update(needs_another_look=False)


def _newer(since: datetime) -> QuerySet[Relation]:
    return Relation.objects.filter(kind=RelationKind.SUPERSEDES, state=RelationState.ACCEPTED, settled_at__gte=since)


def _mark(claim: Claim, needed: bool) -> None:
    claim.needs_another_look = needed
    claim.save(update_fields=["needs_another_look"])
