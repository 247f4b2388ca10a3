"""What ratings do to a finding, and that without any of them everything is as it was."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.grades import FACTORS, can_carry, factor, heard_as
from claims.pipeline.propose import PARTLY_RATED, UNRATED, propose
from claims.pipeline.tally import Fact, Origin
from claims.status import Stance, Status
from tests.claims.pipeline.test_propose import OWN, evidence, fact, origins

SUPPORTS, REFUTES = Stance.SUPPORTS, Stance.REFUTES
grades = st.sampled_from([None, *FACTORS])


def graded(grade: str | None, stance: Stance, report: str) -> Fact:
    return replace(fact(stance, report), grade=grade)


def proposed(*facts: Fact, origin: Origin | None = OWN) -> Status | None:
    proposal = propose(Status.UNREVIEWED, facts, origin)
    return proposal.status if proposal else None


@pytest.mark.parametrize("grade", [None, "A", "B", "C", "D"])
def test_one_voice_that_is_not_e_or_f_corroborates(grade: str | None) -> None:
    assert proposed(graded(grade, SUPPORTS, "Herald")) == Status.VERIFIED
    assert proposed(graded(grade, SUPPORTS, "Herald"), graded("E", SUPPORTS, "Globe")) == Status.VERIFIED


@pytest.mark.parametrize("grade", ["E", "F"])
def test_voices_graded_e_or_f_carry_no_verdict_by_themselves(grade: str) -> None:
    several = [graded(grade, SUPPORTS, name) for name in ("Herald", "Globe", "Echo")]
    assert proposed(*several) is None
    assert proposed(*several, origin=None) is None
    against = [graded(grade, REFUTES, name) for name in ("Herald", "Globe")]
    assert proposed(*against) == Status.CONFLICTING
    assert proposed(*against, graded(None, REFUTES, "Echo")) == Status.REFUTED


def test_who_is_unreliable_still_takes_back_what_it_said() -> None:
    back = replace(fact(REFUTES, "Post", days=1), grade="E")
    assert proposed(back, origin=replace(OWN, stands=False)) == Status.REFUTED


def test_the_score_says_what_each_grade_did() -> None:
    proposal = propose(Status.UNREVIEWED, [graded("A", SUPPORTS, "Herald"), graded(None, SUPPORTS, "Globe")], OWN)
    assert proposal
    odds = math.log(9)
    assert math.isclose(proposal.score, 1.25 * odds + odds)
    assert [(term.rule, round(term.weight, 2)) for term in proposal.terms] == [
        ("own voice", 0.0), ("voice", 2.2), ("reliability", 0.55), ("voice", 2.2), ("reliability", 0.0)
    ]  # fmt: skip
    said = "Source reliability: Herald is graded A, completely reliable, which adds a little."
    assert said in [term.reason for term in proposal.terms]
    assert proposal.terms[-1] == PARTLY_RATED


@pytest.mark.parametrize(
    ("case", "speaker", "outlet", "own_words", "heard"),
    [
        ("an outlet in its own words", None, "A", True, "A"),
        ("nobody knows either", None, None, False, None),
        ("a good outlet makes an unrated speaker no better", None, "A", False, None),
        ("a bad outlet makes an unrated speaker worse", None, "E", False, "E"),
        ("a bad speaker in a good outlet", "E", "A", False, "E"),
        ("a good speaker in a bad outlet", "A", "D", False, "D"),
        ("a good speaker in a good outlet", "B", "A", False, "B"),
        ("an outlet that can't be judged is no reproach", "B", "F", False, "B"),
    ],
)
def test_what_is_quoted_is_no_better_than_the_speaker_or_the_outlet(
    case: str, speaker: str | None, outlet: str | None, own_words: bool, heard: str | None
) -> None:
    assert heard_as(speaker, outlet, own_words=own_words) == heard, case


@given(grades, grades)
def test_a_quote_never_gains_by_its_outlet(speaker: str | None, outlet: str | None) -> None:
    assert factor(heard_as(speaker, outlet, own_words=False)) <= max(factor(speaker), 1)


@given(evidence, origins)
def test_without_ratings_the_last_term_says_so(facts: list[Fact], origin: Origin | None) -> None:
    proposal = propose(Status.UNREVIEWED, facts, origin)
    if proposal:
        assert proposal.terms[-1] == UNRATED
        assert [term.rule for term in proposal.terms].count("reliability") == 1


@given(evidence, origins, st.lists(grades, min_size=7, max_size=7))
def test_whatever_the_grades_a_voice_keeps_its_side_and_the_score_is_the_sum(
    facts: list[Fact], origin: Origin | None, given_grades: list[str | None]
) -> None:
    rated = [replace(one, grade=grade) for one, grade in zip(facts, given_grades, strict=False)]
    proposal = propose(Status.UNREVIEWED, rated, origin)
    if proposal:
        assert proposal.score == math.fsum(term.weight for term in proposal.terms)
        for voice in proposal.voices:
            assert voice.log_odds * (1 if voice.stance == SUPPORTS else -1) >= -1e-9
        if proposal.status == Status.VERIFIED:
            assert can_carry(voice.grade for voice in proposal.voices if not voice.own)
