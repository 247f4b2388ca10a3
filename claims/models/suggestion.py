"""Two claims that may say the same: a question for a person, never an answer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from factcheck.ids import uuid7


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> "SuggestionQuerySet":
        """Those that nobody has answered, the likeliest first."""
        return self.filter(is_answered=False).order_by("-score", "id")


class Suggestion(models.Model):
    """Made by an engine, or by an editor (then `engine` is empty). It is never applied by itself.

    `is_answered` follows from the standing judgements: the pair was judged, or what was judged of claims that are the
    same tells. It is stored so that the queue is an index. `score`, from 0 to 1, says in which order to ask.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    left = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+", db_index=False)
    right = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    engine = models.CharField(max_length=120, blank=True)
    score = models.FloatField()
    reasons = models.JSONField(default=list, help_text="Sentences that say what was compared.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    is_answered = models.BooleanField(default=False, editable=False)

    objects: ClassVar[SuggestionQuerySet] = SuggestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["is_answered", "-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right", "engine"], name="one_suggestion_per_engine"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="suggestion_of_two"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) & ~Q(engine="") | Q(by__isnull=False, engine=""), name="suggested_by_one"
            ),
        ]
        indexes = [models.Index(fields=["is_answered", "-score", "id"], name="suggestion_open_first")]

    def __str__(self) -> str:
        return f"“{self.left}” and “{self.right}” may say the same"
