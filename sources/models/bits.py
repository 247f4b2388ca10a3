"""The signs of a vector's numbers, one bit each: what the indexes by meaning hold."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.indexes import OpClass
from django.db.models import Func
from pgvector.django import BitField, HnswIndex

DIMENSIONS = 384


class Bits(Func):
    """`binary_quantize` of a vector: 48 bytes instead of 768, so that the index of millions stays in memory."""

    function = "binary_quantize"
    template = f"%(function)s(%(expressions)s)::bit({DIMENSIONS})"
    output_field: Any = BitField(length=DIMENSIONS)


def bits(vector: Iterable[float]) -> str:
    """The same of a vector that is not stored, as PostgreSQL writes bits."""
    return "".join("1" if number > 0 else "0" for number in vector)


def bits_index(name: str) -> HnswIndex:
    """An HNSW index over the bits of `embedding`, by Hamming distance."""
    return HnswIndex(OpClass(Bits("embedding"), "bit_hamming_ops"), name=name, m=16, ef_construction=64)
