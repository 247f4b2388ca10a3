"""What a claim's page says of other claims: the same, maybe the same, and how they hang together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from claims.models import Claim, Relation, Suggestion
from claims.models.relation import RelationState

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation seen from one claim: "is superseded by" another, and where both are shown side by side."""

    relation: Relation
    words: str
    other: Claim
    page: str


PASSIVE = {
    "contradicts": "contradicts",
    "refines": "is refined by",
    "supersedes": "is superseded by",
    "part_of": "has as a part",
}


def identity(claim: Claim, cluster: set[UUID]) -> dict[str, Any]:
    """What is shown beside the dossier, in a number of queries that does not grow."""
    asked = Suggestion.objects.open().filter(Q(left__in=cluster) | Q(right__in=cluster))[:SHOWN]
    rows = list(asked.values_list("pk", "left", "right"))
    return {
        "kept": Claim.objects.filter(merges__claim=claim).first(),
        "same": [(one, pair_page(claim.pk, one.pk)) for one in _others(cluster, claim)],
        "alike": len(rows),
        "alike_page": f"{pair_page(*rows[0][1:])}?ask={rows[0][0]}" if rows else "",
        "ties": ties(cluster),
    }


def pair_page(one: UUID, other: UUID) -> str:
    return reverse("admin:claims_judgement_pair", args=sorted((one, other)))


def ties(cluster: set[UUID]) -> list[Tie]:
    """Relations to claims outside of the cluster, but for those that somebody rejected."""
    rows = Relation.objects.about(cluster).exclude(state=RelationState.REJECTED)
    rows = rows.select_related("from_claim", "to_claim", "settled_by").order_by("state", "-id")
    return [tie(row, cluster) for row in rows[:SHOWN] if not {row.from_claim_id, row.to_claim_id} <= cluster]


def tie(row: Relation, cluster: set[UUID]) -> Tie:
    is_from = row.from_claim_id in cluster
    words = row.get_kind_display() if is_from else PASSIVE[row.kind]
    page = pair_page(row.from_claim_id, row.to_claim_id)
    return Tie(row, words, row.to_claim if is_from else row.from_claim, page)


def _others(cluster: set[UUID], claim: Claim) -> Iterable[Claim]:
    rows = Claim.objects.filter(pk__in=cluster - {claim.pk}).defer("search").order_by("pk")
    return rows[:SHOWN] if len(cluster) > 1 else []
