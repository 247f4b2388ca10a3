"""A reader or a source contests a published claim: a case with a deadline and an answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.ids import uuid7

LONGEST_TEXT, LONGEST_LINK, LONGEST_NAME, LONGEST_EMAIL = 5_000, 2_000, 200, 254


class DisputeState(models.TextChoices):
    OPEN = "open"
    ANSWERED = "answered"
    REJECTED = "rejected"


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def overdue(self) -> "DisputeQuerySet":
        return self.filter(state=DisputeState.OPEN, deadline__lt=timezone.now())


class Dispute(models.Model):
    """`token` is the SHA-256 of what only the person who contests knows: it opens the page that tells how it stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="disputes")
    token = models.CharField(max_length=64, unique=True, editable=False)
    text = models.TextField(help_text=_("What is wrong with it, in their words."))
    link = models.CharField(max_length=LONGEST_LINK, blank=True, help_text=_("Where that can be checked."))
    state = models.CharField(max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField()
    answer = models.TextField(blank=True, help_text=_("For colleagues: what was looked at, and why this answer."))
    public_answer = models.TextField(blank=True, help_text=_("What the person who contests reads."))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[DisputeQuerySet] = DisputeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        permissions = [("answer_dispute", "Can answer who contests a claim")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DisputeState.OPEN, answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(state=DisputeState.OPEN)
                & Q(answered_by__isnull=False, answered_at__isnull=False)
                & Q(public_answer__regex=r"\S"),
                name="dispute_answered_by_someone",
            ),
        ]
        indexes = [
            models.Index(fields=["deadline"], name="dispute_open", condition=Q(state=DisputeState.OPEN)),
            models.Index(fields=["state", "-id"], name="dispute_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.claim}"

    @property
    def is_overdue(self) -> bool:
        return self.state == DisputeState.OPEN and self.deadline < timezone.now()


class DisputeContact(models.Model):
    """Who contests: a row of its own, never published or logged, that is deleted when the law asks for it."""

    dispute = models.OneToOneField(Dispute, primary_key=True, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.CharField(max_length=LONGEST_EMAIL, blank=True)

    def __str__(self) -> str:
        return self.name or "someone"
