"""Reports: as they are handed in, and what is known of them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.processing import Processing
from sources.models import Report, Snapshot
from sources.services.receive_report import IncomingReport


class Text(serializers.CharField):
    """A string and nothing that looks like one; null counts as left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is not serializers.empty and data is not None and not isinstance(data, str):
            self.fail("invalid")
        return super().run_validation(data)


class Moment(serializers.DateTimeField):
    """A time that keeps the zone it was given in: "on Saturday" is Saturday there."""

    def enforce_timezone(self, value: datetime) -> datetime:
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        try:
            moment.astimezone(UTC)
        except OverflowError:
            self.fail("overflow")
        return moment


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A wire story",
            value={
                "url": "https://outlet.example/2021/09/meeting",
                "title": "Intelligence chiefs meet in Islamabad",
                "text": "The heads of intelligence of eight countries met in Islamabad on Saturday.",
                "publisher": "Example Outlet",
                "published_at": "2021-09-12T08:30:00Z",
                "language": "en",
            },
            request_only=True,
        )
    ]
)
class IncomingReportSerializer(serializers.Serializer[IncomingReport]):
    """A report as it is handed in: either `text` or `html`; names that are not listed are refused."""

    url = Text(help_text="Its web address (http or https), at most 2,000 characters: what it is known by.")
    title = Text(help_text="Headline, at most 1,000 characters; taken from `html` when left out.")
    text = Text(trim_whitespace=False, help_text="Plain text.")
    html = Text(trim_whitespace=False, help_text="The page; its main text is read.")
    publisher = Text(help_text="Name of the outlet, at most 300 characters.")
    external_id = Text(help_text="The publisher's own id, at most 300 characters: what it is known by without a `url`.")
    published_at = Moment(
        required=False,
        allow_null=True,
        help_text="RFC 3339; a date, or a time without a zone, is taken as UTC.",
        error_messages={
            "invalid": "Give an RFC 3339 time such as 2021-09-12T08:30:00Z.",
            "overflow": "This time is out of range.",
        },
    )
    language = Text(help_text="BCP 47 code; `en` when left out.")

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        refused = {name: [_unknown(self.fields)] for name in unknown}
        try:
            valid = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not refused or not isinstance(error.detail, dict):
                raise
            raise serializers.ValidationError({**error.detail, **refused}) from None
        if refused:
            raise serializers.ValidationError(refused)
        return valid

    def incoming(self) -> IncomingReport:
        """What was left out, or null or an empty language, keeps its default."""
        given = {name: value for name, value in self.validated_data.items() if value is not None}
        if not given.get("language"):
            given.pop("language", None)
        return IncomingReport(**given)


def _unknown(known: Mapping[str, Any]) -> serializers.ErrorDetail:
    message = f"A report has no such field. It takes: {', '.join(known)}."
    return serializers.ErrorDetail(message, "unknown_field")


class SnapshotSerializer(serializers.ModelSerializer[Snapshot]):
    """A version of a report's text."""

    is_current = serializers.SerializerMethodField(help_text="Whether no later version has come.")

    class Meta:
        model = Snapshot
        fields = ["id", "sha256", "is_current"]
        read_only_fields = fields
        extra_kwargs = {"sha256": {"help_text": "Of the canonical text in UTF-8."}}

    def get_is_current(self, snapshot: Snapshot) -> bool:
        return snapshot.report.current_id == snapshot.pk


class ReportReferenceSerializer(serializers.ModelSerializer[Report]):
    """Which document something stands in."""

    publisher = serializers.CharField(source="publisher.name", default=None, allow_null=True, read_only=True)

    class Meta:
        model = Report
        fields = ["id", "url", "title", "publisher", "published_at"]
        read_only_fields = fields


class ReportSerializer(ReportReferenceSerializer):
    """What is known of a report; its text is not given out."""

    snapshot_id = serializers.UUIDField(
        source="current_id",
        read_only=True,
        allow_null=True,
        help_text="The version that came last; null once killed.",
    )
    processing_url = serializers.SerializerMethodField(help_text="How far it has come.")

    class Meta(ReportReferenceSerializer.Meta):
        fields = [
            "id",
            "snapshot_id",
            "url",
            "title",
            "publisher",
            "external_id",
            "published_at",
            "language",
            "created_at",
            "processing_url",
        ]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_processing_url(self, report: Report) -> str:
        return str(reverse("api-report-processing", [report.pk], request=self.context["request"]))


class CoverageSerializer(serializers.Serializer[Any]):
    """Sentences of the text."""

    sentences = serializers.IntegerField(help_text="All of them.")
    claimed = serializers.IntegerField(help_text="Those that made a claim.")
    left_out = serializers.IntegerField(help_text="Those that were left out for a reason.")
    unread = serializers.IntegerField(help_text="The rest.")


class ProcessingSerializer(serializers.Serializer[Processing]):
    """How far the current version of a report has come."""

    state = serializers.ChoiceField(
        choices=["waiting", "reading", "checking", "done", "failed"],
        help_text="`waiting` to be split into passages, `reading` for claims, `checking` them against what "
        "is stored, `done`, or `failed`.",
    )
    claims_found = serializers.IntegerField()
    coverage = CoverageSerializer(allow_null=True, help_text="Null until it has been read.")
    error = serializers.CharField(
        allow_blank=True, help_text="What went wrong; work that is not `failed` will be tried again."
    )
    snapshot_id = serializers.UUIDField()
