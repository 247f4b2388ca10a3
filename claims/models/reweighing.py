"""A walk over the claims that rest on a source whose grade has changed, so that their findings are made anew."""

from django.db import models
from django.db.models import Q

from factcheck.ids import uuid7
from sources.models import Source


class Reweighing(models.Model):
    """The sweep takes the steps; `after` is the last claim that it came to. One is going for a source at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reweighings")
    after = models.UUIDField(null=True)
    planned = models.PositiveBigIntegerField(default=0, help_text="Claims that were made due so far.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(finished_at__isnull=True), name="one_reweighing_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"reweighing of what rests on {self.source_id}"
