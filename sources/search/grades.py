"""Which grade holds for a source: its own, else that of the nearest owner that has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from sources.models import Source


@dataclass(frozen=True, slots=True)
class Standing:
    """A grade that holds for `source`; `held_by` is who it was given to: the source itself, or an owner."""

    source: UUID
    grade: str
    since: date
    why: str
    held_by: UUID
    held_by_name: str

    @property
    def is_inherited(self) -> bool:
        return self.held_by != self.source


# Up the owners, and for each of them the rating that holds; the nearest with a grade counts.
STANDINGS = """
WITH RECURSIVE above AS (
    SELECT id AS source, id AS holder, name, owner_id, 0 AS steps FROM sources_source WHERE id = ANY(%(sources)s)
    UNION ALL
    SELECT above.source, s.id, s.name, s.owner_id, steps + 1 FROM above JOIN sources_source s ON s.id = above.owner_id
)
SELECT DISTINCT ON (source) source, grade, since, why, holder, name FROM above CROSS JOIN LATERAL (
    SELECT grade, since, why FROM sources_sourcerating r
    WHERE r.source_id = holder AND since <= %(at)s AND rated_at <= %(known_at)s
    ORDER BY since DESC, rated_at DESC, id DESC LIMIT 1
) rating WHERE grade <> '' ORDER BY source, steps
"""
# The other way, from the ratings down to what is owned, so that it costs what there are of ratings, not of sources.
GRADED = """
WITH RECURSIVE own AS (
    SELECT DISTINCT ON (source_id) source_id, grade FROM sources_sourcerating
    WHERE since <= %s ORDER BY source_id, since DESC, rated_at DESC, id DESC
), below AS (
    SELECT source_id AS id, grade FROM own WHERE grade <> ''
    UNION ALL
    SELECT s.id, below.grade FROM below JOIN sources_source s ON s.owner_id = below.id
    WHERE NOT EXISTS (SELECT 1 FROM own WHERE own.source_id = s.id AND own.grade <> '')
)
SELECT id FROM below WHERE grade = ANY(%s)
"""
OWNED = """
WITH RECURSIVE below AS (
    SELECT id FROM sources_source WHERE id = %s
    UNION SELECT s.id FROM below JOIN sources_source s ON s.owner_id = below.id
)
SELECT id FROM below
"""


def grade_of(source: UUID, at: datetime | None = None, known_at: datetime | None = None) -> Standing | None:
    return grades_of([source], at, known_at).get(source)


def grades_of(
    sources: Iterable[UUID], at: datetime | None = None, known_at: datetime | None = None
) -> dict[UUID, Standing]:
    """What holds at `at`, as far as it was known at `known_at` (both: now); sources without a grade are left out.

    One query, however many sources there are. Who owns whom is taken as it is now.
    """
    ids = list(set(sources))
    if not ids:
        return {}
    now = timezone.now()
    given: dict[str, Any] = {"sources": ids, "at": (at or now).astimezone(UTC).date(), "known_at": known_at or now}
    with connection.cursor() as cursor:
        cursor.execute(STANDINGS, given)
        return {row[0]: Standing(*row) for row in cursor.fetchall()}


def graded(grades: Iterable[str]) -> RawSQL:
    """The ids of sources for which one of these grades holds now: for `filter(pk__in=...)`."""
    return RawSQL(GRADED, [timezone.now().date(), list(grades)], output_field=Source._meta.pk)  # noqa: S611


def owned_by(source: UUID) -> list[UUID]:
    """The source itself and all that it owns, directly or through others."""
    with connection.cursor() as cursor:
        cursor.execute(OWNED, [source])
        return [pk for (pk,) in cursor.fetchall()]
