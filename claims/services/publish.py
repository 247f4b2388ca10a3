"""Publish what is public of a claim: the one way to write a Publication, with its entry in the log."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, Publication, PublicationDue
from claims.models.publication import Tombstone
from claims.services.public.document import apart, card, document, withdrawn
from claims.services.public.facets import facets, plain
from claims.services.public.rows import Rows, read
from claims.status import Status
from factcheck.log.append import append

KIND = "publication"


@dataclass(frozen=True, slots=True)
class Version:
    """What a publication is to say, before it is compared with the one that stands."""

    document: dict[str, Any]
    columns: dict[str, Any] = field(default_factory=dict)
    tombstone: str = ""


@transaction.atomic
def publish(claim_id: UUID) -> Publication | None:
    """Make public how the claim stands now; None where that is public already, or nothing of it is.

    Locks the claim first and takes the log's lock last, as every writer does. Clears what was due of it: what other
    transactions have not committed yet stays due.
    """
    claim = Claim.objects.select_for_update(no_key=True).filter(pk=claim_id).defer("search").first()
    due = list(PublicationDue.objects.filter(claim_id=claim_id).values_list("pk", flat=True))
    made = _publish(claim) if claim else None
    PublicationDue.objects.filter(pk__in=due).delete()
    return made


def _publish(claim: Claim) -> Publication | None:
    standing = Publication.objects.standing().filter(claim=claim).defer("search").first()
    rows = read(claim)
    version = _version(rows) if _is_public(rows) else _apart(rows, standing)
    if version is None or (standing and _says(standing, version)):
        return None
    return _write(claim, standing, version)


def _is_public(rows: Rows) -> bool:
    return bool(rows.claim.published_at or (rows.kept and rows.kept.published_at))


def _version(rows: Rows) -> Version:
    if Status.WITHDRAWN in (rows.claim.status, rows.head.status):
        return Version(withdrawn(rows), plain(rows), Tombstone.WITHDRAWN)
    return Version(document(rows), facets(rows))


def _apart(rows: Rows, standing: Publication | None) -> Version | None:
    """A claim that ceased to be public, which it was through one that it is no longer held the same as."""
    if standing is None or standing.tombstone in (Tombstone.APART, Tombstone.ERASED):
        return None
    return Version(apart(rows.claim, timezone.now()), plain(rows), Tombstone.APART)


def _says(standing: Publication, version: Version) -> bool:
    """Compared as JSON: what a list looks like follows from the document."""
    same = all(_plain(getattr(standing, name)) == _plain(value) for name, value in version.columns.items())
    return same and standing.tombstone == version.tombstone and standing.document == text(version.document)


def _plain(value: Any) -> Any:
    return list(map(str, value)) if isinstance(value, list) else value


def text(value: Mapping[str, Any]) -> str:
    """JSON in the order of its fields, as the API gives it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _write(claim: Claim, standing: Publication | None, version: Version) -> Publication:
    number = standing.version + 1 if standing else 1
    entry = append(KIND, "claim", claim.pk, _body(number, standing, version))
    if standing:
        Publication.objects.filter(pk=standing.pk).update(until_sequence=entry.pk)
    is_listed = not version.tombstone and version.document["same_as"] is None
    return Publication.objects.create(
        sequence=entry.pk,
        claim=claim,
        version=number,
        published_at=entry.recorded_at,
        tombstone=version.tombstone,
        document=text(version.document),
        card="" if version.tombstone else text(card(version.document)),
        is_listed=is_listed,
        **version.columns,
    )


def _body(number: int, standing: Publication | None, version: Version) -> dict[str, Any]:
    """The fields that change, before and after, as JSON in text: the log's canonical form has no fractions.

    Applied to the version before: drop the fields of `before`, set those of `after`.
    """
    old, new = standing.content if standing else {}, version.document
    before = {name: value for name, value in old.items() if name not in new or new[name] != value}
    after = {name: value for name, value in new.items() if name not in old or old[name] != value}
    return {"version": number, "tombstone": version.tombstone, "before": text(before), "after": text(after)}
