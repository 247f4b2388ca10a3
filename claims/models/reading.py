"""One reading of a snapshot by one version of the extractor."""

from django.conf import settings
from django.db import models

from factcheck.ids import uuid7
from sources.models import Snapshot
from sources.models.work import Work, pending_index


class Reading(Work):
    """What was found and what was left out; a newer extractor reads again in a row of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="readings")
    extractor = models.CharField(max_length=60)
    claims_found = models.PositiveIntegerField(default=0)
    sentences = models.PositiveIntegerField(default=0)
    sentences_claimed = models.PositiveIntegerField(default=0)
    sentences_left_out = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True, help_text="What an editor should know of how it was read.")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, editable=False, help_text="When an editor was done with it.")
    fates = models.JSONField(default=list, help_text="[start, end, outcome, reason] of every sentence, in order.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "extractor"], name="one_reading_per_extractor")]
        indexes = [
            pending_index("reading_pending"),
            models.Index(fields=["id"], name="reading_unchecked", condition=models.Q(checked_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"reading of {self.snapshot_id} by {self.extractor}: {self.state}"

    @property
    def sentences_unread(self) -> int:
        return self.sentences - self.sentences_claimed - self.sentences_left_out
