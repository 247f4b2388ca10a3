"""Claims with who said them where, and what was decided."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import Field

from claims.api.queries import appearances_of, cluster_of, merged_into, relations_of
from claims.api.serializers.evidence import EvidenceSerializer, FindingSerializer
from claims.api.serializers.reports import ReportReferenceSerializer, SnapshotSerializer
from claims.models import Appearance, Attribution, Claim, Correction, Decision, Relation
from claims.services.public.document import APPEARANCES_LISTED, claim_path, rating
from claims.services.public.rows import APPEARANCES_SHOWN, ENTITIES_SHOWN, EVIDENCE_SHOWN, entities_of, evidence_on
from claims.status import Status
from factcheck.access.permissions import may_see_unpublished
from sources.models import Entity, Source

FOR_REVIEW = "With the scope `review`; else null."


class SourceSerializer(serializers.ModelSerializer[Source]):
    """Anyone or anything that says things."""

    class Meta:
        model = Source
        fields = ["id", "name", "kind"]
        read_only_fields = fields


class AttributionSerializer(serializers.ModelSerializer[Attribution]):
    """One hop of who says so; position 0 is the original speaker. Spans are into the snapshot's text."""

    source = SourceSerializer(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = Attribution
        fields = [
            "position",
            "source",
            "source_start",
            "source_end",
            "unnamed_class",
            "role",
            "cue",
            "cue_start",
            "cue_end",
            "channel",
            "quotation",
            "modality",
            "is_denial",
            "is_publisher",
        ]
        read_only_fields = fields


class AppearanceSerializer(serializers.ModelSerializer[Appearance]):
    """The claim at a place in a snapshot: `quote` is its text from `start` to `end` (code points)."""

    claim = serializers.UUIDField(source="claim_id", read_only=True, help_text="Whose words they are in a merge.")
    report = ReportReferenceSerializer(source="snapshot.report", read_only=True)
    snapshot = SnapshotSerializer(read_only=True)
    attributions = AttributionSerializer(many=True, read_only=True)

    class Meta:
        model = Appearance
        fields = [
            "id",
            "claim",
            "report",
            "snapshot",
            "quote",
            "prefix",
            "suffix",
            "start",
            "end",
            "condition_start",
            "condition_end",
            "attributions",
        ]
        read_only_fields = fields


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A reviewer's act: from one status to another, and why."""

    to = serializers.ChoiceField(source="to_status", choices=Status.choices, read_only=True)
    decided_by = serializers.SerializerMethodField(help_text=f"Name of the reviewer. {FOR_REVIEW}")

    class Meta:
        model = Decision
        fields = ["id", "to", "rationale", "decided_at", "decided_by"]
        read_only_fields = fields

    def get_fields(self) -> dict[str, Field[Any, Any, Any, Any]]:
        before = serializers.ChoiceField(source="from_status", choices=Status.choices, read_only=True)
        return {"from": before, **super().get_fields()}

    def get_decided_by(self, decision: Decision) -> str | None:
        return decision.decided_by.get_username() if may_see_unpublished(self.context["request"]) else None


class PeriodSerializer(serializers.Serializer[Any]):
    """From `since` (included) to `until` (not included); null is open."""

    since = serializers.DateTimeField(source="lower", allow_null=True)
    until = serializers.DateTimeField(source="upper", allow_null=True)


class ClaimReferenceSerializer(serializers.Serializer[Any]):
    """Another claim, and where it is read."""

    id = serializers.UUIDField(source="pk", read_only=True)
    statement = serializers.CharField(read_only=True)
    url = serializers.SerializerMethodField(help_text="A path on this server.")

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, claim: Claim) -> str:
        return claim_path(claim.pk)


class EntitySerializer(serializers.ModelSerializer[Entity]):
    """Anything named where the claim stands; what is held to be the same comes once."""

    class Meta:
        model = Entity
        fields = ["id", "name", "kind"]
        read_only_fields = fields


class RelationSerializer(serializers.ModelSerializer[Relation]):
    """Read it as a sentence: `from_claim` supersedes `to_claim`."""

    from_claim = ClaimReferenceSerializer(read_only=True)
    to_claim = ClaimReferenceSerializer(read_only=True)

    class Meta:
        model = Relation
        fields = ["id", "from_claim", "kind", "to_claim"]
        read_only_fields = fields


class ClaimRatingSerializer(serializers.Serializer[Any]):
    """The verdict in ClaimReview's words; a verdict that says that nobody can tell has no `value`."""

    text = serializers.CharField()
    value = serializers.IntegerField(allow_null=True)
    worst = serializers.IntegerField(allow_null=True)
    best = serializers.IntegerField(allow_null=True)


class ClaimCorrectionSerializer(serializers.ModelSerializer[Correction]):
    """What we published that was wrong, and what holds instead; `note` says so in a sentence."""

    at = serializers.DateTimeField(source="corrected_at", read_only=True)
    statement_before = serializers.CharField(source="before_statement", read_only=True)
    statement = serializers.CharField(source="after_statement", read_only=True)
    status_before = serializers.ChoiceField(source="before_status", choices=Status.choices, read_only=True)
    status = serializers.ChoiceField(source="after_status", choices=Status.choices, read_only=True)

    class Meta:
        model = Correction
        fields = ["id", "note", "at", "statement_before", "statement", "status_before", "status"]
        read_only_fields = fields


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """One self-contained factual statement, and where it stands."""

    appearances_shown = APPEARANCES_LISTED

    rating = serializers.SerializerMethodField(
        help_text="The verdict in ClaimReview's words; null before there is one."
    )
    valid_during = PeriodSerializer(read_only=True, allow_null=True, help_text="When it is said to hold.")
    needs_another_look = serializers.BooleanField(
        read_only=True, help_text="Whether something new came after the decision that a reviewer has yet to look at."
    )
    decision = serializers.SerializerMethodField(help_text="The latest; null for an unreviewed claim.")
    finding = serializers.SerializerMethodField(help_text=f"The open proposal of the machine. {FOR_REVIEW}")
    same_as = serializers.SerializerMethodField(
        help_text="The claim that stands for this one, where people hold the two to be the same: read that one."
    )
    merged = serializers.SerializerMethodField(
        help_text="Claims that this one stands for: their appearances and evidence are listed with its own."
    )
    appearances = serializers.SerializerMethodField(
        help_text=f"The first {APPEARANCES_LISTED} in a list, {APPEARANCES_SHOWN} of a single claim, "
        "in the order in which they were read.",
    )
    appearances_total = serializers.IntegerField(read_only=True, help_text="How many there are, shown or not.")

    class Meta:
        model = Claim
        fields = [
            "id",
            "statement",
            "language",
            "status",
            "rating",
            "polarity",
            "modality",
            "condition",
            "valid_during",
            "created_at",
            "published_at",
            "decided_at",
            "needs_another_look",
            "same_as",
            "merged",
            "review_due",
            "stale",
            "decision",
            "finding",
            "appearances",
            "appearances_total",
        ]
        read_only_fields = fields

    def _is_reviewer(self) -> bool:
        return may_see_unpublished(self.context["request"])

    @extend_schema_field(ClaimRatingSerializer(allow_null=True))
    def get_rating(self, claim: Claim) -> Any:
        return rating(claim.status)

    @extend_schema_field(ClaimReferenceSerializer(allow_null=True))
    def get_same_as(self, claim: Claim) -> Any:
        merge = getattr(claim, "merge", None)
        return ClaimReferenceSerializer(merge.kept, context=self.context).data if merge else None

    @extend_schema_field(ClaimReferenceSerializer(many=True))
    def get_merged(self, claim: Claim) -> Any:
        rows = [merge.claim for merge in merged_into(claim)]
        return ClaimReferenceSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(AppearanceSerializer(many=True))
    def get_appearances(self, claim: Claim) -> Any:
        rows = appearances_of(claim, self.appearances_shown)
        return AppearanceSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(DecisionSerializer(allow_null=True))
    def get_decision(self, claim: Claim) -> Any:
        decision = latest_decision(claim)
        return DecisionSerializer(decision, context=self.context).data if decision else None

    @extend_schema_field(FindingSerializer(allow_null=True))
    def get_finding(self, claim: Claim) -> Any:
        found = getattr(claim, "open_findings", [])
        return FindingSerializer(found[0]).data if found and self._is_reviewer() else None


class ClaimDetailSerializer(ClaimSerializer):
    """A claim with the evidence for and against it."""

    appearances_shown = APPEARANCES_SHOWN
    entities = serializers.SerializerMethodField(help_text="Persons, places, ... named where it stands.")
    relations = serializers.SerializerMethodField(
        help_text="How it hangs together with other claims, as far as people accepted it."
    )
    evidence = serializers.SerializerMethodField(
        help_text=f"At most {EVIDENCE_SHOWN}: what the decision cites, then the strongest of what takes a side "
        "(`evidence=all`, with the scope `review`: of everything that was compared)."
    )
    evidence_total = serializers.SerializerMethodField(help_text="How much there is, shown or not.")
    corrections = ClaimCorrectionSerializer(many=True, read_only=True, help_text="Our own, the oldest first.")

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "entities", "relations", "evidence", "evidence_total", "corrections"]
        read_only_fields = fields

    @extend_schema_field(RelationSerializer(many=True))
    def get_relations(self, claim: Claim) -> Any:
        return RelationSerializer(relations_of(claim), many=True, context=self.context).data

    @extend_schema_field(EntitySerializer(many=True))
    def get_entities(self, claim: Claim) -> Any:
        return EntitySerializer(entities_of(cluster_of(claim))[:ENTITIES_SHOWN], many=True).data

    def _evidence(self, claim: Claim) -> Any:
        cluster, decision = cluster_of(claim), latest_decision(claim)
        return evidence_on(cluster, decision, all_stances=self.context["all_stances"])

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_evidence(self, claim: Claim) -> Any:
        return EvidenceSerializer(self._evidence(claim)[:EVIDENCE_SHOWN], many=True).data

    def get_evidence_total(self, claim: Claim) -> int:
        return int(self._evidence(claim).count())


def latest_decision(claim: Claim) -> Decision | None:
    latest: list[Decision] = getattr(claim, "latest_decisions", [])
    return latest[0] if latest else None
