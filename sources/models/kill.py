"""A report taken back: from then on no version of it counts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.ids import uuid7
from sources.models.report import Report, Snapshot


class Kill(models.Model):
    """What newsrooms call a kill (NewsML-G2 publishing status `canceled`). It stands until somebody lifts it.

    While one stands, `Report.current` is empty; `version` is what counts again when it is lifted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="kills")
    version = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(help_text=_("Why, in a sentence a colleague can check."))
    killed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    killed_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        permissions = [("kill_report", "Can take a report back")]
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(lifted_at__isnull=True), name="one_standing_kill"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="kill_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"kill of {self.report_id}: {self.reason}"
