"""A pending or finished comparison of one side with everything stored on the other."""

from django.db import models
from django.db.models import Q

from claims.models.claim import Claim
from factcheck.ids import uuid7
from sources.models import Snapshot
from sources.models.work import State, Work, pending_index


class Recheck(Work):
    """Either a slice of a snapshot's passages against stored claims, or a claim against stored passages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.CASCADE, related_name="rechecks")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="rechecks")
    first = models.PositiveIntegerField(default=0, help_text="Position of the first passage of the slice.")
    judge = models.CharField(max_length=60, help_text="The version that it was planned for.")
    judged_by = models.CharField(max_length=60, blank=True, help_text="The version that carried it out last.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(snapshot__isnull=True) ^ Q(claim__isnull=True), name="recheck_one_side"),
            models.UniqueConstraint(
                fields=["snapshot", "first", "judge"],
                condition=Q(snapshot__isnull=False),
                name="one_recheck_per_slice",
            ),
            models.UniqueConstraint(
                fields=["claim", "judge"], condition=Q(claim__isnull=False), name="one_recheck_per_claim"
            ),
        ]
        indexes = [
            pending_index("recheck_pending"),
            models.Index(fields=["judge"], name="recheck_failed", condition=Q(state=State.FAILED)),
        ]

    def __str__(self) -> str:
        return f"re-check of {self.snapshot_id or self.claim_id} by {self.judge}: {self.state}"
