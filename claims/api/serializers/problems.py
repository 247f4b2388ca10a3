"""The shape of every error, for the OpenAPI description; `claims.api.problems` writes it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers


class FieldErrorSerializer(serializers.Serializer[Any]):
    """One thing that must change."""

    field = serializers.CharField(help_text="Path to the field or parameter; empty for the whole body.")
    code = serializers.CharField(help_text="Stable; for programs.")
    detail = serializers.CharField(help_text="A sentence; for people.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A field that can't be used",
            value={
                "type": "about:blank",
                "title": "Unprocessable Entity",
                "status": 422,
                "detail": "The request can't be used as it is: see the errors in status.",
                "code": "invalid",
                "instance": "/api/v1/claims/",
                "errors": [
                    {
                        "field": "status",
                        "code": "invalid_choice",
                        "detail": "Select a valid choice. verifed is not one of the available choices.",
                    }
                ],
            },
            status_codes=["422"],
        )
    ]
)
class ProblemSerializer(serializers.Serializer[Any]):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="Always about:blank; `code` tells problems apart.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence that says what to do.")
    code = serializers.CharField(help_text="Stable; for programs.")
    instance = serializers.CharField(help_text="The path that was asked for.")
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]


class GoneSerializer(ProblemSerializer):
    """What is left of something that was public."""

    reason = serializers.CharField(help_text="Why it is gone, in the words of who decided so.")
    at = serializers.DateTimeField(help_text="Since when.")
