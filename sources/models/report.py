"""A document, and each immutable version of its text."""

from datetime import datetime, timedelta, timezone

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.ids import uuid7
from sources.models.source import Source


@pghistory.track()
class Report(models.Model):
    """A wire story, a page, a feed item: what stays the same while its text changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identity = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of its address, else of its publisher and their id, else of its text."),
    )
    url = models.CharField(_("address"), max_length=2000, blank=True)
    publisher = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    external_id = models.CharField(
        max_length=300, blank=True, help_text=_("The publisher's own id for it, if there is one.")
    )
    title = models.CharField(_("headline"), max_length=1000, blank=True)
    language = models.CharField(max_length=35, default="en")
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    current = models.ForeignKey("Snapshot", null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title or self.url or f"report {self.id}"


class Via(models.TextChoices):
    API = "api", "API"
    IMPORT = "import", "import"
    ADMIN = "admin", "admin"
    SAMPLE = "sample", "sample data"


class Snapshot(models.Model):
    """One immutable version of a report's text: a trigger refuses to change it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    text = models.TextField(help_text=_("Canonical text: NFC, lines ended by a newline."))
    sha256 = models.CharField(max_length=64, help_text=_("Of the canonical text in UTF-8."))
    media_type = models.CharField(max_length=20, choices=[("text/plain", "text"), ("text/html", "HTML")])
    original = models.TextField(blank=True, help_text=_("As it came, where that differs from the text."))
    title = models.CharField(max_length=1000, blank=True, help_text=_("The headline it came with."))
    published_at = models.DateTimeField(null=True, blank=True)
    utc_offset = models.SmallIntegerField(
        null=True, blank=True, help_text=_("Of the publication time as it was given, in minutes east of UTC.")
    )
    received_at = models.DateTimeField(auto_now_add=True)
    received_via = models.CharField(max_length=20, choices=Via)
    received_by = models.CharField(max_length=200, blank=True, help_text=_("The key, person or command."))

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "sha256"], name="one_snapshot_per_text"),
            models.CheckConstraint(condition=~models.Q(text=""), name="snapshot_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.report_id} ({self.sha256[:8]})"

    @property
    def published_there(self) -> datetime | None:
        """The publication time in the zone it was given in; None where either is not known."""
        if self.published_at is None or self.utc_offset is None:
            return None
        return self.published_at.astimezone(timezone(timedelta(minutes=self.utc_offset)))
