"""The public page of one claim: what was decided and why, who says it, the evidence, and what was public before."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from claims.api.answer import marked
from claims.models import Publication
from claims.models.publication import Tombstone
from claims.site.claimreview import claim_review
from claims.status import RATINGS, Status
from factcheck.log.position import FutureMoment, position_at

VERSIONS = 50
A_MINUTE = "public, max-age=60"
"""Caches may keep a page so long, and ask then."""
SIDES = ("supports", "refutes")
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@require_safe
def claim_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The claim as it is public now, or as it was `?known_at=`; 410 with the reason for one that was taken back."""
    row = _row(request, pk)
    if not row.is_listed and not row.tombstone:
        return redirect("claim", row.content["same_as"]["id"])
    tag = f'"{row.pk}-{row.until_sequence or 0}"'
    found = get_conditional_response(request, tag, int(row.published_at.timestamp()))
    return marked(_page(request, row) if found is None else found, tag, row.published_at, A_MINUTE)


def _page(request: HttpRequest, row: Publication) -> HttpResponse:
    if row.tombstone:
        context = {"gone": row.content, "is_erased": row.tombstone == Tombstone.ERASED}
        return render(request, "claims/site/gone.html", context, status=410)
    return render(request, "claims/site/claim.html", _context(request, row, row.content))


def _row(request: HttpRequest, pk: UUID) -> Publication:
    rows = Publication.objects.filter(claim=pk).defer("search")
    given = request.GET.get("known_at")
    row = rows.standing().first() if given is None else rows.as_of(_position(given)).first()
    if row is None:
        raise Http404("No claim is published at this address.")
    return row


def _position(given: str) -> int:
    try:
        moment = parse_datetime(given)
        if moment is None or moment.tzinfo is None:
            raise ValueError(given)
        return position_at(moment)
    except (ValueError, FutureMoment) as error:
        raise Http404("Give a past moment such as ?known_at=2026-11-24T12:00:00Z.") from error


def _context(request: HttpRequest, row: Publication, shown: dict[str, Any]) -> dict[str, Any]:
    url = request.build_absolute_uri(reverse("claim", args=[row.claim_id]))
    author = {"name": settings.SITE_NAME, "url": request.build_absolute_uri("/")}
    versions = Publication.objects.filter(claim=row.claim_id).only("version", "published_at", "status", "tombstone")
    return {
        "row": row,
        "claim": shown,
        "rating": RATINGS[Status(shown["status"])],
        "sides": [(stance, [one for one in shown["evidence"] if one["stance"] == stance]) for stance in SIDES],
        "versions": versions.order_by("-sequence")[:VERSIONS],
        "is_past": row.until_sequence is not None,
        "url": url,
        "json_ld": _data(claim_review(shown, url, author)),
    }


def _data(value: dict[str, Any]) -> SafeString:
    """A data block that a browser never runs; nothing in it can end it."""
    text = json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above
