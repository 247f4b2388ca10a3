"""The rule that turns evidence into a proposal, and how each voice counts."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.propose import Policy, Proposal, propose, superseding
from claims.pipeline.tally import Fact, Origin, hear
from claims.pipeline.voices import Utterance, Who
from claims.status import Stance, Status

SUPPORTS, REFUTES, SILENT = Stance.SUPPORTS, Stance.REFUTES, Stance.NOT_ENOUGH_INFO
MONDAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
ANA, BORIS, POST = Who("ana", "Ana Lima"), Who("boris", "Boris Kern"), Who("post", "Post")
OWN = Origin(Utterance("Post", "The bridge is shut.", carriers=frozenset({POST}), said_at=MONDAY), "Post")


def fact(
    stance: Stance, report: str, probability: float = 0.9, *, days: int = 0, later: bool = False, **of: object
) -> Fact:
    text = str(of.pop("text", f"{report} on it: {stance}."))
    utterance = replace(Utterance(report, text, said_at=MONDAY + timedelta(days)), **of)  # type: ignore[arg-type]
    return Fact(f"{report}-{stance}-{text}", stance, probability, utterance, report, later)


def made(*facts: Fact, origin: Origin | None = None, status: Status = Status.UNREVIEWED) -> Proposal | None:
    return propose(status, facts, origin)


def proposed(*facts: Fact, origin: Origin | None = None, status: Status = Status.UNREVIEWED) -> Status | None:
    proposal = made(*facts, origin=origin, status=status)
    return proposal.status if proposal else None


def by(*who: Who) -> frozenset[Who]:
    return frozenset(who)


# The evidence, with and without the report that makes the claim among it, and what it proposes.
TABLE: list[tuple[str, Status | None, tuple[Fact, ...]]] = [
    ("the claim's own report alone", None, (fact(SUPPORTS, "Post"),)),
    ("nothing but another report", Status.VERIFIED, (fact(SUPPORTS, "Herald"),)),
    ("its own report and another", Status.VERIFIED, (fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald"))),
    ("what says not enough", None, (fact(SUPPORTS, "Post"), fact(SILENT, "Herald"))),
    ("one against it", Status.CONFLICTING, (fact(REFUTES, "Herald"),)),
    ("two against it", Status.REFUTED, (fact(REFUTES, "Herald"), fact(REFUTES, "Globe"))),
    ("two against it, one unsure", Status.CONFLICTING, (fact(REFUTES, "Herald"), fact(REFUTES, "Globe", 0.7))),
    (
        "two against it that quote one speaker",
        Status.CONFLICTING,
        (fact(REFUTES, "Herald", speakers=by(ANA)), fact(REFUTES, "Globe", speakers=by(ANA))),
    ),
    (
        "two against it, one more for it",
        Status.CONFLICTING,
        (fact(REFUTES, "Herald"), fact(REFUTES, "Globe"), fact(SUPPORTS, "Echo")),
    ),
    (
        "a later value beside two voices for it",
        Status.VERIFIED,
        (fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald"), fact(SILENT, "Herald", days=1, later=True)),
    ),
    (
        "its own outlet says otherwise now, and so does another",
        Status.REFUTED,
        (
            fact(SUPPORTS, "Post"),
            fact(REFUTES, "Post again", days=2, speakers=by(POST), carriers=by(POST)),
            fact(REFUTES, "Herald"),
        ),
    ),
    ("a later value", Status.SUPERSEDED, (fact(SUPPORTS, "Post"), fact(SILENT, "Herald", days=1, later=True))),
    ("an earlier value", None, (fact(SILENT, "Herald", days=-1, later=True),)),
    (
        "a later value, and one against it",
        Status.CONFLICTING,
        (fact(SILENT, "H", days=1, later=True), fact(REFUTES, "G")),
    ),
]


@pytest.mark.parametrize(("status", "facts"), [case[1:] for case in TABLE], ids=[case[0] for case in TABLE])
def test_what_is_proposed_for_a_claim_that_a_report_makes(status: Status | None, facts: tuple[Fact, ...]) -> None:
    assert proposed(*facts, origin=OWN) == status


def test_a_claim_that_stands_in_no_report_needs_two_voices() -> None:
    assert proposed(fact(SUPPORTS, "Herald")) is None
    assert proposed(fact(SUPPORTS, "Herald"), fact(SUPPORTS, "Globe")) == Status.VERIFIED
    assert proposed(fact(REFUTES, "Herald")) is None


def test_a_report_never_corroborates_a_claim_with_its_own_copy() -> None:
    own = replace(OWN, utterance=replace(OWN.utterance, bands=frozenset({7})))
    copies = [fact(SUPPORTS, outlet, bands=frozenset({7, number})) for number, outlet in enumerate(["Herald", "Globe"])]
    assert proposed(*copies, origin=own) is None
    assert proposed(*copies, origin=replace(own, stands=False)) is None


def test_what_its_own_report_does_not_say_any_more_is_not_said_by_it() -> None:
    corrected = replace(OWN, stands=False)
    assert proposed(fact(SUPPORTS, "Herald"), origin=corrected) is None
    assert proposed(fact(REFUTES, "Herald"), origin=corrected) == Status.CONFLICTING


def test_a_report_that_takes_back_what_it_said_refutes_it_alone() -> None:
    now = fact(REFUTES, "Post", days=1, speakers=by(POST), carriers=by(POST))
    proposal = made(now, origin=replace(OWN, stands=False))
    assert proposal is not None
    assert proposal.status == Status.REFUTED
    assert "Post takes back what it said itself." in proposal.reasons
    assert proposed(now, fact(SUPPORTS, "Herald"), origin=replace(OWN, stands=False)) == Status.CONFLICTING


def test_a_speaker_who_takes_back_what_she_said_refutes_it_alone() -> None:
    own = replace(OWN, utterance=replace(OWN.utterance, speakers=by(ANA)))
    assert proposed(fact(REFUTES, "Herald", days=1, speakers=by(ANA)), origin=own) == Status.REFUTED
    assert proposed(fact(REFUTES, "Herald", 0.7, days=1, speakers=by(ANA)), origin=own) == Status.CONFLICTING
    assert proposed(fact(REFUTES, "Herald", days=1, speakers=by(BORIS)), origin=own) == Status.CONFLICTING


def test_another_report_of_the_same_outlet_takes_nothing_back() -> None:
    own = replace(OWN, utterance=replace(OWN.utterance, speakers=by(POST)))
    assert proposed(fact(REFUTES, "other", days=1, speakers=by(POST), carriers=by(POST)), origin=own) == "conflicting"


def test_a_report_that_says_both_at_once_still_says_it() -> None:
    assert proposed(fact(REFUTES, "Post"), fact(SUPPORTS, "Herald"), origin=OWN) == Status.VERIFIED


def test_a_voice_that_says_both_counts_once_and_by_its_latest_word() -> None:
    before, after = fact(SUPPORTS, "Herald", 0.95, speakers=by(ANA)), fact(REFUTES, "Globe", days=2, speakers=by(ANA))
    (voice,) = hear([before, after])
    assert (voice.stance, voice.speaks, voice.contrary) == (REFUTES, after.id, (before.id,))
    assert abs(voice.log_odds) < math.log(9)
    proposal = made(before, after, origin=OWN)
    assert proposal is not None
    assert "Globe also supports it in another passage; its latest counts, and weighs less for that." in proposal.reasons


def test_what_the_claim_is_already_is_not_proposed() -> None:
    assert proposed(fact(SUPPORTS, "Herald"), origin=OWN, status=Status.VERIFIED) is None


def test_the_thresholds_are_the_policys() -> None:
    facts = [fact(SUPPORTS, "Herald"), fact(SUPPORTS, "Globe")]
    assert propose(Status.UNREVIEWED, facts, OWN, Policy(verified_voices=4)) is None
    alone = propose(
        Status.UNREVIEWED, [fact(REFUTES, "Herald", 0.7)], OWN, Policy(refuted_voices=1, sure_to_refute=0.6)
    )
    assert alone is not None
    assert alone.status == Status.REFUTED


def test_a_proposal_says_who_speaks_what_each_weighs_and_which_rule_it_follows() -> None:
    proposal = made(fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald"), fact(REFUTES, "Globe", 0.8), origin=OWN)
    assert proposal is not None
    assert proposal.reasons == (
        "2 independent voices support it: Post (the claim's own); Herald.",
        "One voice refutes it: Globe.",
        "Voices on both sides, or too few or not sure enough against it, propose conflicting.",
    )
    assert [(term.rule, round(term.weight, 2)) for term in proposal.terms] == [
        ("voice", 2.2), ("own voice", -2.2), ("voice", 2.2), ("voice", -1.39), ("reliability", 0.0)
    ]  # fmt: skip


def test_no_single_passage_is_certain() -> None:
    proposal = made(fact(SUPPORTS, "Herald", 1.0), origin=OWN)
    assert proposal is not None
    assert proposal.score < 5


def test_the_latest_value_comes_first_and_what_has_no_date_is_not_later() -> None:
    one, two = fact(SILENT, "a", days=1, later=True), fact(SILENT, "b", days=2, later=True)
    undated = fact(SILENT, "c", later=True, said_at=None)
    assert superseding([one, undated, two, fact(SILENT, "d", days=3)], MONDAY) == (two.id, one.id)
    assert superseding([one, two], None) == ()


reports = st.sampled_from(["Post", "Herald", "Globe", "Echo"])
evidence = st.lists(
    st.builds(
        lambda stance, report, probability, days, who, later: fact(
            stance, report, probability, days=days, later=later, speakers=frozenset(who), text=f"{days} {probability}"
        ),
        st.sampled_from(Stance),
        reports,
        st.floats(0.34, 1.0),
        st.integers(-2, 9),
        st.sets(st.sampled_from([ANA, BORIS, POST]), max_size=1),
        st.booleans(),
    ),
    max_size=7,
)
origins = st.sampled_from([None, OWN, replace(OWN, stands=False)])


@given(evidence, origins)
def test_the_score_is_the_sum_of_its_terms_and_each_voice_has_one_stance(
    facts: list[Fact], origin: Origin | None
) -> None:
    proposal = propose(Status.UNREVIEWED, facts, origin)
    if proposal:
        assert proposal.score == math.fsum(term.weight for term in proposal.terms)
        assert math.isclose(proposal.score, math.fsum(voice.log_odds for voice in proposal.voices), abs_tol=1e-9)
        spoken = [pk for voice in proposal.voices for pk in voice.facts]
        assert sorted(map(str, spoken)) == sorted(str(one.id) for one in facts if one.stance != SILENT)
        for voice in proposal.voices:
            assert voice.log_odds * (1 if voice.stance == SUPPORTS else -1) >= -1e-9


@given(evidence, origins, st.integers())
def test_a_proposal_does_not_depend_on_the_order_of_facts(facts: list[Fact], origin: Origin | None, seed: int) -> None:
    shuffled = list(facts)
    Random(seed).shuffle(shuffled)
    assert propose(Status.UNREVIEWED, facts, origin) == propose(Status.UNREVIEWED, shuffled, origin)


@given(evidence)
def test_refuted_is_never_proposed_where_someone_else_says_it(facts: list[Fact]) -> None:
    proposal = propose(Status.UNREVIEWED, facts, OWN)
    if proposal and proposal.status == Status.REFUTED:
        assert all(voice.own for voice in proposal.voices if voice.stance == SUPPORTS)
        against = [voice for voice in proposal.voices if voice.stance == REFUTES]
        assert len(against) >= 2 or against[0].corrects


def test_what_is_verified_is_superseded_by_a_later_value_although_two_say_it() -> None:
    told = (fact(SUPPORTS, "Post"), fact(SUPPORTS, "Herald"), fact(SILENT, "Globe", days=1, later=True))
    assert proposed(*told, origin=OWN, status=Status.VERIFIED) == Status.SUPERSEDED
