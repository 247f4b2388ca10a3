"""How credible what a passage says of a claim is held to be, apart from how reliable its source is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.ids import uuid7
from sources.models import Passage


class CredibilityGrade(models.IntegerChoices):
    """Credibility of information as NATO's Admiralty code has it (STANAG 2511)."""

    CONFIRMED = 1, "1: confirmed by other sources"
    PROBABLE = 2, "2: probably true"
    POSSIBLE = 3, "3: possibly true"
    DOUBTFUL = 4, "4: doubtful"
    IMPROBABLE = 5, "5: improbable"
    UNKNOWN = 6, "6: truth can't be judged"


class Credibility(models.Model):
    """Of one passage as evidence on one claim, whichever judge found it; the newest row counts.

    Rows are only ever added; a trigger holds that. It weighs in no finding: it is for the people who decide.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="credibilities", db_index=False)
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="credibilities")
    grade = models.PositiveSmallIntegerField(choices=CredibilityGrade)
    why = models.TextField(help_text=_("Why, in a sentence a colleague can check."))
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-judged_at", "-id"]
        verbose_name_plural = "credibilities"
        permissions = [("judge_credibility", "Can judge how credible a piece of evidence is")]
        constraints = [
            models.CheckConstraint(condition=Q(why__regex=r"\S"), name="credibility_has_reason"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=6), name="credibility_is_a_grade"),
        ]
        indexes = [models.Index(fields=["claim", "passage", "-judged_at", "-id"], name="credibility_of_evidence")]

    def __str__(self) -> str:
        return f"{self.get_grade_display()}, by {self.judged_by}"
