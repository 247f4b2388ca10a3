"""What people hold of two claims: the same, different, or that it can't be told yet."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.ids import uuid7
from sources.models.entity import Verdict


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def standing(self) -> "JudgementQuerySet":
        return self.filter(undone_at__isnull=True)

    def about(self, claims: Iterable[UUID]) -> "JudgementQuerySet":
        ids = list(claims)
        return self.filter(Q(left__in=ids) | Q(right__in=ids))


class Judgement(models.Model):
    """A person's word on two claims. "Unsure" is an answer too; what a machine thinks is a `Suggestion`, never this.

    Rows are only added; the one change is to undo them, once, so that they are their own history. What follows from
    those that stand, `claims.pipeline.clusters` says. `left` is the older claim. The reason may be left empty: two
    sentences side by side mostly speak for themselves. `marked` names the decided claims that came to need another
    look because of it, so that undoing it takes the mark back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    left = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True, help_text=_("Why, in a sentence a colleague can check."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    marked = ArrayField(models.UUIDField(), default=list, editable=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[JudgementQuerySet] = JudgementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        permissions = [("judge_claims", "Can judge which claims are the same")]
        constraints = [
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="claim_judgement_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="claim_judgement_undone_by",
            ),
            models.UniqueConstraint(
                fields=["left", "right"], condition=Q(undone_at__isnull=True), name="one_standing_claim_judgement"
            ),
        ]
        indexes = [
            models.Index(fields=["left", "right"], name="claim_judgement_of_pair"),
            models.Index(fields=["by", "-id"], name="claim_judgement_by"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: “{self.left}” and “{self.right}”"
