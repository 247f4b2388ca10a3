"""The rows of an export, a batch at a time: as its position of the log has them, whatever is published meanwhile."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from claims.models import Export, Publication
from claims.models.publication import PublicationQuerySet

BATCH = 2_000
"""A few megabytes of documents."""


class Row(NamedTuple):
    """`document` is the JSON of the API's answer; of a tombstone what is left."""

    claim_id: UUID
    document: str
    status: str
    tombstone: str
    is_listed: bool
    published_at: datetime


def publications(export: Export) -> PublicationQuerySet:
    """What the export tells of: one row for each claim.

    A delta also has the tombstones, the claims that another one stands for, and what was erased since its beginning.
    """
    rows = Publication.objects.as_of(export.position)
    if not export.since_position:
        return rows.listed() if export.kind == "full" else rows
    return rows.filter(Q(sequence__gt=export.since_position) | Q(erased_in__gt=export.since_position))


def batches(export: Export, size: int = BATCH) -> Iterator[Sequence[Row]]:
    """In the order of the claims' ids; a query of its own for each batch, so that no transaction stays open."""
    rows = publications(export).order_by("claim_id")
    found = list(rows.values_list(*Row._fields)[:size])
    while found:
        yield [Row._make(values) for values in found]
        found = list(rows.filter(claim__gt=found[-1][0]).values_list(*Row._fields)[:size])


def estimate(export: Export) -> int:
    """How many rows the database's planner expects; nothing is counted."""
    statement, values = publications(export).order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
        (plan,) = cursor.fetchone()
    return int(plan[0]["Plan"]["Plan Rows"])
