"""What every correction of a reading begins with: the appearance, locked, and as the editor saw it."""

import hashlib
import json
from uuid import UUID

from claims.errors import ClaimRefused
from claims.models import Appearance, Attribution
from claims.services.places import lock_report

SEEN = ("quote", "start", "end", "resolutions", "times", "unsettled", "corrected_by_id")
HOP = tuple(field.attname for field in Attribution._meta.concrete_fields if field.attname not in ("id", "content"))


class ReadingChanged(ClaimRefused):
    """Somebody else corrected it meanwhile (HTTP 409)."""

    def __init__(self) -> None:
        super().__init__(
            "", "Somebody corrected this while you were at it. Below is what stands now; yours is kept in the fields."
        )


def as_seen(appearance: Appearance) -> str:
    """A digest of all that an editor sees of an appearance: its statement, its particulars, and its chain.

    Reads `attributions`, which a page of many has prefetched.
    """
    hops = sorted(appearance.attributions.all(), key=lambda hop: hop.position)
    chain = [[getattr(hop, name) for name in HOP] for hop in hops]
    told = [appearance.claim.statement, [getattr(appearance, name) for name in SEEN], chain]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def taken_up(appearance_id: UUID, seen: str) -> Appearance:
    """The appearance, with its report locked against readings; call it in a transaction.

    Raises ReadingChanged if it is not as it was when its editor looked, ClaimRefused if it is gone.
    """
    rows = Appearance.objects.select_related("claim", "snapshot__report__publisher", "passage")
    row = rows.filter(pk=appearance_id).first()
    if row is None:
        raise ClaimRefused("", "This place is no longer read as a claim. Open the report again.")
    lock_report(row.snapshot)
    row = rows.filter(pk=appearance_id).first()
    if row is None or as_seen(row) != seen:
        raise ReadingChanged
    return row
