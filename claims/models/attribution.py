"""One hop of who says so."""

from collections.abc import Iterable
from typing import Any, Self

import pghistory
from django.db import models

from claims.models.appearance import Appearance
from claims.status import Modality
from factcheck.ids import uuid7
from sources.models import Source


class Quotation(models.TextChoices):
    DIRECT = "direct"
    PARAPHRASE = "paraphrase"
    MIXED = "mixed"


@pghistory.track()
class Attribution(models.Model):
    """Position 0 is the original speaker; the publisher comes last. Spans are into the snapshot."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appearance = models.ForeignKey(Appearance, on_delete=models.CASCADE, related_name="attributions")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="attributions")
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)
    cue = models.CharField(max_length=300, blank=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    content = models.JSONField(default=list, help_text="[start, end] of the words that this hop says.")
    unnamed_class = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=300, blank=True, help_text="In words, as it was at that time.")
    channel = models.CharField(max_length=100, blank=True)
    quotation = models.CharField(max_length=10, choices=Quotation, default=Quotation.PARAPHRASE)
    modality = models.CharField(max_length=10, choices=Modality, default=Modality.ASSERTED)
    is_denial = models.BooleanField(default=False)
    is_publisher = models.BooleanField(default=False)

    class Meta:
        ordering = ["appearance", "position"]
        constraints = [models.UniqueConstraint(fields=["appearance", "position"], name="one_hop_per_position")]
        indexes = [models.Index(fields=["source", "-id"], name="attribution_by_source")]

    def __str__(self) -> str:
        return f"{self.source} ({self.channel})" if self.channel else str(self.source)

    def told(self) -> dict[str, Any]:
        """What the hop tells, by field: all but its id and whose it is."""
        fields = (field.attname for field in self._meta.concrete_fields)
        return {name: getattr(self, name) for name in fields if name not in ("id", "appearance_id")}

    @classmethod
    def copied(cls, hops: Iterable[Self], to: Appearance) -> list[Self]:
        """The same hops for another appearance, stored."""
        return cls.objects.bulk_create([cls(appearance=to, **hop.told()) for hop in hops])
