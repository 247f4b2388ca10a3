"""Rows near a vector: found by their bits, ranked by the vectors themselves."""

from typing import Any

from django.db.models import Func, QuerySet, Value
from pgvector import HalfVector
from pgvector.django import CosineDistance, HammingDistance

from sources.models.bits import Bits, bits
from sources.search.best import best
from sources.text.fusion import Vector

DEPTH = 400
"""How many rows near by their bits are compared by their vectors; settings' hnsw.ef_search is the same."""


def by_meaning(rows: QuerySet[Any, Any], vector: Vector, limit: int) -> dict[Any, float]:
    """Rows with an `embedding`, all by the embedder of `vector`, and their cosine, best first."""
    return best(near(rows, vector), limit)


def near(rows: QuerySet[Any, Any], vector: Vector | Func) -> QuerySet[Any, Any]:
    """Keys and cosines of the `DEPTH` rows whose bits are most like the vector's."""
    signs = Bits(vector) if isinstance(vector, Func) else bits(vector)
    nearest: QuerySet[Any, Any] = rows.order_by(HammingDistance(Bits("embedding"), signs))
    return with_likeness(nearest, vector)[:DEPTH]


def with_likeness(rows: QuerySet[Any, Any], vector: Vector | Func) -> QuerySet[Any, Any]:
    """Keys of rows and their cosines."""
    distance = CosineDistance("embedding", vector if isinstance(vector, Func) else HalfVector(vector))
    found: QuerySet[Any, Any] = rows.annotate(likeness=Value(1.0) - distance).values_list("pk", "likeness")
    return found
