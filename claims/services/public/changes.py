"""The change feed: every version of what is public of claims, in the order in which it became so."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from claims.models import Publication
from claims.models.publication import Event
from claims.services.public.document import moment
from factcheck.log.models import LogPayload


@dataclass(frozen=True, slots=True)
class Change:
    """`document` is its JSON, as the feed gives it, on one line."""

    sequence: int
    at: datetime
    event: Event
    document: str


def head() -> int:
    """The sequence of the last publication, 0 without one. No lower one can still come: the log's lock gives order."""
    last: int | None = Publication.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return last or 0


def changes_after(after: int, up_to: int, limit: int) -> list[Change]:
    """At most `limit` changes with sequences above `after` and not above `up_to`, the oldest first."""
    rows = Publication.objects.filter(sequence__gt=after, sequence__lte=up_to).order_by("sequence")
    return list(_changes(rows.defer("search", "words", "card")[:limit]))


def _changes(page: Collection[Publication]) -> Iterator[Change]:
    sequences = [row.sequence for row in page]
    said = dict(LogPayload.objects.filter(entry__in=sequences).values_list("entry_id", "body"))
    erased = Publication.objects.filter(until_sequence__in=sequences, erased_in__isnull=False)
    after_erasure = set(erased.values_list("until_sequence", flat=True))
    for row in page:
        body = said.get(row.sequence)
        if body is None or row.version == 1 or row.sequence in after_erasure:
            yield _change(row, "null", row.document)  # nobody who starts from 0 has what it would change
        else:
            patch = json.loads(body)
            yield _change(row, patch["before"], patch["after"])


def _change(row: Publication, before: str, after: str) -> Change:
    what = {
        "sequence": row.sequence,
        "at": moment(row.published_at),
        "claim": str(row.claim_id),
        "version": row.version,
        "tombstone": row.tombstone or None,
    }
    document = f'{json.dumps(what, separators=(",", ":"))[:-1]},"before":{before},"after":{after}}}'
    return Change(row.sequence, row.published_at, row.event, document)
