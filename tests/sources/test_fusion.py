"""Two kinds of score make one ranking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.fusion import blend, mean_of, towards, unit

SCORES = st.dictionaries(st.integers(0, 20), st.floats(0, 1), max_size=10)


def test_what_both_sides_find_comes_first() -> None:
    assert blend({"a": 0.6, "b": 0.5}, {"b": 7.0, "c": 7.0}) == ["b", "a", "c"]


def test_words_are_scaled_by_the_most_that_is_shared() -> None:
    likeness = {"a": 0.6, "b": 0.2}
    assert blend(likeness, {"a": 1.0, "b": 2.0}, weight=1) == blend(likeness, {"a": 10.0, "b": 20.0}, weight=1)
    assert blend(likeness, {"a": 0.0, "b": 2.0}, weight=1)[0] == "b"


def test_without_words_the_likeness_decides() -> None:
    assert blend({"a": 0.1, "b": 0.2}, {}) == ["b", "a"]
    assert blend({"a": 0.1, "b": 0.2}, {"a": 0.0}) == ["b", "a"]


@given(SCORES, SCORES)
def test_every_item_comes_out_once(likeness: dict[int, float], words: dict[int, float]) -> None:
    assert sorted(blend(likeness, words)) == sorted(likeness.keys() | words.keys())


@given(SCORES)
def test_equal_sums_keep_their_order(likeness: dict[int, float]) -> None:
    assert blend(dict.fromkeys(likeness, 0.5), {}) == list(likeness)


def test_a_vector_moves_towards_others_and_keeps_its_length() -> None:
    one, other = np.array([1.0, 0.0], dtype=np.float32), np.array([0.0, 2.0], dtype=np.float32)
    assert towards(one, [], 0.3) == pytest.approx(one)
    assert towards(one, [other], 1.0) == pytest.approx([0.5**0.5, 0.5**0.5])
    assert np.linalg.norm(towards(one, [other, one], 0.3)) == pytest.approx(1)
    assert unit(np.zeros(2, dtype=np.float32)) == pytest.approx([0, 0])


def test_a_word_that_one_of_two_lacks_counts_half() -> None:
    assert mean_of([{"a": 1.0, "b": 0.3}, {"a": 1.0}]) == {"a": 1.0, "b": 0.15}
    assert mean_of([]) == {}
