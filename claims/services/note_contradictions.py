"""Keep what a report says against itself."""

import hashlib
import json
from collections.abc import Sequence

from claims.models import Contradiction, Reading
from claims.pipeline import draft


def note_contradictions(reading: Reading, found: Sequence[draft.Contradiction] | None) -> None:
    """Store those that are not stored yet for this snapshot, and drop those that are no longer found.

    What an editor dismissed stays dismissed; None, not looked for, changes nothing.
    """
    if found is None:
        return
    rows = [_row(reading, one) for one in found]
    open_ones = Contradiction.objects.filter(snapshot=reading.snapshot_id, dismissed_at__isnull=True)
    open_ones.exclude(digest__in=[row.digest for row in rows]).delete()
    Contradiction.objects.bulk_create(rows, ignore_conflicts=True)


def _row(reading: Reading, found: draft.Contradiction) -> Contradiction:
    mentions = [[mention.where, *mention.span] for mention in found.mentions]
    return Contradiction(
        snapshot=reading.snapshot,
        reading=reading,
        kind=found.kind,
        reason=found.reason,
        mentions=mentions,
        digest=hashlib.sha256(json.dumps([found.kind, mentions]).encode()).hexdigest(),
    )
