"""What the public sees without a key: the published claims, newest decision first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.models import Appearance, Claim, Decision
from claims.models.claim import ClaimQuerySet
from claims.telling import Hop, Words, hops, words
from sources.models import Report

PAGE = 50


@dataclass(frozen=True, slots=True)
class Card:
    """One published claim: where it was first found, who says so, and the decision that stands."""

    claim: Claim
    decision: Decision | None
    words: Words | None
    report: Report | None
    hops: Sequence[Hop]


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """A page of claims; `?before=` continues below the claim it names, however many were decided since."""
    before = request.GET.get("before")
    rows = Claim.objects.published().kept().defer("search").order_by("-decided_at", "-id")
    if before is not None:
        decided_at, pk = _place(before)
        rows = rows.filter(Q(decided_at__lt=decided_at) | Q(decided_at=decided_at, pk__lt=pk))
    claims = list(_with_ids(rows)[: PAGE + 1])
    older = _name(claims[PAGE - 1]) if len(claims) > PAGE else ""
    context = {"cards": _cards(claims[:PAGE]), "older": older, "is_first": before is None}
    return render(request, "published.html", context)


def _with_ids(rows: "ClaimQuerySet") -> "ClaimQuerySet":
    last = Decision.objects.filter(claim=OuterRef("pk")).order_by("-decided_at", "-id").values("pk")[:1]
    first = Appearance.objects.filter(claim=OuterRef("pk")).order_by("id").values("pk")[:1]
    return rows.annotate(decision_id=Subquery(last), quote_id=Subquery(first))


def _cards(claims: Sequence[Claim]) -> list[Card]:
    quotes = (
        Appearance.objects.select_related("snapshot__report__publisher")
        .defer("snapshot__text", "snapshot__original")
        .prefetch_related("attributions__source")
        .in_bulk([_id(claim, "quote_id") for claim in claims])
    )
    decisions = Decision.objects.in_bulk([_id(claim, "decision_id") for claim in claims])
    return [_card(claim, decisions, quotes) for claim in claims]


def _card(claim: Claim, decisions: dict[UUID, Decision], quotes: dict[UUID, Appearance]) -> Card:
    quote = quotes.get(_id(claim, "quote_id"))
    decision = decisions.get(_id(claim, "decision_id"))
    if quote is None:
        return Card(claim, decision, None, None, [])
    return Card(claim, decision, words(quote), quote.snapshot.report, hops(quote))


def _id(claim: Claim, name: str) -> UUID:
    pk: UUID = getattr(claim, name)
    return pk


def _name(claim: Claim) -> str:
    return f"{claim.decided_at:%Y-%m-%dT%H:%M:%S.%f}Z_{claim.pk}"


def _place(name: str) -> tuple[datetime, UUID]:
    try:
        moment, _, pk = name.partition("_")
        decided_at = parse_datetime(moment)
        if decided_at is None or decided_at.tzinfo is None:
            raise ValueError(moment)
        return decided_at, UUID(pk)
    except ValueError as error:
        raise Http404("This address names no place in the list. Start from its top.") from error
