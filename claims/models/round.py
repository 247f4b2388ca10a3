"""One walk over everything stored, so that one version of the judge has seen it all."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.ids import uuid7


class Stage(models.TextChoices):
    CLAIMS = "claims"
    REPORTS = "reports"
    REST = "rest", "waiting for the last re-checks"
    DONE = "done"
    STOPPED = "stopped", "stopped for another round"


class RoundQuerySet(models.QuerySet["Round"]):
    def going(self) -> "RoundQuerySet":
        return self.filter(finished_at__isnull=True)


class Round(models.Model):
    """The sweep takes the steps; `after` is the last claim or report that it came to, so that nothing is counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    judge = models.CharField(max_length=60, editable=False)
    per_minute = models.PositiveIntegerField(
        default=120, validators=[MinValueValidator(1)], help_text=_("Claims or reports that it comes to in a minute.")
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.CLAIMS, editable=False)
    after = models.UUIDField(null=True, editable=False)
    stepped_at = models.DateTimeField(editable=False)
    seen = models.PositiveBigIntegerField(default=0, editable=False, help_text=_("Claims and reports come to so far."))
    about = models.PositiveBigIntegerField(default=0, editable=False, help_text=_("How many there were, estimated."))
    planned = models.PositiveBigIntegerField(default=0, editable=False, help_text=_("Re-checks that this called for."))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name = "round of re-checks"
        verbose_name_plural = "rounds of re-checks"
        constraints = [
            models.UniqueConstraint("judge", condition=Q(finished_at__isnull=True), name="one_round_per_judge"),
        ]

    def __str__(self) -> str:
        return f"everything by {self.judge}"
