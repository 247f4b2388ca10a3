"""A change of a published verdict that waits for a second person. Triggers hold the rules for every writer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.status import Status
from factcheck.ids import uuid7


class RequestState(models.TextChoices):
    OPEN = "open", "waits for a second person"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn", "taken back"
    OVERTAKEN = "overtaken", "overtaken by another decision"


class DecisionRequestQuerySet(models.QuerySet["DecisionRequest"]):
    def open(self) -> "DecisionRequestQuerySet":
        return self.filter(state=RequestState.OPEN)


class DecisionRequest(models.Model):
    """What the first reviewer wants, word for word. It is answered once; only a confirmed one becomes a decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="requests")
    seen_status = models.CharField(max_length=20, choices=Status)
    to_status = models.CharField(max_length=20, choices=Status)
    rationale = models.TextField(help_text=_("Why, in a sentence or two a reader can check."))
    evidence = models.ManyToManyField(Evidence, related_name="requests")
    reads_otherwise = models.BooleanField(default=False, help_text=_("They read it otherwise than its judge."))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, help_text=_("Why the second person confirmed or rejected it."))
    written_in = models.BigIntegerField(
        null=True, editable=False, help_text=_("The database transaction that wrote it last; set by a trigger.")
    )

    objects: ClassVar[DecisionRequestQuerySet] = DecisionRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "change that waits for a second person"
        verbose_name_plural = "changes that wait for a second person"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(rationale=""), name="request_has_rationale"),
            models.CheckConstraint(
                condition=~Q(seen_status=F("to_status")) & ~Q(seen_status=Status.UNREVIEWED), name="request_changes"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.OPEN, answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(state=RequestState.OPEN) & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="request_answered_by",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.CONFIRMED, RequestState.REJECTED])
                | (~Q(answered_by=F("requested_by")) & ~Q(answer="")),
                name="request_second_person",
            ),
            models.UniqueConstraint(fields=["claim"], condition=Q(state=RequestState.OPEN), name="one_open_request"),
        ]
        indexes = [models.Index(fields=["id"], name="request_open", condition=Q(state=RequestState.OPEN))]

    def __str__(self) -> str:
        return f"{self.seen_status} → {self.to_status}, asked for by {self.requested_by}"
