"""Webhooks: as they are set up, and how they stand."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from claims.api.serializers.strict import StrictBooleanField
from claims.models import DeadLetter, Endpoint
from claims.models.publication import Event
from claims.services.webhooks.manage import LONGEST_URL

LONGEST_OVERLAP_HOURS = 168
LAST = 2**63 - 1
DEAD_LETTERS_SHOWN = 100
EVENTS = "Which changes are sent; all where it is empty."


class Exact(serializers.Serializer[Any]):
    """Refuses the fields that it does not list."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            message = f"There is no such field here. It takes: {', '.join(self.fields)}."
            raise serializers.ValidationError({name: [serializers.ErrorDetail(message, "unknown")] for name in unknown})
        return super().to_internal_value(data)


def _events() -> serializers.ListField:
    choice = serializers.ChoiceField(choices=Event.choices)
    return serializers.ListField(child=choice, required=False, max_length=len(Event), help_text=EVENTS)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Corrections and withdrawals",
            value={"url": "https://desk.example/hooks/factcheck", "events": ["claim.changed", "claim.gone"]},
            request_only=True,
        )
    ]
)
class IncomingWebhookSerializer(Exact):
    """Where changes are to be posted."""

    url = serializers.CharField(max_length=LONGEST_URL, help_text="A public https address.")
    events = _events()
    after = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=LAST,
        help_text="The sequence that you have come to in the change feed; from now on when left out.",
    )


class WebhookChangeSerializer(Exact):
    """What may be changed of it."""

    is_active = StrictBooleanField(required=False, help_text="Switched on again, it goes on from where it had come to.")
    events = _events()


class DeadLetterSerializer(serializers.ModelSerializer[DeadLetter]):
    """A change that was given up after all attempts."""

    class Meta:
        model = DeadLetter
        fields = ["sequence", "died_at", "error"]
        read_only_fields = fields


class WebhookSerializer(serializers.ModelSerializer[Endpoint]):
    """How a webhook stands. Its secret is given out once."""

    cursor = serializers.IntegerField(read_only=True, help_text="The sequence up to which all is delivered or dead.")
    attempts = serializers.IntegerField(read_only=True, help_text="Failed attempts at the change that comes next.")
    due_at = serializers.DateTimeField(read_only=True, help_text="When the next attempt may be made.")
    why_inactive = serializers.CharField(read_only=True, help_text="Why nothing is sent; empty where something is.")
    former_until = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Until when the secret before signs as well."
    )
    dead_letters = serializers.SerializerMethodField(help_text=f"The newest {DEAD_LETTERS_SHOWN} of them.")

    class Meta:
        model = Endpoint
        fields = [
            "id",
            "url",
            "events",
            "is_active",
            "why_inactive",
            "cursor",
            "attempts",
            "due_at",
            "former_until",
            "created_at",
            "dead_letters",
        ]
        read_only_fields = fields

    @extend_schema_field(DeadLetterSerializer(many=True))
    def get_dead_letters(self, endpoint: Endpoint) -> Any:
        return DeadLetterSerializer(endpoint.dead_letters.all()[:DEAD_LETTERS_SHOWN], many=True).data


class NewWebhookSerializer(WebhookSerializer):
    secret = serializers.SerializerMethodField(help_text="What messages are signed with; it can't be had again.")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields

    def get_secret(self, endpoint: Endpoint) -> str:
        return str(self.context["secret"])


class WebhooksSerializer(serializers.Serializer[Any]):
    results = WebhookSerializer(many=True)


class OverlapSerializer(Exact):
    hours = serializers.IntegerField(
        default=24,
        min_value=0,
        max_value=LONGEST_OVERLAP_HOURS,
        help_text="For how long messages are signed by the old secret as well.",
    )


class ReplaySerializer(Exact):
    sequence = serializers.IntegerField(
        required=False, min_value=1, max_value=LAST, help_text="Of one dead letter; all of them when left out."
    )


class ReplayedSerializer(serializers.Serializer[Any]):
    replayed = serializers.IntegerField(help_text="How many dead letters are sent again, before anything new.")


class PingedSerializer(serializers.Serializer[Any]):
    status = serializers.IntegerField(allow_null=True, help_text="What the other side answered, or null.")
    error = serializers.CharField(allow_blank=True, help_text="Why the message did not arrive; empty where it did.")
