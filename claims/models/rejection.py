"""Words that an editor said make no claim: no reading stores one there again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.ids import uuid7
from sources.models import Snapshot


class Rejection(models.Model):
    """Characters `start` to `end` of a snapshot, with the statement that was read in them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="rejections")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    statement = models.TextField(help_text=_("What was read there."))
    reason = models.CharField(max_length=300, blank=True, help_text=_("Why it is no claim."))
    rejected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="one_rejection"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="rejection_not_empty"),
        ]

    def __str__(self) -> str:
        return f"“{self.statement}” [{self.start}, {self.end})"
