"""The shape of exports: what may be asked for, and how it is told of."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.serializers.strict import StrictBooleanField
from claims.models import Export
from claims.models.export import ExportFormat, ExportKind, Gone
from claims.services.exports.order import Wanted
from sources.models.work import State

LAST = 2**63 - 1


class WantedSerializer(serializers.Serializer[Any]):
    """An export to be made; an empty body asks for everything as compressed NDJSON."""

    kind = serializers.ChoiceField(
        choices=ExportKind.choices,
        default=ExportKind.FULL,
        help_text="`full`: every public claim; `delta`: what changed after the position `since`.",
    )
    format = serializers.ChoiceField(choices=ExportFormat.choices, default=ExportFormat.NDJSON)
    compressed = StrictBooleanField(default=True, help_text="By gzip.")
    since = serializers.IntegerField(
        min_value=0, max_value=LAST, required=False, help_text="For a delta, and only for one: a `position`."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == ExportKind.DELTA and "since" not in attrs:
            raise serializers.ValidationError({"since": ["Give the position that the delta is to start after."]})
        if attrs["kind"] == ExportKind.FULL and attrs.get("since"):
            raise serializers.ValidationError({"since": ["A full export starts at nothing. Ask for a `delta`."]})
        return attrs

    def wanted(self) -> Wanted:
        given = self.validated_data
        return Wanted(
            ExportKind(given["kind"]), ExportFormat(given["format"]), given["compressed"], given.get("since", 0)
        )


class ExportFileSerializer(serializers.Serializer[Any]):
    url = serializers.URLField(help_text="Answers Range requests, so that a download can go on where it broke off.")
    name = serializers.CharField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the file as it is sent; also its ETag.")


class ExportSerializer(serializers.ModelSerializer[Export]):
    compressed = StrictBooleanField(source="is_compressed", help_text="By gzip.")
    since = serializers.IntegerField(source="since_position", help_text="Of a delta; else 0.")
    position = serializers.IntegerField(help_text="The sequence of the log's last entry of which it tells.")
    nightly = StrictBooleanField(source="is_nightly", help_text="Made every night; anyone may read it.")
    state = serializers.ChoiceField(choices=State.choices)
    rows = serializers.IntegerField(help_text="Claims written so far.")
    about = serializers.IntegerField(help_text="How many there are, estimated.")
    gone = serializers.ChoiceField(
        choices=Gone.choices, allow_blank=True, help_text="Why there is no file any more, or empty."
    )
    file = serializers.SerializerMethodField(help_text="Null until it is done, and when the file is gone.")
    manifest = serializers.DictField(
        allow_null=True,
        help_text="Counts by status, tombstones, the log's entry at `position` with its hash, each file with its "
        "SHA-256, and the nightly export before it; null until it is done.",
    )

    class Meta:
        model = Export
        fields = (
            "id",
            "kind",
            "format",
            "compressed",
            "since",
            "position",
            "nightly",
            "state",
            "rows",
            "about",
            "created_at",
            "finished_at",
            "expires_at",
            "error",
            "gone",
            "file",
            "manifest",
        )

    @extend_schema_field(ExportFileSerializer(allow_null=True))
    def get_file(self, row: Export) -> dict[str, Any] | None:
        if row.state != State.DONE or row.gone:
            return None
        url = reverse("api-export-file", [row.pk], request=self.context["request"])
        return {"url": url, "name": row.name, "bytes": row.size, "sha256": row.sha256}
