"""What counts as one voice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.voices import Tie, Unnamed, Utterance, Who, ties, voices

MONDAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
ANA, BORIS = Who("ana", "Ana Lima"), Who("boris", "Boris Kern")
POST, WIRE = Who("post", "Harbour Post"), Who("wire", "Harbour Wire")


def said(report: str, **fields: object) -> Utterance:
    return replace(Utterance(report, f"What {report} says.", "supports", said_at=MONDAY), **fields)  # type: ignore[arg-type]


def officials(report: str, *names: str, hours: int = 0, **fields: object) -> Utterance:
    unnamed = Unnamed("officials", frozenset(names))
    return said(report, unnamed=unnamed, said_at=MONDAY + timedelta(hours=hours), **fields)


def carried(report: str, *by: Who, **fields: object) -> Utterance:
    return said(report, carriers=frozenset(by), **fields)


def spoken(report: str, by: Who, **fields: object) -> Utterance:
    return said(report, speakers=frozenset({by}), **fields)


# Each case: two passages that are one voice, and what ties them.
ONE = [
    ("passages of one report", said("a"), said("a", text="Something else."), Tie("report", "")),
    ("copies of one text", said("a", bands=frozenset({1, 2})), said("b", bands=frozenset({2, 3})), Tie("copy", "")),
    ("the same words", said("a", text="It was shut."), said("b", text="IT  was shut."), Tie("words", "")),
    ("one speaker in two reports", spoken("a", ANA), spoken("b", ANA), Tie("speaker", "Ana Lima")),
    ("a changed mind", spoken("a", ANA), spoken("b", ANA, side="refutes"), Tie("speaker", "Ana Lima")),
    ("one wire", carried("a", POST, WIRE), carried("b", WIRE), Tie("carrier", "Harbour Wire")),
    ("officials, the same day", officials("a"), officials("b", hours=9), Tie("unnamed", "officials")),
    ("officials, one with a name", officials("a", "orsk"), officials("b"), Tie("unnamed", "officials")),
]
TWO = [
    ("two reports", said("a"), said("b")),
    ("two speakers", spoken("a", ANA), spoken("b", BORIS)),
    ("two speakers of one name", spoken("a", Who("mayor of Orsk", "The mayor")), spoken("b", Who("x", "The mayor"))),
    ("one wire that carries both sides", carried("a", WIRE), carried("b", WIRE, side="refutes")),
    ("officials, a week later", officials("a"), officials("b", hours=24 * 7)),
    ("officials of two places", officials("a", "orsk"), officials("b", "tula")),
    ("officials on both sides", officials("a"), officials("b", side="refutes")),
]


@pytest.mark.parametrize(("one", "two", "tie"), [case[1:] for case in ONE], ids=[case[0] for case in ONE])
def test_they_are_one_voice(one: Utterance, two: Utterance, tie: Tie) -> None:
    assert voices([one, two]) == [0, 0]
    assert tie in ties([one, two])


@pytest.mark.parametrize(("one", "two"), [case[1:] for case in TWO], ids=[case[0] for case in TWO])
def test_they_are_two_voices(one: Utterance, two: Utterance) -> None:
    assert voices([one, two]) == [0, 1]
    assert ties([one, two]) == ()


def test_officials_without_a_name_may_be_any_of_their_class() -> None:
    assert voices([officials("a", "orsk"), officials("b", "tula"), officials("c")]) == [0, 0, 0]


def test_what_ties_a_voice_does_not_depend_on_who_is_asked_first() -> None:
    said_by = [spoken("a", ANA), spoken("b", ANA, carriers=frozenset({WIRE})), carried("c", WIRE)]
    assert ties(said_by) == ties(said_by[::-1]) == (Tie("carrier", "Harbour Wire"), Tie("speaker", "Ana Lima"))


def test_a_thousand_copies_are_grouped_without_comparing_pairs() -> None:
    """Half a million pairs would take minutes; a lookup takes less than a second."""
    copies = [said(f"r{number}", bands=frozenset({number, number + 1})) for number in range(20_000)]
    started = datetime.now(UTC)
    assert voices(copies) == [0] * 20_000
    assert datetime.now(UTC) - started < timedelta(seconds=10)


utterances = st.lists(
    st.builds(
        Utterance,
        st.sampled_from("abcd"),
        st.sampled_from(["x", "X ", "y", "z"]),
        st.sampled_from(["supports", "refutes"]),
        st.frozensets(st.sampled_from([ANA, BORIS]), max_size=1),
        st.frozensets(st.sampled_from([POST, WIRE]), max_size=2),
        st.none() | st.builds(Unnamed, st.sampled_from(["officials", "sources"]), st.frozensets(st.sampled_from("pq"))),
        st.frozensets(st.integers(0, 4), max_size=2),
        st.none() | st.builds(lambda hours: MONDAY + timedelta(hours=hours), st.integers(0, 300)),
    ),
    max_size=8,
)


@given(utterances, st.integers())
def test_voices_do_not_depend_on_the_order_of_evidence(said: list[Utterance], seed: int) -> None:
    order = list(range(len(said)))
    Random(seed).shuffle(order)
    straight, mixed = voices(said), voices([said[index] for index in order])
    for one in range(len(said)):
        for two in range(len(said)):
            together = straight[order[one]] == straight[order[two]]
            assert (mixed[one] == mixed[two]) is together


@given(utterances)
def test_hearing_everything_twice_changes_no_voice(said: list[Utterance]) -> None:
    once, twice = voices(said), voices([*said, *said])
    assert twice == once * 2


@given(utterances)
def test_what_is_tied_to_one_of_a_voice_is_of_that_voice(said: list[Utterance]) -> None:
    numbers = voices(said)
    for one in range(len(said)):
        for two in range(len(said)):
            if voices([said[one], said[two]]) == [0, 0]:
                assert numbers[one] == numbers[two]
