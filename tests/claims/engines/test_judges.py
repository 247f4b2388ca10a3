from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ImproperlyConfigured

from claims.engines import LocalJudge, NullJudge, Pair, get_judge, get_own_judge
from claims.engines.stance_model import Scores
from claims.pipeline.compare import compare
from sources.engines.embedding import MiniLM, NullEmbedder


@pytest.fixture
def fresh() -> Iterator[None]:
    get_judge.cache_clear()
    get_own_judge.cache_clear()
    yield
    get_judge.cache_clear()
    get_own_judge.cache_clear()


def test_the_null_judge_reads_letters_only() -> None:
    claim = "The port closed."
    pairs = [Pair(claim, f"{claim} So it goes."), Pair(claim, f"not: {claim}"), Pair(claim, "It rained.")]
    assert [result.stance for result in NullJudge().judge(pairs)] == ["supports", "refutes", "not_enough_info"]


def test_no_pairs_no_results() -> None:
    assert LocalJudge(NullEmbedder()).judge([]) == NullJudge().judge([]) == []


def test_results_come_in_the_order_asked_and_carry_the_version() -> None:
    judge = LocalJudge(NullEmbedder())
    pairs = [Pair("The port closed.", "Bread got dearer."), Pair("The port closed.", "The port has closed.")]
    results = judge.judge(pairs)
    assert [result.stance for result in results] == ["not_enough_info", "supports"]
    assert {result.engine for result in results} == {judge.version}
    assert NullEmbedder.name in judge.version


def test_with_real_embeddings_two_meetings_stay_two() -> None:
    absent = "Norland was absent from the trade ministers' meeting."
    present = "Norland's police chief took part in the police chiefs' meeting in Port Vale."
    results = LocalJudge(MiniLM()).judge([Pair(absent, present), Pair(present, absent)])
    assert {result.stance for result in results} == {"not_enough_info"}


def test_a_pair_that_can_not_be_compared_leaves_the_others_their_judgement(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def choke(claim: str, passage: str, *rest: Any) -> Any:
        if passage == "Odd.":
            raise OverflowError
        return compare(claim, passage, *rest)

    monkeypatch.setattr("claims.engines.local.compare", choke)
    judge = LocalJudge(NullEmbedder())
    claim = "The port closed."
    odd, plain = judge.judge([Pair(claim, "Odd."), Pair(claim, "The port has closed.")])
    assert (odd.stance, odd.reasons, odd.engine) == ("not_enough_info", ("It could not be compared.",), judge.version)
    assert odd.scores == {"supports": 0.0, "refutes": 0.0, "not_enough_info": 1.0}
    assert plain.stance == "supports"
    assert "pair_not_compared" in caplog.text


def test_a_worker_whose_time_is_up_stops_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr("claims.engines.local.compare", stop)
    with pytest.raises(SoftTimeLimitExceeded):
        LocalJudge(NullEmbedder()).judge([Pair("The port closed.", "It did.")])


@pytest.mark.usefixtures("fresh")
def test_the_setting_chooses_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCE_ENGINE", "null")
    assert isinstance(get_judge(), NullJudge)


@pytest.mark.usefixtures("fresh")
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCE_ENGINE", "magic")
    with pytest.raises(ImproperlyConfigured, match="STANCE_ENGINE"):
        get_judge()


class Convinced:
    """A learned judge that holds one stance whatever it is asked."""

    name = "convinced/1"

    def __init__(self, supports: float, refutes: float) -> None:
        self.odds = [supports, refutes]

    def log_odds(self, pairs: Sequence[Pair]) -> Scores:
        return np.array([self.odds] * len(pairs))


def test_a_learned_judge_moves_the_scores_and_is_named() -> None:
    pair = Pair("The port of Sarn closed.", "The port of Sarn shut down at noon.", likeness=0.8)
    doubtful, convinced = (LocalJudge(NullEmbedder(), Convinced(odds, -3.0)) for odds in (-3.0, 6.0))
    (low,), (high,) = doubtful.judge([pair]), convinced.judge([pair])
    assert low.scores["supports"] < high.scores["supports"]
    assert high.stance == "supports"
    assert "convinced/1" in convinced.version
    assert any("convinced/1 alone: supports" in reason for reason in high.reasons)


@pytest.mark.parametrize(
    "passage",
    [
        "Will the port of Sarn close?",
        "The port of Sarn may stay open.",
        "The port of Orlen did not close.",
    ],
)
def test_no_learned_judge_refutes_what_can_not_be_compared(passage: str) -> None:
    judge = LocalJudge(NullEmbedder(), Convinced(-5.0, 8.0))
    (result,) = judge.judge([Pair("The port of Sarn closed.", passage, likeness=0.9)])
    assert result.stance == "not_enough_info", result
