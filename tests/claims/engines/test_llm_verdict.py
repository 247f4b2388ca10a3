import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.engines.llm.errors import Refused, Unusable
from claims.engines.llm.verdict import LONGEST_REASON, parse, verdicts
from claims.engines.protocols import Pair, StanceResult
from tests.claims.engines.model_verdicts import answer, pair, verdict

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def judged(*items: Any, pairs: tuple[Pair, ...] = (pair(),)) -> list[StanceResult | Refused]:
    return list(verdicts(items, pairs, "tiny", "llm-1/tiny"))


def believed(*items: Any, **rest: Any) -> StanceResult:
    (one,) = judged(*items, **rest)
    assert isinstance(one, StanceResult), one
    return one


def refusal(*items: Any, **rest: Any) -> str:
    (one,) = judged(*items, **rest)
    assert isinstance(one, Refused), one
    return str(one)


def test_a_verdict_that_holds_becomes_the_models_own_result() -> None:
    result = believed(verdict())
    assert (result.stance, result.engine, result.later_value) == ("refutes", "llm-1/tiny", False)
    assert result.scores == pytest.approx({"supports": 0.02, "refutes": 0.95, "not_enough_info": 0.03})
    assert result.reasons == (
        "The model tiny says: “The harbour stayed open on the day it is said to have closed.”",
        "It holds that both speak of the same event.",
        "It goes by the words “stayed open”.",
    )


def test_probabilities_that_nearly_sum_to_1_are_made_to() -> None:
    result = believed(verdict(supports=0, refutes=0.98, not_enough_info=0))
    assert result.scores == {"supports": 0, "refutes": 1, "not_enough_info": 0}


def test_a_side_it_is_not_sure_of_is_not_enough_info() -> None:
    result = believed(verdict(supports=0.2, refutes=0.5, not_enough_info=0.3))
    assert result.stance == "not_enough_info"
    assert result.reasons[-1] == "It is not sure enough for that to take a side."


def test_a_later_value_is_told_and_takes_no_side() -> None:
    scores = {"supports": 0.05, "refutes": 0.05, "not_enough_info": 0.9}
    result = believed(verdict(**scores, stance="not_enough_info", later_value=True))
    assert (result.stance, result.later_value) == ("not_enough_info", True)


def test_not_enough_info_needs_no_words() -> None:
    scores = {"supports": 0.05, "refutes": 0.05, "not_enough_info": 0.9}
    result = believed(verdict(**scores, stance="not_enough_info", same_event="open", words=""))
    assert result.reasons[1:] == ("It leaves open whether both speak of the same event.",)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"stance": "refuted"}, "its stance is not as asked"),
    ({"supports": -0.1}, "its supports is not as asked"),
    ({"refutes": 1.1}, "its refutes is not as asked"),
    ({"refutes": float("inf")}, "its refutes is not as asked"),
    ({"refutes": float("nan")}, "its refutes is not as asked"),
    ({"refutes": "0.95"}, "its refutes is not as asked"),
    ({"refutes": True}, "its refutes is not as asked"),
    ({"not_enough_info": None}, "its not_enough_info is not as asked"),
    ({"not_enough_info": 0.5}, "its probabilities do not sum to 1"),
    ({"supports": 0, "refutes": 0, "not_enough_info": 0}, "its probabilities do not sum to 1"),
    ({"supports": 0.9, "refutes": 0.1, "not_enough_info": 0}, "its stance is not the one it holds most probable"),
    ({"same_event": "maybe"}, "its same_event is not as asked"),
    ({"same_event": "open"}, "what it says needs the same event, which it does not see"),
    ({"same_event": "no"}, "what it says needs the same event, which it does not see"),
    ({"later_value": True}, "it takes a side on what it holds for a later value of the same measure"),
    ({"later_value": "no"}, "its later_value is not as asked"),
    ({"words": ""}, "it goes by no words of the passage"),
    ({"words": "open"}, "it goes by no words of the passage"),
    ({"words": "stayed closed"}, "the words it goes by do not stand in the passage"),
    ({"words": "tayed open"}, "the words it goes by do not stand in the passage"),
    ({"words": "Calm at sea"}, "the words it goes by do not stand in the passage"),
    ({"words": "stayed open " * 100}, "its words is not as asked"),
    ({"reason": ""}, "its reason is not as asked"),
    ({"reason": "<\u202e>\n"}, "its reason is not plain text"),
    ({"reason": "All 300 berths were open."}, "its reason holds a number that stands nowhere in the pair"),
    ({"reason": "x" * 100_000}, "its reason is not as asked"),
    ({"status": "verified"}, "it does not have the form it was asked for"),
]


@pytest.mark.parametrize(("changes", "why"), REFUSED)
def test_what_is_out_of_bounds_or_without_ground_is_refused(changes: dict[str, Any], why: str) -> None:
    assert refusal(verdict(**changes)) == why


GUARDED = [
    (pair("Norland was at the police chiefs' meeting.", "Norland was absent from the ministers' meeting."), "meeting"),
    (pair("In Port Vale 62 people are dead.", "In Port Vale 40 people are dead."), "a later one"),
    (pair("The harbour of Port Vale will open on Monday."), "planned or expected"),
    (pair("The port stayed open on Monday."), "may speak of another matter"),
    (pair("If it rains, the harbour of Port Vale may stay open on Monday."), "only possible settles nothing"),
    (pair("Did the harbour of Port Vale stay open on Monday?"), "A question settles nothing"),
    (pair("The harbour of Port Vale did not close.", "The harbour of Port Vale will close."), "whatever came of it"),
]


@pytest.mark.parametrize(("guarded", "why"), GUARDED)
def test_what_the_comparison_rules_out_no_model_may_say(guarded: Pair, why: str) -> None:
    words = " ".join(guarded.passage.split()[:2]).strip("?.,")
    assert why in refusal(verdict(words=words), pairs=(guarded,))


def test_who_is_named_instead_can_not_support() -> None:
    told = verdict(stance="supports", supports=0.95, refutes=0.02, words="harbour of Mill Haven closed")
    assert "names others" in refusal(told, pairs=(pair("The harbour of Mill Haven closed on Monday."),))


def test_where_nobody_measured_likeness_the_words_alone_guard() -> None:
    assert believed(verdict(), pairs=(pair(likeness=None),)).stance == "refutes"


def test_a_pair_that_is_left_out_or_judged_twice_has_no_verdict_and_its_neighbours_keep_theirs() -> None:
    told = [verdict(number=1), verdict(number=3, stance="supports"), verdict(number=3), verdict(number=4)]
    first, second, third = judged(*told, pairs=(pair(),) * 3)
    assert isinstance(first, StanceResult)
    assert (str(second), str(third)) == ("it says nothing of this pair", "it judges this pair more than once")


@pytest.mark.parametrize("number", [True, 1.0, "1", None, 0, 2, -1])
def test_a_number_that_is_no_pairs_counts_for_none(number: Any) -> None:
    assert refusal(verdict(number=number)) == "it says nothing of this pair"


@given(st.text(st.characters(), min_size=1, max_size=1000))
def test_whatever_its_reason_a_result_holds_one_plain_quoted_sentence_of_it(text: str) -> None:
    (one,) = judged(verdict(reason=text))
    if isinstance(one, StanceResult):
        said = one.reasons[0]
        assert len(said) < LONGEST_REASON + 40
        assert len(said.split()) <= 35
        assert said.isprintable()
        assert not set("<>") & set(said)
        assert (said.count("“"), said.count("”"), said.count('"')) == (1, 1, 0)


@given(
    st.lists(
        ANYTHING | st.builds(lambda key, value: verdict(**{key: value}), st.sampled_from(list(verdict())), ANYTHING)
    )
)
def test_whatever_comes_there_is_one_sound_result_or_refusal_a_pair(items: list[Any]) -> None:
    told = judged(*items, pairs=(pair(), pair()))
    assert len(told) == 2
    for one in told:
        if isinstance(one, StanceResult):
            assert sum(one.scores.values()) == pytest.approx(1)
            assert all(0 <= score <= 1 for score in one.scores.values())


@pytest.mark.parametrize(
    "content", ["", "yes", "[]", "{}", '{"pairs": {}}', '{"pairs": [], "note": []}', '{"pairs": NaN}']
)
def test_what_is_no_list_of_verdicts_is_to_be_asked_again(content: str) -> None:
    with pytest.raises(Unusable) as caught:
        parse(content)
    assert caught.value.retry


def test_an_answer_is_its_list() -> None:
    assert parse(json.dumps(answer(verdict(), 7))) == [verdict(), 7]
