"""The rows that what is public of a claim is put together from: a fixed number of queries, however many there are."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from claims.models import Appearance, Attribution, Claim, Correction, Decision, Evidence, Mention, Merge, Relation
from claims.models.relation import RelationState
from claims.status import Stance, Status
from sources.models import Entity

APPEARANCES_SHOWN = 100
EVIDENCE_SHOWN = 100
RELATIONS_SHOWN = 50
ENTITIES_SHOWN = 50
UNSEEN = ("snapshot__text", "snapshot__original")


@dataclass(frozen=True, slots=True)
class Rows:
    """`kept` stands for the claim, which stands for `merged`; whatever belongs to those is among the rest."""

    claim: Claim
    kept: Claim | None
    merged: list[Claim]
    decision: Decision | None
    appearances: list[Appearance]
    appearances_total: int
    evidence: list[Evidence]
    evidence_total: int
    relations: list[Relation]
    entities: list[Entity]
    corrections: list[Correction]

    @property
    def head(self) -> Claim:
        """The claim whose verdict counts for this one."""
        return self.kept or self.claim


def read(claim: Claim) -> Rows:
    merge = Merge.objects.select_related("kept").filter(claim=claim).first()
    merges = Merge.objects.select_related("claim").filter(kept=claim).order_by("pk")
    merged = [row.claim for row in merges]
    cluster = [claim.pk, *(row.pk for row in merged)]
    decision = latest_decision(claim)
    sided = evidence_on(cluster, decision)
    return Rows(
        claim=claim,
        kept=merge.kept if merge else None,
        merged=merged,
        decision=decision,
        appearances=list(_appearances(cluster)),
        appearances_total=Appearance.objects.filter(claim__in=cluster).count(),
        evidence=list(sided[:EVIDENCE_SHOWN]),
        evidence_total=sided.count(),
        relations=list(public_relations(cluster)),
        entities=list(entities_of(cluster)[:ENTITIES_SHOWN]),
        corrections=list(Correction.objects.filter(claim=claim)),
    )


def latest_decision(claim: Claim) -> Decision | None:
    return Decision.objects.filter(claim=claim).order_by("-decided_at", "-pk").first()


def _appearances(cluster: list[UUID]) -> QuerySet[Appearance]:
    hops = Attribution.objects.select_related("source").order_by("position")
    rows = Appearance.objects.filter(claim__in=cluster).select_related("snapshot__report__publisher").defer(*UNSEEN)
    return rows.prefetch_related(Prefetch("attributions", hops)).order_by("pk")[:APPEARANCES_SHOWN]


def evidence_on(cluster: list[UUID], decision: Decision | None, *, all_stances: bool = False) -> QuerySet[Evidence]:
    """The newest judgement of each passage and whatever the decision cites: cited first, then the strongest."""
    cited = Decision.evidence.through.objects.filter(decision=decision, evidence_id=OuterRef("pk"))
    found = Evidence.objects.filter(claim__in=cluster)
    newest = found.order_by("claim_id", "passage_id", "-pk").distinct("claim_id", "passage_id").values("pk")
    wanted = Q(pk__in=newest) if all_stances else Q(pk__in=newest) & ~Q(stance=Stance.NOT_ENOUGH_INFO)
    return (
        found.annotate(cited=Exists(cited))
        .filter(wanted | Q(cited=True))
        .select_related("passage__snapshot__report__publisher")
        .defer("passage__embedding", "passage__search", *(f"passage__{name}" for name in UNSEEN))
        .order_by("-cited", "not_enough_info", "pk")
    )


def is_public() -> Q:
    """Of a claim: decided on, or held to be the same as one that is; and not withdrawn."""
    published = Q(published_at__isnull=False) | Q(merge__kept__published_at__isnull=False)
    return published & ~Q(status=Status.WITHDRAWN) & ~Q(merge__kept__status=Status.WITHDRAWN)


def public_relations(cluster: list[UUID]) -> QuerySet[Relation]:
    """Those that a person accepted, between claims that anyone may read."""
    readable = Claim.objects.filter(is_public()).values("pk")
    rows = Relation.objects.about(cluster).filter(state=RelationState.ACCEPTED)
    rows = rows.filter(from_claim__in=readable, to_claim__in=readable)
    return rows.select_related("from_claim", "to_claim").order_by("pk")[:RELATIONS_SHOWN]


def entities_of(cluster: list[UUID]) -> QuerySet[Entity]:
    """What is named where the claims stand, each thing once."""
    named = Mention.objects.filter(appearance__claim__in=cluster).values("entity")
    return Entity.objects.standing_for(Entity.objects.filter(pk__in=named).values_list("pk", flat=True)).order_by("pk")
