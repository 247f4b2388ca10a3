"""Searches for many texts in one statement: the rows of a queryset are looked for text by text."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import BooleanField, CharField, FloatField, Func
from django.db.models import QuerySet as Rows
from pgvector import HalfVector
from pgvector.django import HalfVectorField

from sources.models.bits import DIMENSIONS
from sources.search.meaning import near, with_likeness
from sources.search.words import WORDS_CAP, Word, query_for
from sources.text.fusion import Vector

EACH = """
SELECT sought.number, found.key, found.score
FROM unnest(%s::halfvec[], %s::text[], %s::tsquery[], %s::jsonb[], %s::text[])
    WITH ORDINALITY AS sought(vector, embedded_by, query, weights, keys, number)
CROSS JOIN LATERAL (
    SELECT * FROM ({rows}) AS rows(key, score) ORDER BY score DESC, key LIMIT %s
) AS found ORDER BY sought.number, found.score DESC, found.key
"""
Scores = list[dict[Any, float]]
"""For each text the keys of rows and their scores, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that is looked for: its vector, by the embedder named, and its words."""

    vector: Vector
    embedded_by: str
    words: Sequence[Word]


def means(rows: Rows[Any], texts: Sequence[Asked], limit: int) -> Scores:
    """Rows with an `embedding` near each text, and their cosine: `meaning.by_meaning` for many."""
    return _each(near(rows.filter(embedded_by=EMBEDDER), VECTOR), texts, limit)


def says(rows: Rows[Any], texts: Sequence[Asked], limit: int) -> Scores:
    """Rows whose `search` shares words with each text, and their summed weight: `words.by_words` for many."""
    found = rows.filter(search=_AnyWord()).order_by()
    return _each(found.annotate(score=_Shared("search")).values_list("pk", "score")[:WORDS_CAP], texts, limit)


def likeness_of(rows: Rows[Any], texts: Sequence[Asked], keys: Sequence[Collection[object]]) -> Scores:
    """The cosine of a few rows to each text."""
    return _each(with_likeness(rows.filter(_IsChosen("pk"), embedded_by=EMBEDDER), VECTOR), texts, None, keys)


def shared_by(rows: Rows[Any], texts: Sequence[Asked], keys: Sequence[Collection[object]]) -> Scores:
    """The summed weight of what a few rows share with each text."""
    found = rows.filter(_IsChosen("pk")).annotate(score=_Shared("search"))
    return _each(found.values_list("pk", "score"), texts, None, keys)


class _Of(Func):
    """A column of the text at hand."""

    def __init__(self, column: str, output_field: Any) -> None:
        super().__init__(template=f"sought.{column}", output_field=output_field)


VECTOR, EMBEDDER = _Of("vector", HalfVectorField(dimensions=DIMENSIONS)), _Of("embedded_by", CharField())


class _AnyWord(SearchQuery):
    """The tsquery of the text at hand."""

    def __init__(self) -> None:
        super().__init__("")

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        return "sought.query", []


class _Shared(Func):
    """The summed weight of the lexemes that a tsvector shares with the text at hand."""

    output_field: Any = FloatField()
    template = (
        "(SELECT coalesce(sum((sought.weights ->> lexeme)::float8), 0)"
        " FROM unnest(tsvector_to_array(%(expressions)s)) AS lexeme)"
    )


class _IsChosen(Func):
    """Whether a key is among those chosen for the text at hand."""

    output_field: Any = BooleanField()
    template = "%(expressions)s = ANY(sought.keys::uuid[])"


def _each(
    rows: Rows[Any, tuple[Any, float]],
    texts: Sequence[Asked],
    limit: int | None,
    keys: Sequence[Collection[object]] = (),
) -> Scores:
    sql, params = rows.query.sql_with_params()
    chosen = keys or [()] * len(texts)
    columns = (
        [HalfVector(text.vector).to_text() for text in texts],
        [text.embedded_by for text in texts],
        [query_for(text.words) for text in texts],
        [json.dumps({word.lexeme: word.weight for word in text.words}) for text in texts],
        ["{" + ",".join(map(str, some)) + "}" for some in chosen],
    )
    found: Scores = [{} for _ in texts]
    with connection.cursor() as cursor:
        cursor.execute(EACH.format(rows=sql), [*columns, *params, limit])
        for number, key, score in cursor:
            found[number - 1][key] = score
    return found
