"""What the public sees without a key: the published claims, newest decision first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.models import Appearance, Attribution, Claim, Decision, Publication
from claims.telling import Hop, Words, chain, words
from sources.models import Report, Source

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
    rows = Publication.objects.standing().listed().order_by("-decided_at", "-claim_id")
    if before is not None:
        decided_at, pk = _place(before)
        rows = rows.filter(Q(decided_at__lt=decided_at) | Q(decided_at=decided_at, claim__lt=pk))
    found = list(rows.only("claim", "card", "decided_at")[: PAGE + 1])
    older = _name(found[PAGE - 1]) if len(found) > PAGE else ""
    cards = [_card(json.loads(row.card)) for row in found[:PAGE]]
    return render(request, "published.html", {"cards": cards, "older": older, "is_first": before is None})


def _card(told: Mapping[str, Any]) -> Card:
    """The published words in the shape that the templates know; none of these rows is stored."""
    claim = Claim(**{name: told[name] for name in ("id", "statement", "language", "status", "needs_another_look")})
    decided_at = datetime.fromisoformat(told["decision"]["decided_at"])
    decision = Decision(rationale=told["decision"]["rationale"], decided_at=decided_at)
    if not told["appearances"]:
        return Card(claim, decision, None, None, [])
    first = told["appearances"][0]
    quote = Appearance(**{name: first[name] for name in ("quote", "prefix", "suffix", "start", "end")})
    hops = chain([_hop(hop) for hop in first["attributions"]])
    return Card(claim, decision, words(quote), _report(first["report"], claim.language), hops)


def _report(told: Mapping[str, Any], language: str) -> Report:
    outlet = Source(name=told["publisher"]) if told["publisher"] else None
    moment = parse_datetime(told["published_at"]) if told["published_at"] else None
    shown = {name: told[name] for name in ("id", "url", "title")}
    return Report(publisher=outlet, published_at=moment, language=language, **shown)


def _hop(told: Mapping[str, Any]) -> Attribution:
    names = ("unnamed_class", "role", "cue", "channel", "modality", "is_denial", "is_publisher")
    return Attribution(source=Source(**told["source"]), **{name: told[name] for name in names})


def _name(row: Publication) -> str:
    return f"{row.decided_at:%Y-%m-%dT%H:%M:%S.%f}Z_{row.claim_id}"


def _place(name: str) -> tuple[datetime, UUID]:
    try:
        moment, _, pk = name.partition("_")
        decided_at = parse_datetime(moment)
        if decided_at is None or decided_at.tzinfo is None:
            raise ValueError(moment)
        return decided_at, UUID(pk)
    except ValueError as error:
        raise Http404("This address names no place in the list. Start from its top.") from error
