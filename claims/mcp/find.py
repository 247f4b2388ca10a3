"""Published claims by their words and by their meaning."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from claims.models import Claim, ClaimEmbedding, Publication
from claims.search import nearest_claims
from sources.engines.embedding import Embedder
from sources.search import Sought
from sources.search.meaning import with_likeness
from sources.search.words import by_words, lexemes, weigh


def sought(text: str, embedder: Embedder) -> Sought:
    return Sought(text, embedder.embed([text])[0], embedder.name)


def by_query(query: str, status: str | None, limit: int) -> list[dict[str, Any]]:
    """Cards of claims that have every word of a web-style query in statement or quotes, the weightiest first."""
    rows = Publication.objects.standing().listed().mentioning(query)
    rows = rows.filter(status=status) if status else rows
    ranked = list(by_words(rows, weigh(lexemes(query), Publication), limit))
    # What the words weigh finds no row for a query of nothing but exclusions.
    ranked = ranked or list(rows.order_by("-sequence").values_list("pk", flat=True)[:limit])
    cards = dict(Publication.objects.filter(pk__in=ranked).values_list("pk", "card"))
    return [json.loads(cards[pk]) for pk in ranked]


def by_likeness(text: Sought, status: str | None, limit: int) -> list[tuple[dict[str, Any], float]]:
    """Cards of the claims nearest to a text, best first, each with the cosine of its statement (-1 to 1).

    Where a claim stands for the one that is near, its card comes, once.
    """
    near = nearest_claims(text, limit, among=_public(status))
    vectors = ClaimEmbedding.objects.filter(embedded_by=text.embedded_by, pk__in=near)
    likeness: dict[UUID, float] = dict(with_likeness(vectors, text.vector))
    return [(card, likeness.get(pk, 0.0)) for pk, card in _kept(near).items()]


def _public(status: str | None) -> Any:
    standing = Publication.objects.standing().filter(tombstone="", claim=OuterRef("pk"))
    return Claim.objects.filter(Exists(standing.filter(status=status) if status else standing))


def _kept(claims: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """For each of the claims its card or that of the claim that stands for it, and no card twice."""
    own = _cards(claims)
    instead = {pk: UUID(card["same_as"]["id"]) for pk, card in own.items() if card["same_as"]}
    others = _cards(list(instead.values()))
    found: dict[UUID, dict[str, Any]] = {}
    seen: set[str] = set()
    for pk in claims:
        card = others.get(instead[pk]) if pk in instead else own.get(pk)
        if card and card["id"] not in seen:
            found[pk] = card
            seen.add(card["id"])
    return found


def _cards(claims: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = Publication.objects.standing().filter(claim__in=claims, tombstone="").values_list("claim_id", "card")
    return {pk: json.loads(card) for pk, card in rows}
