"""A reviewer's act. Rows are only ever added; triggers hold the rules for every writer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.decision_request import DecisionRequest
from claims.models.evidence import Evidence
from claims.models.finding import Finding
from claims.status import Status
from factcheck.ids import uuid7


class SecondPerson(models.TextChoices):
    NOT_NEEDED = "not_needed", "not needed"
    CONFIRMED = "confirmed"
    SWITCHED_OFF = "switched_off", "switched off"


class Decision(models.Model):
    """From one status to another, by whom, why, and on which evidence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    from_status = models.CharField(max_length=20, choices=Status)
    to_status = models.CharField(max_length=20, choices=Status)
    rationale = models.TextField(help_text=_("Why, in a sentence or two a reader can check."))
    evidence = models.ManyToManyField(Evidence, related_name="decisions")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="decisions")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    request = models.OneToOneField(
        DecisionRequest,
        null=True,
        on_delete=models.PROTECT,
        related_name="decision",
        help_text=_("What a second person confirmed."),
    )
    second_person = models.CharField(
        max_length=12,
        choices=SecondPerson,
        default=SecondPerson.NOT_NEEDED,
        editable=False,
        help_text=_("Set by a trigger."),
    )
    made_in = models.BigIntegerField(
        null=True, editable=False, help_text=_("The database transaction that wrote it; set by a trigger.")
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(rationale=""), name="decision_has_rationale"),
            models.CheckConstraint(condition=~models.Q(to_status=Status.UNREVIEWED), name="decision_decides"),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status} by {self.decided_by}"
