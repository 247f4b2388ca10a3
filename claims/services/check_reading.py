"""An editor is done with a report, and goes to the next that nobody has been through."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone

from claims.models import Reading
from factcheck.access.models import User
from sources.models.work import State


def check_reading(reading_id: UUID, editor: User) -> None:
    """Says who went through it and when; the first one counts."""
    Reading.objects.filter(pk=reading_id, checked_at__isnull=True).update(checked_by=editor, checked_at=timezone.now())


def next_unchecked(after: UUID | None = None) -> Reading | None:
    """The newest reading of a report's current version that nobody has been through, older than `after` if given."""
    rows = Reading.objects.filter(checked_at__isnull=True, state=State.DONE, snapshot=F("snapshot__report__current"))
    if after:
        rows = rows.filter(pk__lt=after)
    return rows.defer("fates").order_by("-id").first()
