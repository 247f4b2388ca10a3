"""Which picture of what is public an answer is of: the log's position, by `known_at`, the cursor, or as it is now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, Subquery
from django.db.models.functions import Coalesce
from rest_framework.request import Request

from claims.api.moments import moment_of
from claims.api.pagination import Cursor, bad
from claims.models import Publication
from claims.models.publication import PublicationQuerySet
from factcheck.log.position import FutureMoment, position_at

LAST = BigIntegerField.MAX_BIGINT


@dataclass(frozen=True, slots=True)
class Picture:
    """What was public when the log held `position` entries, less what was erased up to entry `erased`."""

    position: int
    taken_at: datetime | None
    erased: int

    def rows(self) -> PublicationQuerySet:
        return Publication.objects.as_of(self.position)


def picture(request: Request) -> Picture:
    """Raises ValidationError for a moment that is none, or has not come, and for a cursor of another picture."""
    moment, given = moment_of(request, "known_at"), request.query_params.get("cursor")
    pinned = Cursor.parse(given).position if given is not None else None
    if moment is not None:
        taken = picture_at(_position_at(moment))
    else:
        taken = picture_at(LAST if pinned is None else min(pinned, LAST))
    if pinned not in (None, taken.position):
        raise bad("cursor", "This cursor belongs to another question. Follow `next` or start anew.")
    return taken


def picture_at(position: int) -> Picture:
    """The last picture up to a position: that of the last publication there."""
    erased = Publication.objects.filter(erased_in__isnull=False).order_by("-erased_in").values("erased_in")[:1]
    rows = Publication.objects.filter(sequence__lte=position).order_by("-sequence")
    found = rows.values_list("sequence", "published_at", Coalesce(Subquery(erased), 0)).first()
    return Picture(*found) if found else Picture(0, None, 0)


def _position_at(moment: datetime) -> int:
    try:
        return position_at(moment)
    except FutureMoment as error:
        raise bad("known_at", f"{error} Ask for a moment that has passed.") from error
