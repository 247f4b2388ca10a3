"""Disputes: as they are sent in, and how they stand."""

from typing import Any

from rest_framework import serializers

from claims.api.serializers.claims import ClaimReferenceSerializer
from claims.api.serializers.reports import Text
from claims.models import Dispute
from claims.models.dispute import LONGEST_EMAIL, LONGEST_LINK, LONGEST_NAME, LONGEST_TEXT
from claims.services.dispute_claim import Contest


class IncomingDisputeSerializer(serializers.Serializer[Any]):
    """What is wrong with a published claim; name and e-mail address are seen by nobody but who answers."""

    claim = serializers.UUIDField(help_text="The id of a published claim.")
    text = Text(help_text=f"What is wrong with it; at most {LONGEST_TEXT} characters.")
    link = Text(help_text=f"Where that can be checked; at most {LONGEST_LINK} characters.")
    name = Text(help_text=f"Of who contests; at most {LONGEST_NAME} characters.")
    email = Text(help_text=f"Of who contests; at most {LONGEST_EMAIL} characters.")

    def contest(self) -> Contest:
        data = self.validated_data
        return Contest(**{name: data.get(name) or "" for name in ("text", "link", "name", "email")})


class DisputeSerializer(serializers.ModelSerializer[Dispute]):
    """How a dispute stands; its address is known only to who opened it."""

    claim = ClaimReferenceSerializer(read_only=True)

    class Meta:
        model = Dispute
        fields = ["claim", "state", "opened_at", "deadline", "public_answer", "answered_at"]
        read_only_fields = fields


class OpenedDisputeSerializer(DisputeSerializer):
    """`status_url` carries a secret: who has it can follow the case, and nobody can find it again."""

    status_url = serializers.SerializerMethodField()

    class Meta(DisputeSerializer.Meta):
        fields = [*DisputeSerializer.Meta.fields, "status_url"]
        read_only_fields = fields

    def get_status_url(self, dispute: Dispute) -> str:
        return str(self.context["status_url"])
