"""What the API reads, each in a number of queries that does not grow with the page."""

from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from claims.models import Appearance, Attribution, Claim, Decision, Evidence, Finding, Merge, Relation
from claims.models.claim import ClaimQuerySet
from claims.models.finding import FindingState
from claims.models.relation import RelationState
from claims.status import Stance
from sources.models import Report

APPEARANCES_LISTED = 5
APPEARANCES_SHOWN = 100
EVIDENCE_SHOWN = 100
RELATIONS_SHOWN = 50
UNSEEN = ("snapshot__text", "snapshot__original")


def listed_claims(*, unpublished: bool) -> ClaimQuerySet:
    """One for each thing that is said: what is merged into another is found there."""
    return (Claim.objects.all() if unpublished else Claim.objects.published()).kept()


def readable_claims(*, unpublished: bool) -> ClaimQuerySet:
    """Also those that are merged, so that their addresses still answer; they point to what stands for them."""
    if unpublished:
        return Claim.objects.all()
    return Claim.objects.filter(Q(published_at__isnull=False) | Q(merge__kept__published_at__isnull=False))


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


def relations_of(claim: Claim, *, unpublished: bool) -> QuerySet[Relation]:
    """Those that a person accepted, to claims that the reader may see."""
    rows = Relation.objects.about(cluster_of(claim)).filter(state=RelationState.ACCEPTED)
    rows = rows.select_related("from_claim", "to_claim").order_by("pk")
    if not unpublished:
        readable = readable_claims(unpublished=False)
        rows = rows.filter(from_claim__in=readable, to_claim__in=readable)
    return rows[:RELATIONS_SHOWN]


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


def evidence_on(claim: Claim, decision: Decision | None, *, all_stances: bool) -> QuerySet[Evidence]:
    """The newest judgement of each passage and whatever the decision cites: cited first, then the strongest.

    What was found for claims that this one stands for is among it.
    """
    cited = Decision.evidence.through.objects.filter(decision=decision, evidence_id=OuterRef("pk"))
    found = Evidence.objects.filter(claim__in=cluster_of(claim))
    newest = found.order_by("claim_id", "passage_id", "-pk").distinct("claim_id", "passage_id").values("pk")
    wanted = Q(pk__in=newest) if all_stances else Q(pk__in=newest) & ~Q(stance=Stance.NOT_ENOUGH_INFO)
    return (
        found.annotate(cited=Exists(cited))
        .filter(wanted | Q(cited=True))
        .select_related("passage__snapshot__report__publisher")
        .defer("passage__embedding", "passage__search", *(f"passage__{name}" for name in UNSEEN))
        .order_by("-cited", "not_enough_info", "pk")
    )


def reports() -> QuerySet[Report]:
    return Report.objects.select_related("publisher")
