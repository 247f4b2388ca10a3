"""The mark on a decided claim that says: look again. Set by what is new, taken back where nothing calls for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.models import Claim, Correction, Finding, Relation, ReportChange
from claims.models.finding import FindingState
from claims.models.relation import RelationKind, RelationState
from sources.models import Kill


def settle_mark(claim: Claim) -> None:
    """Take the mark away if nothing holds it any more."""
    if claim.needs_another_look and not is_held(claim):
        _mark(claim, False)


def is_held(claim: Claim) -> bool:
    """Whether a finding calls for the look, or, since the decision, a superseding claim, a report or a correction."""
    if Finding.objects.filter(claim=claim, state=FindingState.OPEN).exists():
        return True
    since = claim.decided_at or claim.created_at
    causes = (_newer(since).filter(to_claim=claim), kills_since(since, claim.pk), *_changed(since, claim.pk))
    return any(cause.exists() for cause in causes)


def mark(claims: Iterable[UUID]) -> list[UUID]:
    """Those that are marked by this: decided, and not marked before. The caller holds their locks."""
    rows = Claim.objects.published().filter(pk__in=list(claims), needs_another_look=False)
    fresh = list(rows.values_list("pk", flat=True))
    Claim.objects.filter(pk__in=fresh).update(needs_another_look=True)
    return fresh


def unmark(claims: Iterable[UUID], since: datetime) -> None:
    """Take back marks made at `since`, unless something else calls for the look now (see `is_held`)."""
    finding = Finding.objects.filter(claim=OuterRef("pk"), state=FindingState.OPEN)
    newer = _newer(since).filter(to_claim=OuterRef("pk"))
    marked = Claim.objects.filter(pk__in=list(claims), needs_another_look=True, decided_at__lte=since)
    causes = (finding, newer, kills_since(since, OuterRef("pk")), *_changed(since, OuterRef("pk")))
    for cause in causes:
        marked = marked.exclude(Exists(cause))
    marked.update(needs_another_look=False)


def _newer(since: datetime) -> QuerySet[Relation]:
    return Relation.objects.filter(kind=RelationKind.SUPERSEDES, state=RelationState.ACCEPTED, settled_at__gte=since)


def kills_since(since: datetime, claim: UUID | OuterRef) -> QuerySet[Kill]:
    """Standing kills of reports that make the claim, or that a decision on it cites."""
    makes = Q(report__snapshots__appearances__claim=claim)
    cited = Q(report__snapshots__passages__evidence__decisions__claim=claim)
    return Kill.objects.filter(makes | cited, lifted_at__isnull=True, killed_at__gte=since)


def _changed(since: datetime, claim: UUID | OuterRef) -> tuple[QuerySet[Any], ...]:
    """What versions that count now no longer say, and corrections of our own, which a second person has to see."""
    gone = ReportChange.objects.filter(claim=claim, noted_at__gte=since, snapshot=F("report__current"))
    return gone, Correction.objects.filter(claim=claim, corrected_at__gte=since)


def _mark(claim: Claim, needed: bool) -> None:
    claim.needs_another_look = needed
    claim.save(update_fields=["needs_another_look"])
