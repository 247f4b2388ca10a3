"""Who has which claim in hand. Rows are never deleted, so that they are their own history."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.access.models import User
from factcheck.ids import uuid7


class AssignmentState(models.TextChoices):
    ASSIGNED = "assigned", "given, not yet begun"
    TAKEN = "taken", "in hand"
    DONE = "done", "done: it was decided on"
    RELEASED = "released"


OPEN = (AssignmentState.ASSIGNED, AssignmentState.TAKEN)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> "AssignmentQuerySet":
        return self.filter(state__in=OPEN)

    def of(self, person: User) -> "AssignmentQuerySet":
        return self.open().filter(assignee=person)

    def own_taking(self) -> "AssignmentQuerySet":
        """Taken from the queue by whoever holds them; nobody else asked them to."""
        return self.filter(assigned_by=F("assignee"))


class Assignment(models.Model):
    """A claim is in one person's hands at most. Only `services.assign` writes this."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="assignments")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    message = models.TextField(blank=True, help_text=_("What the assignee should know."))
    due = models.DateTimeField(null=True, blank=True, help_text=_("When it should be decided."))
    state = models.CharField(max_length=10, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    taken_at = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True, help_text=_("When its holder was last seen at work."))
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=100, blank=True, help_text=_("Why it ended."))

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        permissions = [("assign", "Can give claims to others to decide on")]
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(state__in=OPEN), name="one_open_assignment"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="assignment_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.TAKEN) | Q(taken_at__isnull=False, last_seen__isnull=False),
                name="assignment_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["assignee", "-id"], name="assignment_of", condition=Q(state__in=OPEN)),
            models.Index(fields=["last_seen"], name="assignment_idle", condition=Q(state=AssignmentState.TAKEN)),
        ]

    def __str__(self) -> str:
        return f"{self.assignee} has “{self.claim}”"
