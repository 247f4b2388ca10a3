"""Passages together with what stands beside them in their report."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from pgvector import HalfVector

from sources.text.fusion import Vector

BESIDE = """
FROM sources_passage p
LEFT JOIN sources_passage before ON before.snapshot_id = p.snapshot_id AND before.position = p.position - 1
LEFT JOIN sources_passage after ON after.snapshot_id = p.snapshot_id AND after.position = p.position + 1
"""
SAID = f"""
SELECT p.id, tsvector_to_array(p.search), tsvector_to_array(
    coalesce(before.search, '') || coalesce(after.search, '') || to_tsvector('english', coalesce(s.title, ''))
) {BESIDE} LEFT JOIN sources_snapshot s ON s.id = p.snapshot_id WHERE p.id = ANY(%s)
"""
LIKENESS = f"""
SELECT p.id, 1 - (p.embedding <=> %(vector)s),
    1 - (before.embedding <=> %(vector)s), 1 - (after.embedding <=> %(vector)s)
{BESIDE} WHERE p.id = ANY(%(ids)s) AND p.embedded_by = %(embedded_by)s
"""


def around(ids: Collection[UUID], rate: float) -> dict[UUID, dict[str, float]]:
    """The lexemes of each passage at 1, and at `rate` those only in its headline or in the sentences next to it."""
    with connection.cursor() as cursor:
        cursor.execute(SAID, [list(ids)])
        return {pk: dict.fromkeys(beside, rate) | dict.fromkeys(own, 1.0) for pk, own, beside in cursor.fetchall()}


def likeness_around(ids: Iterable[UUID], vector: Vector, embedded_by: str, rate: float) -> dict[UUID, float]:
    """The cosine of each passage of this embedder, drawn by `rate` towards the mean of the sentences next to it."""
    asked: dict[str, Any] = {"vector": HalfVector(vector).to_text(), "ids": list(ids), "embedded_by": embedded_by}
    with connection.cursor() as cursor:
        cursor.execute(LIKENESS, asked)
        return {pk: _drawn(own, [one for one in beside if one is not None], rate) for pk, own, *beside in cursor}


def _drawn(own: float, beside: list[float], rate: float) -> float:
    return own if not beside else (own + rate * sum(beside) / len(beside)) / (1 + rate)
