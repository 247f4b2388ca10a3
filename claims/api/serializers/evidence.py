"""What the machine found for and against a claim. Scores never come without their judge and reasons."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.serializers.reports import ReportReferenceSerializer, SnapshotSerializer
from claims.models import Evidence, Finding
from sources.models import Passage


class ScoresSerializer(serializers.Serializer[Evidence]):
    """Probabilities that sum to 1, as the judge gave them."""

    supports = serializers.FloatField()
    refutes = serializers.FloatField()
    not_enough_info = serializers.FloatField()


class PassageSerializer(serializers.ModelSerializer[Passage]):
    """`text` is exactly the snapshot's canonical text from `start` to `end` (code points, end-exclusive)."""

    class Meta:
        model = Passage
        fields = ["id", "text", "start", "end"]
        read_only_fields = fields


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """One passage's stance on the claim, by one version of the judge."""

    claim = serializers.UUIDField(source="claim_id", read_only=True, help_text="Whose words it was compared with.")
    cited = serializers.BooleanField(read_only=True, help_text="Whether the decision rests on it.")
    scores = ScoresSerializer(source="*", read_only=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)
    passage = PassageSerializer(read_only=True)
    snapshot = SnapshotSerializer(source="passage.snapshot", read_only=True)
    report = ReportReferenceSerializer(source="passage.snapshot.report", read_only=True)

    class Meta:
        model = Evidence
        fields = ["id", "claim", "stance", "cited", "scores", "reasons", "judge", "passage", "snapshot", "report"]
        read_only_fields = fields


class TieSerializer(serializers.Serializer[Any]):
    """What makes passages one voice: `kind`, and the name of who it is, if it is someone."""

    kind = serializers.CharField()
    name = serializers.CharField()


class VoiceSerializer(serializers.Serializer[Any]):
    """All that one origin says; `own` is the claim's own voice, which never corroborates it."""

    label = serializers.CharField()  # type: ignore[assignment]
    stance = serializers.CharField()
    log_odds = serializers.FloatField()
    own = serializers.BooleanField(default=False)
    evidence = serializers.ListField(child=serializers.UUIDField(), source="facts")
    ties = TieSerializer(many=True, default=list)


class TermSerializer(serializers.Serializer[Any]):
    """One summand of `log_odds`, and the sentence for it."""

    rule = serializers.CharField()
    log_odds = serializers.FloatField(source="weight")
    reason = serializers.CharField()


class QuoteSerializer(serializers.Serializer[Any]):
    """The claim's words, a voice's passage that counts, or a later value (`of`): a span of that snapshot's text."""

    of = serializers.CharField()
    evidence = serializers.UUIDField(allow_null=True)
    snapshot = serializers.UUIDField()
    sha256 = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """The machine's proposal: `log_odds` is the sum of the terms, for (positive) or against the claim."""

    log_odds = serializers.FloatField(source="score", read_only=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)
    voices = serializers.SerializerMethodField()
    terms = TermSerializer(many=True, read_only=True)
    quotes = QuoteSerializer(many=True, read_only=True)
    engines = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Finding
        fields = [
            "id",
            "current_status",
            "proposed_status",
            "log_odds",
            "reasons",
            "voices",
            "terms",
            "quotes",
            "judge",
            "engines",
            "supersedes",
            "created_at",
        ]
        read_only_fields = fields

    @extend_schema_field(VoiceSerializer(many=True))
    def get_voices(self, finding: Finding) -> Any:
        return VoiceSerializer(finding.voices, many=True).data
