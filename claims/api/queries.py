"""What the API reads for reviewers, in a number of queries that does not grow with the page."""

from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from claims.models import Appearance, Attribution, Claim, Decision, Finding, Merge, Relation
from claims.models.finding import FindingState
from claims.models.relation import RelationState
from claims.services.public.rows import RELATIONS_SHOWN, UNSEEN
from sources.models import Report


def with_parts(claims: QuerySet[Claim], *, appearances: int) -> QuerySet[Claim]:
    """Claims with so many of their first appearances, `latest_decisions` and `open_findings` (one at most, each).

    `merged` are those that the claim stands for, with so many of their appearances; `appearances_total` counts theirs.
    """
    first = Prefetch("appearances", _appearances(appearances), to_attr="first_appearances")
    merged = Merge.objects.select_related("claim").defer("claim__search").order_by("pk")
    merged = merged.prefetch_related(Prefetch("claim__appearances", first.queryset, to_attr="first_appearances"))
    return (
        claims.annotate(appearances_total=_counted("claim") + _counted("claim__merge__kept"))
        .select_related("merge")
        .defer("search")
        .prefetch_related(
            first,
            Prefetch("merges", merged, to_attr="merged"),
            Prefetch("decisions", _latest_decisions(), to_attr="latest_decisions"),
            Prefetch("findings", Finding.objects.filter(state=FindingState.OPEN), to_attr="open_findings"),
        )
    )


def _counted(path: str) -> Coalesce:
    counted = Appearance.objects.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(counted.values(total=Count("pk")), output_field=IntegerField()), Value(0))


def appearances_of(claim: Claim, most: int) -> list[Appearance]:
    """The first of the claim and of those it stands for, from what `with_parts` has read."""
    own: list[Appearance] = claim.first_appearances  # type: ignore[attr-defined]
    theirs = [row for merge in merged_into(claim) for row in merge.claim.first_appearances]  # type: ignore[attr-defined]
    return sorted((*own, *theirs), key=lambda row: row.pk)[:most]


def merged_into(claim: Claim) -> list[Merge]:
    merged: list[Merge] = claim.merged  # type: ignore[attr-defined]
    return merged


def cluster_of(claim: Claim) -> list[UUID]:
    return [claim.pk, *(merge.claim_id for merge in merged_into(claim))]


def relations_of(claim: Claim) -> QuerySet[Relation]:
    """Those that a person accepted."""
    rows = Relation.objects.about(cluster_of(claim)).filter(state=RelationState.ACCEPTED)
    return rows.select_related("from_claim", "to_claim").order_by("pk")[:RELATIONS_SHOWN]


def _appearances(most: int) -> QuerySet[Appearance]:
    hops = Attribution.objects.select_related("source").order_by("position")
    numbered = Window(RowNumber(), partition_by=F("claim_id"), order_by=F("pk").asc())
    return (
        Appearance.objects.annotate(number=numbered)
        .filter(number__lte=most)
        .select_related("snapshot__report__publisher")
        .defer(*UNSEEN)
        .prefetch_related(Prefetch("attributions", hops))
        .order_by("pk")
    )


def _latest_decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related("decided_by").order_by("claim_id", "-decided_at", "-pk").distinct("claim_id")


def reports() -> QuerySet[Report]:
    return Report.objects.select_related("publisher")
