"""What is seen in a pair of sentences, by table; and what holds of any two texts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.compare import compare
from claims.pipeline.guards import guards
from claims.pipeline.stance import judge, terms
from claims.pipeline.times.period import Period
from tests.claims.pipeline.compare.cases import CASES, Case
from tests.claims.pipeline.compare.seen import observed


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.claim} / {case.passage}")
def test_what_is_seen(case: Case) -> None:
    seen = observed(compare(case.claim, case.passage, 0.8, case.context))
    assert set(case.sees.split()) <= seen, seen
    assert seen.isdisjoint(case.never.split()), seen


def day(number: int, month: int = 3) -> Period:
    return Period(datetime(2024, month, number, tzinfo=UTC), datetime(2024, month, number + 1, tzinfo=UTC))


PRICES = ("A loaf costs 3 euros in Sarn.", "A loaf costs 5 euros in Sarn.")


def test_the_price_of_a_later_day_supersedes_and_of_the_same_day_clashes() -> None:
    later = compare(*PRICES, 0.8, claim_when=day(1), passage_when=day(20))
    assert "later time" in later.later
    assert not guards(later).may_refute
    assert "earlier time" in compare(*PRICES, 0.8, claim_when=day(20), passage_when=day(1)).later
    same = compare(*PRICES, 0.8, claim_when=day(1), passage_when=day(1))
    assert not same.later
    assert guards(same).may_refute


def test_one_weekday_of_two_weeks_is_two_days() -> None:
    pair = ("The ferry to Orlen ran on Monday.", "The ferry to Orlen did not run on Monday.")
    assert compare(*pair, 0.8, claim_when=day(4), passage_when=day(11)).event.same == "no"
    assert compare(*pair, 0.8, claim_when=day(4), passage_when=day(4)).event.same == "yes"
    assert compare(*pair, 0.8, claim_when=day(4), passage_when=None).event.same == "yes"


def test_an_open_period_reaches_every_other() -> None:
    since = Period(datetime(2024, 1, 1, tzinfo=UTC), None)
    assert compare(*PRICES, 0.8, claim_when=since, passage_when=day(5)).event.same != "no"


def test_each_observation_has_its_sentence() -> None:
    reasons = {term.reason for term in terms(compare("Norland beat Sudria.", "Sudria beat Norland.", 0.8))}
    assert "In the claim it is Norland that did it (“beat”), in the passage Sudria." in reasons
    seen = compare("Brill joined the league.", "Three towns joined the league: Sarn, Orlen and Tarn.", 0.8)
    assert any("not among Sarn, Orlen and Tarn" in term.reason for term in terms(seen))


WORDS = (
    "Norland Sudria Ana Lima Jorge in Sarn Tarn 3 5 40 percent $ bn million people met beat by lost to the only and , "
    ": on Monday May 2019 2020 first second hearing meeting of farm energy ministers' did not never may will if killed "
    "rose fell is mayor was elected absent attended died said denied half a third of km miles ? ."
).split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60)


@given(TEXTS, TEXTS, st.floats(0, 1))
def test_what_two_sides_have_in_common_is_symmetric(one: str, two: str, cosine: float) -> None:
    there, back = compare(one, two, cosine), compare(two, one, cosine)
    for name in ("clashing", "agreeing", "opposites", "flipped", "swapped", "day_clash"):
        assert bool(getattr(there, name)) == bool(getattr(back, name)), name
    assert (there.event.same == "no") == (back.event.same == "no")


@given(TEXTS, st.floats(0, 1))
def test_nothing_refutes_itself(text: str, cosine: float) -> None:
    seen = compare(text, text, cosine)
    assert judge(seen, "test/1").stance != "refutes"
    assert not any((seen.clashing, seen.swapped, seen.day_clash, seen.list_clash, seen.turned))
    assert seen.event.same != "no"


@given(TEXTS, TEXTS, TEXTS, st.floats(-1, 1))
def test_any_text_can_be_compared_and_guards_give_their_reasons(claim: str, passage: str, ctx: str, cos: float) -> None:
    seen = compare(claim, passage, cos, ctx)
    guard = guards(seen)
    assert bool(guard.reasons) == (not (guard.may_support and guard.may_refute))
    result = judge(seen, "test/1")
    assert guard.allows(result.stance)
    assert abs(sum(result.scores.values()) - 1) < 1e-9
