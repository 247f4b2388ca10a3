"""The shape of the change feed; `claims.api.views.changes` puts it together from stored JSON."""

from typing import Any

from rest_framework import serializers

from claims.models.publication import Tombstone


class ChangeSerializer(serializers.Serializer[Any]):
    """One version of what is public of a claim: drop the fields of `before` and set those of `after`.

    Where `before` is null, `after` is the whole of it.
    """

    sequence = serializers.IntegerField(help_text="Of its entry in the log: grows, and may skip.")
    at = serializers.DateTimeField(help_text="When it became public.")
    claim = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Of this claim, from 1.")
    tombstone = serializers.ChoiceField(
        choices=Tombstone.choices,
        allow_null=True,
        help_text="Why there is nothing to read any more, or null.",
    )
    before = serializers.DictField(
        allow_null=True, help_text="The fields that changed, as they were; null for a new claim, and around an erasure."
    )
    after = serializers.DictField(help_text="The same as they are now; of a tombstone `tombstone`, `reason` and `at`.")


class ChangesSerializer(serializers.Serializer[Any]):
    results = ChangeSerializer(many=True)
    next = serializers.CharField(help_text="Where to go on, now or later: a path, also where nothing more has come.")
