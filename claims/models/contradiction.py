"""Places of one report that can not all be right."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.reading import Reading
from factcheck.ids import uuid7
from sources.models import Snapshot


class ContradictionKind(models.TextChoices):
    COUNT = "count", "two counts of one group"
    LIST = "list", "a count and the list it counts"
    MEMBERSHIP = "membership", "inside and outside one group"
    QUANTITY = "quantity", "two values of one measure"
    DATE = "date", "two dates of one event"
    POLARITY = "polarity", "the headline and the body"


class Contradiction(models.Model):
    """Found by the machine, once a snapshot: the digest makes a re-run a no-op. An editor may say that it is none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="contradictions")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="contradictions")
    kind = models.CharField(max_length=20, choices=ContradictionKind)
    reason = models.TextField(help_text="A sentence for an editor, with the words quoted.")
    mentions = models.JSONField(help_text='["text" or "title", start, end] of each place, in order of reading.')
    digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of its kind and places.")
    created_at = models.DateTimeField(auto_now_add=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    dismissed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = [F("dismissed_at").desc(nulls_first=True), "-id"]
        permissions = [("dismiss_contradiction", "Can say that a contradiction is none")]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "digest"], name="one_contradiction_per_digest"),
            models.CheckConstraint(
                condition=Q(dismissed_by__isnull=True, dismissed_at__isnull=True)
                | Q(dismissed_by__isnull=False, dismissed_at__isnull=False),
                name="dismissed_by_someone",
            ),
        ]
        indexes = [
            models.Index(F("dismissed_at").desc(nulls_first=True), F("id").desc(), name="contradiction_open_first")
        ]

    def __str__(self) -> str:
        return self.reason
