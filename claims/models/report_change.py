"""A new version of a report no longer says what a decided claim rests on."""

from django.db import models

from claims.models.claim import Claim
from factcheck.ids import uuid7
from sources.models import Report, Snapshot


class ChangeKind(models.TextChoices):
    CORRECTED = "corrected", "corrected"
    RETRACTED = "retracted", "retracted"
    UPDATED = "updated", "updated, without saying why"


class ReportChange(models.Model):
    """`quote` are the words that are gone; `cited`: a decision cites them, else the claim was made in them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="report_changes", db_index=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+", help_text="The new version.")
    kind = models.CharField(max_length=10, choices=ChangeKind, help_text="What the new version says of itself.")
    cited = models.BooleanField()
    quote = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "snapshot", "cited"], name="one_change_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.report} was {self.get_kind_display()}: “{self.quote}” is gone"
