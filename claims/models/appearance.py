"""A claim made at a place in a snapshot."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from claims.models.reading import Reading
from factcheck.ids import uuid7
from sources.models import Passage, Snapshot

CONTEXT = 32
"""Characters of prefix and suffix kept beside a quote."""


@pghistory.track()
class Appearance(models.Model):
    """W3C TextQuote and TextPosition; a trigger rejects a quote that is not `text[start:end]`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="appearances")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="appearances")
    reading = models.ForeignKey(
        Reading, null=True, on_delete=models.PROTECT, related_name="appearances", editable=False
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    quote = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    condition_start = models.PositiveIntegerField(null=True)
    condition_end = models.PositiveIntegerField(null=True)
    pieces = models.JSONField(default=list, help_text="[start, end] of the words that make the claim.")
    resolutions = models.JSONField(default=list, help_text="{start, end, antecedent: [start, end], words} each.")
    quantities = models.JSONField(default=list, help_text="{start, end, value, high, unit, approximation} each.")
    times = models.JSONField(default=list, help_text="{start, end, words, from, to, anchor} each.")
    unsettled = models.JSONField(default=list, help_text="{start, end, reason} of what an editor has to settle.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "start", "end", "claim"], name="one_appearance"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="appearance_not_empty"),
        ]

    def __str__(self) -> str:
        return f"“{self.quote}” [{self.start}, {self.end})"

    @staticmethod
    def quoted(text: str, start: int, end: int) -> dict[str, Any]:
        """The fields that quote `text[start:end]` with what stands around it."""
        return {
            "start": start,
            "end": end,
            "quote": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start],
            "suffix": text[end : end + CONTEXT],
        }
