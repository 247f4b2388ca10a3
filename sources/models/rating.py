"""How reliable a source is held to be: the Admiralty's letters, given by a person, with reason and date."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.ids import uuid7
from sources.models.source import Source


class Grade(models.TextChoices):
    """Reliability of a source as NATO's Admiralty code has it (STANAG 2511)."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: reliability can't be judged"


class SourceRating(models.Model):
    """From `since` on this holds of the source, until a later row. Rows are only ever added; triggers hold that.

    A row without a grade takes back what the source had of its own: then what its owner has holds for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="ratings", db_index=False)
    grade = models.CharField(max_length=1, choices=Grade, blank=True)
    since = models.DateField(help_text=_("The day from which it holds."))
    why = models.TextField(help_text=_("Why, in a sentence a colleague can check."))
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-since", "-rated_at", "-id"]
        permissions = [("rate_source", "Can rate how reliable a source is, and say who owns it")]
        constraints = [
            models.CheckConstraint(condition=models.Q(why__regex=r"\S"), name="rating_has_reason"),
            models.CheckConstraint(condition=models.Q(grade__in=["", *Grade.values]), name="rating_is_a_grade"),
        ]
        indexes = [
            models.Index(fields=["source", "-since", "-rated_at", "-id"], name="rating_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_grade_display() if self.grade else 'no rating of its own'}"
