"""Make the file of an export in a stream: bounded memory, no open transaction, from scratch each time it is begun."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from claims.errors import ExportCalledOff
from claims.models import Export, Publication
from claims.models.export import ExportFormat
from claims.services.exports.file import Hashing, file_name, write, write_manifest
from claims.services.exports.formats import feed, ndjson, table
from claims.services.exports.rows import Row, batches, estimate
from claims.services.public.document import moment
from factcheck.log.models import LogEntry
from sources.models.work import State
from sources.services.work import carry_out_aside

Progress = Callable[[int, int], None]
"""Told how many rows are written, and of about how many."""


@dataclass(slots=True)
class Tally:
    """What was written so far."""

    rows: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    tombstones: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Sequence[Row]) -> None:
        self.rows += len(batch)
        self.by_status.update(row.status for row in batch if row.is_listed)
        self.tombstones.update(row.tombstone or "merged" for row in batch if not row.is_listed)


def make_export(pk: UUID, show: Progress = lambda done, about: None) -> bool:
    """Whether it was this worker that made it; False too where it was called off meanwhile."""
    try:
        return carry_out_aside(Export, pk, partial(_make, show=show))
    except ExportCalledOff:
        return False


def _make(export: Export, show: Progress) -> Callable[[Export], None]:
    export.erased, export.about, export.rows = last_erasure(), estimate(export), 0
    export.save(update_fields=["erased", "about", "rows"])
    tally = Tally()
    file = write(export, written(export, _followed(export, tally, show)))
    manifest = _manifest(export, tally, file)
    write_manifest(export, manifest)

    def keep(row: Export) -> None:
        row.rows, row.name, row.size, row.sha256 = tally.rows, file_name(row), file.size, file.sha256
        row.manifest, row.gone = manifest, ""
        row.expires_at = timezone.now() + timedelta(days=settings.EXPORT_KEEP)

    return keep


def last_erasure() -> int:
    erased = Publication.objects.filter(erased_in__isnull=False).order_by("-erased_in")
    return erased.values_list("erased_in", flat=True).first() or 0


def _followed(export: Export, tally: Tally, show: Progress) -> Iterator[Sequence[Row]]:
    """The batches, with a note of how far they are. Raises ExportCalledOff where nobody wants them any more."""
    for batch in batches(export):
        yield batch
        tally.add(batch)
        if not Export.objects.filter(pk=export.pk, state=State.PENDING).update(rows=tally.rows):
            raise ExportCalledOff
        show(tally.rows, export.about)


def written(export: Export, rows: Iterable[Sequence[Row]]) -> Iterator[bytes]:
    """The rows in the export's format."""
    if export.format == ExportFormat.NDJSON:
        return ndjson(rows)
    if export.format == ExportFormat.CSV:
        return table(rows, _place)
    return feed(rows, _place, {"name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"})


def _place(claim_id: object) -> str:
    return f"{settings.SITE_URL}{reverse('claim', args=[claim_id])}"


def _manifest(export: Export, tally: Tally, written: Hashing) -> dict[str, Any]:
    head = LogEntry.objects.filter(pk=export.position).first()
    return {
        "id": str(export.pk),
        "kind": export.kind,
        "format": export.format,
        "compressed": export.is_compressed,
        "since": export.since_position,
        "position": export.position,
        "log_head": {"sequence": head.sequence, "hash": head.hash, "at": moment(head.recorded_at)} if head else None,
        "erasures_until": export.erased,
        "made_at": moment(timezone.now()),
        "claims": tally.by_status.total(),
        "by_status": dict(sorted(tally.by_status.items())),
        "tombstones": dict(sorted(tally.tombstones.items())),
        "files": [
            {"name": file_name(export), "rows": tally.rows, "bytes": written.size, "sha256": written.sha256},
        ],
        "previous": _previous(export),
    }


def _previous(export: Export) -> dict[str, Any] | None:
    """The last nightly one of its kind before it."""
    rows = Export.objects.filter(is_nightly=True, state=State.DONE, kind=export.kind, format=export.format)
    row = rows.filter(position__lte=export.position).exclude(pk=export.pk).order_by("-position", "-pk").first()
    return {"id": str(row.pk), "position": row.position, "sha256": row.sha256} if row else None
