"""Take the fingerprints of snapshots: once each, when they are indexed or first asked for."""

from collections.abc import Collection
from uuid import UUID

from sources.models import Fingerprint, Snapshot
from sources.text.copying import MADE_BY, bands
from sources.text.credit import credit
from sources.text.naming import LONGEST_NAME


def take_fingerprints(snapshot_ids: Collection[UUID]) -> dict[UUID, Fingerprint]:
    """By snapshot; those that are missing, or made by another version, are made from the text and stored."""
    known = Fingerprint.objects.filter(made_by=MADE_BY).in_bulk(snapshot_ids)
    missing = Snapshot.objects.filter(pk__in=set(snapshot_ids) - known.keys()).order_by("pk")
    fresh = [_fingerprint(*row) for row in missing.values_list("pk", "text").iterator(50)]
    Fingerprint.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["snapshot"],
        update_fields=["bands", "credits", "place", "made_by"],
    )
    return known | {one.snapshot_id: one for one in fresh}


def _fingerprint(snapshot_id: UUID, text: str) -> Fingerprint:
    said = credit(text)
    names = [name[:LONGEST_NAME] for name in said.names]
    return Fingerprint(
        snapshot_id=snapshot_id, bands=bands(text), credits=names, place=said.place[:LONGEST_NAME], made_by=MADE_BY
    )
