"""The best of the rows that an index gives in another order."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def best(rows: QuerySet[Any, tuple[Any, float]], limit: int) -> dict[Any, float]:
    """Of pairs of key and score, those with the highest scores, best first; equal scores by key."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({sql}) AS found(key, score) ORDER BY score DESC, key LIMIT %s",  # noqa: S608 - the ORM's
            [*params, limit],
        )
        return dict(cursor.fetchall())
