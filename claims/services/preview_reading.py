"""What a new reading of a snapshot would change; nothing is stored."""

from uuid import UUID

from claims.engines.protocols import Reader
from claims.pipeline.reread import Changes, changes
from claims.services.places import places
from claims.services.read_report import draft_of
from sources.models import Snapshot


def preview(snapshot: Snapshot, reader: Reader) -> Changes[UUID]:
    """What is kept, new, gone, and settled by a person, before anything is done."""
    return changes(places(snapshot.pk), draft_of(snapshot, reader).claims)
