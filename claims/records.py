"""The track record of a source: what became of what it said, and of what it printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from claims.pipeline.track_record import Outcome, TrackRecord, track_record
from claims.status import Status

SAYINGS = 10_000
"""The newest sayings of a source that are looked through, whatever became of them."""

# A claim counts once, at the time of its earliest saying among these, with the verdict on the claim that stands for it.
# Who denies a claim did not say it.
OUTCOMES = """
WITH said AS (
    SELECT a.appearance_id, a.is_denial, a.position, a.is_publisher FROM claims_attribution a
    WHERE a.source_id = %(source)s ORDER BY a.id DESC LIMIT %(most)s
), made AS (
    SELECT coalesce(m.kept_id, p.claim_id) AS claim, min(coalesce(s.published_at, s.received_at)) AS at
    FROM said JOIN claims_appearance p ON p.id = said.appearance_id JOIN sources_snapshot s ON s.id = p.snapshot_id
    LEFT JOIN claims_merge m ON m.claim_id = p.claim_id
    WHERE NOT is_denial AND {role} GROUP BY 1
)
SELECT c.status, c.review_kind, date_trunc('quarter', made.at AT TIME ZONE 'UTC')::date, count(*)
FROM made JOIN claims_claim c ON c.id = made.claim WHERE c.published_at IS NOT NULL GROUP BY 1, 2, 3
"""
SPOKE, PRINTED = "position = 0", "is_publisher"


@dataclass(frozen=True, slots=True)
class Records:
    """`said`: as the one whose words they are; `printed`: as who published it, its own words among it.

    `is_cut`: it has said more than SAYINGS times, and only the newest count here.
    """

    said: TrackRecord
    printed: TrackRecord
    is_cut: bool


def records_of(source: UUID) -> Records:
    """Of published verdicts alone; three queries, each over SAYINGS rows at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM claims_attribution WHERE source_id = %s OFFSET %s LIMIT 1", [source, SAYINGS])
        is_cut = cursor.fetchone() is not None
        said, printed = (track_record(_outcomes(cursor, source, role)) for role in (SPOKE, PRINTED))
    return Records(said, printed, is_cut)


def _outcomes(cursor: Any, source: UUID, role: str) -> Iterator[Outcome]:
    cursor.execute(OUTCOMES.format(role=role), {"source": source, "most": SAYINGS})
    for status, topic, quarter, count in cursor.fetchall():
        yield Outcome(Status(status), topic or "other", quarter, count)
