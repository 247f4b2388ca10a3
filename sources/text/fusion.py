"""One ranking out of two kinds of score, and a text moved towards what it was found to be about."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)
Vector = NDArray[np.float32]

WORDS_WEIGHT = 0.5
"""What sharing the most words counts beside a cosine of 1; between 0.3 and 0.8 little changes."""


def blend(likeness: Mapping[T, float], words: Mapping[T, float], weight: float = WORDS_WEIGHT) -> list[T]:
    """All items, best first, by likeness plus the weight of shared words.

    A convex combination (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"): the
    words are scaled to 0 (their least) .. 1 (the most found), a cosine is left as it is. What a side lacks counts 0 in
    it. Equal sums keep the order in which items are first met, so a re-run ranks alike.
    """
    most = max(words.values(), default=0.0) or 1.0
    items = dict.fromkeys([*likeness, *words])
    return sorted(items, key=lambda item: -(likeness.get(item, 0.0) + weight * words.get(item, 0.0) / most))


def towards(vector: Vector, others: Sequence[Vector], share: float) -> Vector:
    """A vector of length 1 between this one and the mean direction of others, which count `share`."""
    own = np.asarray(vector, dtype=np.float32)
    if not len(others):
        return own
    mean = np.mean(np.asarray(others, dtype=np.float32), axis=0)
    return unit(own + np.float32(share) * unit(mean))


def unit(vector: Vector) -> Vector:
    """Scaled to length 1; zeros stay zeros."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)


def mean_of(weights: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Each word's mean weight, words that one of them lacks counting 0 there."""
    rows = list(weights)
    words = dict.fromkeys(word for row in rows for word in row)
    return {word: sum(row.get(word, 0.0) for row in rows) / len(rows) for word in words}
