"""Many vectors that lie to each other as a few thousand truly embedded ones do."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
NEAR = 20
"""Neighbours that local statistics are taken over."""
STEP = 0.6
"""How far a new vector goes along a difference: chosen so that `dimension` stays that of the truly embedded."""


def expanded(base: Vectors, wanted: int, chunk: int, seed: int = 1) -> Iterator[Vectors]:
    """Chunks of unit vectors, `wanted` in all; first `base` itself.

    Each further one is a row moved along the difference of two others that are near each other: a change of wording
    that real texts have shown, made to another text (the parallelogram of Mikolov et al. 2013).
    """
    yield base[:wanted]
    chance = np.random.default_rng(seed)
    neighbours = nearest(base, base, NEAR + 1)[1][:, 1:]
    for first in range(len(base), wanted, chunk):
        size = min(chunk, wanted - first)
        start, left = chance.integers(len(base), size=(2, size))
        right = neighbours[left, chance.integers(NEAR, size=size)]
        moved = base[start] + np.float32(STEP) * (base[right] - base[left])
        yield (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)


def nearest(rows: Vectors, queries: Vectors, count: int, block: int = 500) -> tuple[Vectors, NDArray[np.int64]]:
    """Cosines and numbers of the nearest rows of each query, exactly, best first."""
    cosines, places = [], []
    for first in range(0, len(queries), block):
        all_ = queries[first : first + block] @ rows.T
        top = np.argpartition(-all_, min(count, all_.shape[1] - 1), axis=1)[:, :count]
        order = np.take_along_axis(all_, top, 1).argsort(axis=1)[:, ::-1]
        places.append(np.take_along_axis(top, order, 1))
        cosines.append(np.take_along_axis(all_, places[-1], 1))
    return np.concatenate(cosines), np.concatenate(places)


def dimension(cosines: Vectors) -> float:
    """Median local intrinsic dimension of queries, by maximum likelihood over their nearest (Amsaleg et al. 2015)."""
    distances = np.sqrt(np.maximum(2 - 2 * cosines[:, 1:], 1e-9))
    spread = -np.log(distances / distances[:, -1:]).mean(axis=1)
    return float(np.median(1 / np.maximum(spread, 1e-9)))
