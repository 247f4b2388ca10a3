"""Sentences that assert several things become several claims; what hangs together stays together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pipeline.split import assertions
from sources.engines.language import parse, sentences
from tests.claims.pipeline.reading import claims, statements

SPLIT = [
    (
        "The parliament passed the budget on Monday and the president signed it a day later.",
        ["The parliament passed the budget on Monday.", "The president signed it a day later."],
    ),
    (
        "The bridge was built in 1990 and destroyed in the flood of 2001.",
        ["The bridge was built in 1990.", "The bridge was destroyed in the flood of 2001."],
    ),
    (
        "Last week, the council named a new mayor and invited six towns to the opening.",
        ["Last week, the council named a new mayor.", "Last week the council invited six towns to the opening."],
    ),
    (
        "The mayor resigned on Monday, left the city on Tuesday and was arrested at the border on Friday.",
        [
            "The mayor resigned on Monday.",
            "The mayor left the city on Tuesday.",
            "The mayor was arrested at the border on Friday.",
        ],
    ),
    (
        "The bank will cut rates in May and raise its forecast for growth.",
        ["The bank will cut rates in May.", "The bank will raise its forecast for growth."],
    ),
    (
        "While Norway signed the treaty, Sweden sent a letter to its parliament.",
        ["Norway signed the treaty.", "Sweden sent a letter to its parliament."],
    ),
    (
        "The envoy flew to Kabul; the consul stayed in Doha.",
        ["The envoy flew to Kabul.", "The consul stayed in Doha."],
    ),
    (
        "Ana Ruiz, who leads the opposition, met the envoys in Tartu.",
        ["Ana Ruiz met the envoys in Tartu.", "Ana Ruiz leads the opposition."],
    ),
    (
        "The army left Herat, which the rebels had taken in June.",
        ["The army left Herat.", "The rebels had taken Herat in June."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_what_a_reviewer_would_judge_apart_is_set_apart(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


WHOLE = [
    "The council did not attend the opening or send a letter.",
    "If the river rises, the dam will be opened and the villages will be cleared.",
    "The men met and talked in Tartu.",
    "Police arrested the driver of the bus, who had been drinking.",
    "The guards who left the gate were dismissed.",
    "The general resigned while he was in Paris.",
    "China and Russia signed the treaty.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_alternatives_conditions_and_what_only_picks_out_stay_in_one_claim(text: str) -> None:
    assert len(claims(text)) == 1


def test_each_part_has_its_own_characters_and_says_what_it_borrowed() -> None:
    text = "The mayor resigned on Monday and left the city on Tuesday."
    resigned, left = claims(text)
    assert text[resigned.span.start : resigned.span.end] == "The mayor resigned on Monday"
    assert text[left.span.start : left.span.end] == "left the city on Tuesday"
    (borrowed,) = left.resolutions
    assert borrowed.span == (left.span.start, left.span.start)
    assert text[borrowed.antecedent.start : borrowed.antecedent.end] == borrowed.words == "The mayor"


def test_both_halves_of_what_somebody_said_are_said_by_them() -> None:
    found = claims("The minister said that the army had left Herat and that the rebels had taken the airport.")
    assert [c.statement for c in found] == ["The army had left Herat.", "The rebels had taken the airport."]
    assert all(len(c.chain) == 1 for c in found)


def test_a_clause_without_its_subject_takes_what_its_which_stands_for() -> None:
    found = statements("The firm sold the mine, which the ministry said was empty.")
    assert "The mine was empty." in found


WORDS = "Ana said and but while which who , ; Norway signed left the treaty had been not or if in May . he".split()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
@settings(max_examples=80, deadline=None)
def test_no_word_is_told_twice_as_a_claims_own_and_none_is_invented(words: list[str]) -> None:
    text = " ".join(words)
    for part in parse(text, sentences(text)):
        for sentence in part.doc.sents:
            tokens = range(sentence.start, sentence.end)
            found = assertions(sentence.root, tokens)
            own = [i for assertion in found for i in assertion.own]
            assert len(own) == len(set(own))
            assert all(i in tokens for assertion in found for i in assertion.order)
            assert all(set(a.own) - set(a.order) <= set(tokens) and a.own for a in found)
