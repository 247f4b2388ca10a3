"""A file with what is public, or with what changed of it: what is asked for, how far it is, and what became of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from factcheck.ids import uuid7
from sources.models.work import State, Work, pending_index


class ExportKind(models.TextChoices):
    FULL = "full", "full: every public claim"
    DELTA = "delta", "delta: what changed since a position"


class ExportFormat(models.TextChoices):
    NDJSON = "ndjson", "NDJSON: a line of JSON for each claim"
    CSV = "csv", "CSV: a row for each claim"
    CLAIMREVIEW = "claimreview", "ClaimReview: a schema.org DataFeed"


class Gone(models.TextChoices):
    """Why the file is no longer there."""

    EXPIRED = "expired", "it was kept for as long as files are"
    DELETED = "deleted", "it was deleted or called off"
    ERASED = "erased", "it held something that law asked to erase"


class ExportQuerySet(models.QuerySet["Export"]):
    def kept(self) -> Self:
        """With a file that can be had."""
        return self.filter(state=State.DONE, gone="")


class Export(Work):
    """A picture of what was public when the log held the entries up to `position`; a delta starts after another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=5, choices=ExportKind, default=ExportKind.FULL)
    format = models.CharField(max_length=11, choices=ExportFormat, default=ExportFormat.NDJSON)
    is_compressed = models.BooleanField("compressed", default=True, help_text="By gzip.")
    since_position = models.PositiveBigIntegerField(
        default=0, help_text="Of a delta: the position of the picture that it is to be laid over."
    )
    position = models.PositiveBigIntegerField(editable=False)
    is_nightly = models.BooleanField("nightly", default=False, editable=False)
    asked_by = models.CharField(max_length=200, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    erased = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="Sequence of the last erasure that it heeds."
    )
    rows = models.PositiveBigIntegerField(default=0, editable=False, help_text="Claims written so far.")
    about = models.PositiveBigIntegerField(default=0, editable=False, help_text="How many there are, estimated.")
    name = models.CharField(max_length=120, blank=True, editable=False, help_text="Of the file.")
    size = models.PositiveBigIntegerField(default=0, editable=False, help_text="Bytes of the file.")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    manifest = models.JSONField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    gone = models.CharField(max_length=7, choices=Gone, blank=True, editable=False)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "format", "is_compressed", "since_position", "is_nightly"],
                condition=Q(state=State.PENDING),
                name="one_pending_export",
            ),
            models.CheckConstraint(condition=Q(since_position__lte=models.F("position")), name="export_goes_forward"),
            models.CheckConstraint(condition=Q(kind="delta") | Q(since_position=0), name="full_export_since_ever"),
        ]
        indexes = [pending_index("export_pending")]

    def __str__(self) -> str:
        return f"{self.kind} {self.format} at {self.position}: {self.state}"
