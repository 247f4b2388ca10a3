"""Files go when they are told to, when their time is over, and when law had something in them erased."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.models import Export, Publication
from claims.models.export import Gone
from claims.services.exports.file import manifest_path, path_of
from sources.models.work import State

OURS = re.compile(r"\.?(?:full|delta)-[\d-]+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.")


@transaction.atomic
def drop(pk: UUID, why: Gone = Gone.DELETED) -> None:
    """Delete the file; what is still to be made, or being made, is called off. The row tells of it."""
    export = Export.objects.select_for_update().get(pk=pk)
    if export.state == State.PENDING:
        export.state, export.error, export.finished_at = State.FAILED, "It was called off.", timezone.now()
    export.gone = export.gone or why
    export.save(update_fields=["state", "error", "finished_at", "gone"])
    transaction.on_commit(partial(_unlink, [path_of(export), manifest_path(export)]))


def holds_erased(export: Export) -> bool:
    """Whether something in it was erased after it was begun; then nobody may have it any more."""
    rows = Publication.objects.as_of(export.position).filter(sequence__gt=export.since_position)
    return rows.filter(erased_in__gt=export.erased).exists()


def tidy(now: datetime) -> int:
    """Drop what must go, and the files that called-off or lost work left. How many exports lost their file."""
    dropped = 0
    for export in Export.objects.kept():
        if why := _reason(export, now):
            drop(export.pk, why)
            dropped += 1
    _clear_up()
    return dropped


def _reason(export: Export, now: datetime) -> Gone | None:
    if export.expires_at and export.expires_at <= now:
        return Gone.EXPIRED
    return Gone.ERASED if holds_erased(export) else None


def _clear_up() -> None:
    """Only files with names of ours; drafts too, but for those of work under way."""
    if not settings.EXPORT_DIR.is_dir():
        return
    files = {path: found[1] for path in settings.EXPORT_DIR.iterdir() if (found := OURS.match(path.name))}
    wanted = Export.objects.filter(pk__in=set(files.values()), gone="").exclude(state=State.FAILED)
    states = {str(pk): state for pk, state in wanted.values_list("pk", "state")}
    _unlink(path for path, pk in files.items() if _is_left_over(path, states.get(pk)))


def _is_left_over(path: Path, state: str | None) -> bool:
    return state is None or (state == State.DONE and path.name.startswith("."))


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
