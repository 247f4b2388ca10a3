"""The benchmark's own data: as many as asked, the same each time, and as alike as real ones."""

from itertools import islice

import numpy as np

from benchmarks.recheck.sentences import claims
from benchmarks.recheck.vectors import NEAR, Vectors, dimension, expanded, nearest
from sources.engines.embedding import normalised


def test_claims_are_the_same_each_time_and_seldom_repeat() -> None:
    first = list(islice(claims(), 500))
    assert first == list(islice(claims(), 500))
    assert len(set(first)) > 450
    assert not any(gap in text for text in first for gap in "{}|>")


def test_vectors_are_as_many_as_asked_and_of_length_one() -> None:
    base = _clustered(500)
    rows = np.concatenate(list(expanded(base, 1_230, 100)))
    assert rows.shape == (1_230, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.array_equal(rows[:500], base)


def test_the_nearest_are_exact_and_come_best_first() -> None:
    rows = _clustered(300)
    cosines, places = nearest(rows, rows[:7], 5)
    assert places[:, 0].tolist() == list(range(7))
    assert (np.diff(cosines, axis=1) <= 0).all()


def test_a_plane_has_two_dimensions() -> None:
    chance = np.random.default_rng(1)
    flat = np.hstack([np.ones((4_000, 1)), 0.1 * chance.uniform(-1, 1, (4_000, 2))]).astype(np.float32)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    assert 1.6 < dimension(nearest(flat, flat[:200], NEAR + 1)[0]) < 2.6


def _clustered(rows: int) -> Vectors:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(10, 384))[chance.integers(10, size=rows)] + 0.5 * chance.normal(size=(rows, 384))
    return normalised(vectors.astype(np.float32))
