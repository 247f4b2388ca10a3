"""Ask for an export: a row that says what is wanted, and of which position of the log it is to be a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.errors import ExportRefused, TooManyExports
from claims.models import Export, Publication
from claims.models.export import ExportFormat, ExportKind, ExportQuerySet
from factcheck.log.models import LogEntry
from sources.models.work import State
from sources.services.work import soon

MOST_WAITING = 3
"""Of one who asks, at a time."""
NIGHTLY = "nightly"


@dataclass(frozen=True, slots=True)
class Wanted:
    kind: ExportKind = ExportKind.FULL
    format: ExportFormat = ExportFormat.NDJSON
    is_compressed: bool = True
    since: int = 0

    def columns(self) -> dict[str, object]:
        same = {"kind": self.kind, "format": self.format, "is_compressed": self.is_compressed}
        return {**same, "since_position": self.since}


FULL = tuple(Wanted(ExportKind.FULL, format) for format in ExportFormat)


def head() -> int:
    """The position of the log's last entry, 0 for an empty log."""
    return LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def order_export(wanted: Wanted, by: str) -> tuple[Export, bool]:
    """The export and whether it is new: the same wish again finds the one that waits, or that nothing has outdated.

    Raises ExportRefused for a delta from a position that has not come, TooManyExports where `by` waits for too many.
    """
    position = head()
    if wanted.since > position:
        raise ExportRefused("since", f"The log has come to {position} only: give a position up to that.")
    same = Export.objects.filter(**wanted.columns())
    found = same.filter(state=State.PENDING, is_nightly=False).first() or _still_true(same)
    if found:
        return found, False
    if Export.objects.filter(state=State.PENDING, asked_by=by).count() >= MOST_WAITING:
        raise TooManyExports(MOST_WAITING)
    return Export.objects.get_or_create(
        **wanted.columns(),
        state=State.PENDING,
        is_nightly=False,
        defaults={"position": position, "asked_by": by, "due_at": soon()},
    )


def _still_true(same: ExportQuerySet) -> Export | None:
    row = same.kept().order_by("-position").first()
    return row if row and not _is_news(row.position, row.erased) else None


def _is_news(position: int, erased: int) -> bool:
    """Whether anything public changed since."""
    return (
        Publication.objects.filter(sequence__gt=position).exists()
        or Publication.objects.filter(erased_in__gt=erased).exists()
    )


@transaction.atomic
def plan_nightly(now: datetime) -> Sequence[UUID]:
    """The exports of this night, new, where its hour has come, none was planned since, and what is public changed."""
    planned = Export.objects.filter(is_nightly=True)
    last = planned.order_by("-pk").first()
    if last and ((last.created_at >= _opened(now) and not last.gone) or not _is_news(last.position, last.erased)):
        return []
    position = head()
    if not position:
        return []
    wishes = [*FULL, *([Wanted(ExportKind.DELTA, since=last.position)] if last else [])]
    rows = [
        Export(**wish.columns(), position=position, is_nightly=True, asked_by=NIGHTLY, due_at=soon()) for wish in wishes
    ]
    Export.objects.bulk_create(rows, ignore_conflicts=True)  # another worker may be planning the same night
    return list(planned.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))


def _opened(now: datetime) -> datetime:
    """When the last night's hour came."""
    today = now.astimezone(timezone.get_default_timezone()).replace(
        hour=settings.EXPORT_AT, minute=0, second=0, microsecond=0
    )
    return today if today <= now else today - timedelta(days=1)
