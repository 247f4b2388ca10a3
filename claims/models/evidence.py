"""One passage's stance on one claim, by one version of the judge."""

from typing import ClassVar

from django.db import models
from django.db.models import Prefetch

from claims.models.appearance import Appearance
from claims.models.claim import Claim
from claims.status import Stance
from factcheck.ids import uuid7
from sources.models import Passage


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def with_voice(self) -> "EvidenceQuerySet":
        """With what tells whose words they are: the report, its outlet, and the chains of what is `said_here`.

        Claims share passages, so each passage is fetched once.
        """
        speakers = Appearance.objects.order_by("start").prefetch_related("attributions__source__entity")
        passages = (
            Passage.objects.select_related("snapshot__report__publisher__entity")
            .prefetch_related(Prefetch("appearances", speakers, to_attr="said_here"))
            .defer("embedding", "search", "snapshot__text", "snapshot__original")
        )
        return self.prefetch_related(Prefetch("passage", passages))

    def without_big_columns(self) -> "EvidenceQuerySet":
        """Beside a passage come neither its embedding nor the text of its whole report."""
        return self.defer(
            "passage__embedding", "passage__search", "passage__snapshot__text", "passage__snapshot__original"
        )


class Evidence(models.Model):
    """Scores are probabilities that sum to 1; reasons are sentences for the reviewer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=20, choices=Stance)
    supports = models.FloatField()
    refutes = models.FloatField()
    not_enough_info = models.FloatField()
    reasons = models.JSONField(default=list)
    later_value = models.BooleanField(
        default=False, help_text="Whether the passage gives another value of a measure that changes while a story runs."
    )
    judge = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["claim", "passage", "judge"], name="one_stance_per_judge")]
        indexes = [
            models.Index(
                fields=["claim", "judge", "not_enough_info"],
                name="evidence_that_takes_a_side",
                condition=~models.Q(stance=Stance.NOT_ENOUGH_INFO),
            ),
            models.Index(
                fields=["claim", "judge"], name="evidence_of_later_value", condition=models.Q(later_value=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.passage}"

    @property
    def score(self) -> float:
        """The probability of the stance it took."""
        return float(getattr(self, self.stance))
