"""The machine's proposal for a claim, from all its evidence. It is never applied by itself."""

from django.db import models
from django.db.models import Q

from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.status import Status
from factcheck.ids import uuid7


class FindingState(models.TextChoices):
    OPEN = "open"
    SUPERSEDED = "superseded", "superseded by a newer finding"
    ANSWERED = "answered", "answered by a decision"
    CLOSED = "closed", "closed: the evidence does not call for it any more"


class Finding(models.Model):
    """What the evidence adds up to, with every term of the sum; the digest makes a re-run a no-op.

    An open finding takes in further copies of what its voices say; another voice, side or status makes a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="findings")
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    current_status = models.CharField(max_length=20, choices=Status)
    proposed_status = models.CharField(max_length=20, choices=Status)
    score = models.FloatField(help_text="Log-odds for (positive) or against (negative) the claim.")
    voices = models.JSONField(
        default=list, help_text="{stance, log_odds, label, facts, speaks, contrary, own, corrects, ties} each."
    )
    terms = models.JSONField(default=list, help_text="{rule, weight, reason} each; the weights sum to the score.")
    reasons = models.JSONField(default=list)
    quotes = models.JSONField(
        default=list, help_text="{of, evidence, report, label, snapshot, sha256, start, end, quote}: the claim's first."
    )
    engines = models.JSONField(default=dict, help_text="Versions of judge, extractor (of the claim) and embedder.")
    evidence = models.ManyToManyField(Evidence, related_name="findings")
    judge = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="successors")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(state=FindingState.OPEN), name="one_open_finding")
        ]
        indexes = [models.Index(fields=["state", "-id"], name="finding_by_state")]

    def __str__(self) -> str:
        return f"{self.current_status} → {self.proposed_status}: {self.claim}"
