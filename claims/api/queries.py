"""What the API reads, each in a number of queries that does not grow with the page."""

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

from claims.models import Appearance, Attribution, Claim, Decision, Evidence, Finding
from claims.models.claim import ClaimQuerySet
from claims.models.finding import FindingState
from claims.status import Stance
from sources.models import Report

APPEARANCES_LISTED = 5
APPEARANCES_SHOWN = 100
EVIDENCE_SHOWN = 100
UNSEEN = ("snapshot__text", "snapshot__original")


def visible_claims(*, unpublished: bool) -> ClaimQuerySet:
    return Claim.objects.all() if unpublished else Claim.objects.published()


def with_parts(claims: QuerySet[Claim], *, appearances: int) -> QuerySet[Claim]:
    """Claims with so many of their first appearances, `latest_decisions` and `open_findings` (one at most, each)."""
    counted = Appearance.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
    return (
        claims.annotate(
            appearances_total=Coalesce(
                Subquery(counted.values(total=Count("pk")), output_field=IntegerField()), Value(0)
            )
        )
        .defer("search")
        .prefetch_related(
            Prefetch("appearances", _appearances(appearances), to_attr="first_appearances"),
            Prefetch("decisions", _latest_decisions(), to_attr="latest_decisions"),
            Prefetch("findings", Finding.objects.filter(state=FindingState.OPEN), to_attr="open_findings"),
        )
    )


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
    """The newest judgement of each passage and whatever the decision cites: cited first, then the strongest."""
    cited = Decision.evidence.through.objects.filter(decision=decision, evidence_id=OuterRef("pk"))
    newest = Evidence.objects.filter(claim=claim).order_by("passage_id", "-pk").distinct("passage_id").values("pk")
    wanted = Q(pk__in=newest) if all_stances else Q(pk__in=newest) & ~Q(stance=Stance.NOT_ENOUGH_INFO)
    return (
        Evidence.objects.filter(claim=claim)
        .annotate(cited=Exists(cited))
        .filter(wanted | Q(cited=True))
        .select_related("passage__snapshot__report__publisher")
        .defer("passage__embedding", "passage__search", *(f"passage__{name}" for name in UNSEEN))
        .order_by("-cited", "not_enough_info", "pk")
    )


def reports() -> QuerySet[Report]:
    return Report.objects.select_related("publisher")
