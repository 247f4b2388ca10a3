from hypothesis import given
from hypothesis import strategies as st

from sources.text.fusion import fuse

RANKINGS = st.lists(st.lists(st.integers(0, 20), max_size=10), max_size=4)


def test_what_two_rankings_agree_on_comes_first() -> None:
    assert fuse([["a", "b", "c"], ["d", "b"]])[0][0] == "b"


def test_the_score_is_the_papers() -> None:
    assert dict(fuse([["a", "b"], ["b"]], k=60)) == {"a": 1 / 61, "b": 1 / 62 + 1 / 61}


def test_a_repeated_item_counts_once() -> None:
    assert fuse([["a", "a", "b"]]) == fuse([["a", "b"]])


def test_nothing_fuses_to_nothing() -> None:
    assert fuse([]) == fuse([[], []]) == []


@given(RANKINGS)
def test_every_item_comes_out_once_best_first(rankings: list[list[int]]) -> None:
    fused = fuse(rankings)
    scores = [score for _, score in fused]
    assert sorted(item for item, _ in fused) == sorted({item for ranking in rankings for item in ranking})
    assert scores == sorted(scores, reverse=True)


@given(st.lists(st.integers(), unique=True, max_size=10))
def test_one_ranking_keeps_its_order(ranking: list[int]) -> None:
    assert [item for item, _ in fuse([ranking])] == ranking
