"""Sources: who they are, how reliable people hold them to be, and what became of what they said."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.serializers.claims import FOR_REVIEW, SourceSerializer
from claims.pipeline.review_due import ReviewKind
from claims.pipeline.track_record import TrackRecord
from claims.records import SAYINGS, records_of
from factcheck.access.permissions import may_see_unpublished
from sources.models import Grade, Source, SourceRating
from sources.search.grades import Standing


class StandingSerializer(serializers.Serializer[Any]):
    """The grade that holds now, by the Admiralty code: A (completely reliable) to E, and F (can't be judged)."""

    grade = serializers.ChoiceField(choices=Grade.choices)
    since = serializers.DateField()
    why = serializers.CharField()
    inherited = serializers.BooleanField(source="is_inherited", help_text="From an owner, as it has none of its own.")
    held_by = serializers.SerializerMethodField(help_text="Who it was given to.")

    @extend_schema_field(
        {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}}}
    )
    def get_held_by(self, standing: Standing) -> dict[str, str]:
        return {"id": str(standing.held_by), "name": standing.held_by_name}


class RatingSerializer(serializers.ModelSerializer[SourceRating]):
    """One rating of this source itself; the next takes its place."""

    grade = serializers.SerializerMethodField(help_text="Null where its own rating was taken back.")
    rated_by = serializers.SerializerMethodField(help_text=f"Name of the reviewer. {FOR_REVIEW}")

    class Meta:
        model = SourceRating
        fields = ["grade", "since", "why", "rated_at", "rated_by"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Grade.choices, allow_null=True))
    def get_grade(self, rating: SourceRating) -> str | None:
        return rating.grade or None

    def get_rated_by(self, rating: SourceRating) -> str | None:
        return rating.rated_by.get_username() if may_see_unpublished(self.context["request"]) else None


class TallySerializer(serializers.Serializer[Any]):
    """Claims by verdict; `share` is verified among verified and refuted, within `low` and `high` by 95 of 100."""

    counts = serializers.DictField(child=serializers.IntegerField(), help_text="By status.")
    total = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class TopicSerializer(TallySerializer):
    topic = serializers.ChoiceField(choices=[*ReviewKind, "other"])


class QuarterSerializer(TallySerializer):
    quarter = serializers.DateField(help_text="The day on which the quarter begins.")


class RecordSerializer(serializers.Serializer[TrackRecord]):
    """All claims, by topic, and by quarter of the year in which they were said."""

    overall = TallySerializer()
    topics = serializers.SerializerMethodField()
    quarters = serializers.SerializerMethodField()

    @extend_schema_field(TopicSerializer(many=True))
    def get_topics(self, record: TrackRecord) -> list[dict[str, Any]]:
        return [{**TallySerializer(tally).data, "topic": topic} for topic, tally in record.topics.items()]

    @extend_schema_field(QuarterSerializer(many=True))
    def get_quarters(self, record: TrackRecord) -> list[dict[str, Any]]:
        return [{**TallySerializer(one).data, "quarter": day.isoformat()} for day, one in record.quarters.items()]


class TrackRecordSerializer(serializers.Serializer[Any]):
    """Worked out from published verdicts; it does not enter the grade."""

    said = RecordSerializer(help_text="Of what are its own words.")
    printed = RecordSerializer(help_text="Of what it published.")
    is_cut = serializers.BooleanField(help_text=f"Whether only its newest {SAYINGS} sayings count here.")


class ListedSourceSerializer(serializers.ModelSerializer[Source]):
    """Anyone or anything that says things, with the grade that holds now."""

    owner = SourceSerializer(read_only=True, allow_null=True)
    standing = serializers.SerializerMethodField(help_text="Null where nobody has rated it or an owner of it.")
    url = serializers.HyperlinkedIdentityField(view_name="api-source")

    class Meta:
        model = Source
        fields = ["id", "name", "kind", "owner", "standing", "url"]
        read_only_fields = fields

    @extend_schema_field(StandingSerializer(allow_null=True))
    def get_standing(self, source: Source) -> dict[str, Any] | None:
        grades: Mapping[UUID, Standing] = self.context["grades"]
        return StandingSerializer(grades[source.pk]).data if source.pk in grades else None


class SourceDetailSerializer(ListedSourceSerializer):
    """With the history of its own ratings, the newest first, and its track record."""

    ratings = RatingSerializer(many=True, read_only=True)
    track_record = serializers.SerializerMethodField()

    class Meta(ListedSourceSerializer.Meta):
        fields = [*ListedSourceSerializer.Meta.fields, "ratings", "track_record"]
        read_only_fields = fields

    @extend_schema_field(TrackRecordSerializer)
    def get_track_record(self, source: Source) -> dict[str, Any]:
        return TrackRecordSerializer(records_of(source.pk)).data
