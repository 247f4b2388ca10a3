"""Changed facts and denials, from which the stance model learns to look closely."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.stance.swaps import denied, other_fact, put

NAMES = ["Mira Olsen", "Peter Zand", "Anna Voss", "Norland", "Sudria"]


def test_a_number_that_both_give_becomes_another_one() -> None:
    fact = other_fact("The mine employed 40 people.", "There were 40 miners.", [], random.Random(1))
    assert fact is not None
    assert fact[0] == "40"
    assert fact[1] != "40"
    assert put("There were 40 miners, not 400.", fact) == f"There were {fact[1]} miners, not 400."


def test_a_name_becomes_one_of_as_many_words() -> None:
    claim, passage = "The film was made by Mira Olsen.", "It was Mira Olsen who made it."
    fact = other_fact(claim, passage, NAMES, random.Random(1))
    assert fact in [("Mira Olsen", "Peter Zand"), ("Mira Olsen", "Anna Voss")]


def test_nothing_in_common_nothing_to_change() -> None:
    assert other_fact("It rained in May.", "The sun shone in June.", NAMES, random.Random(1)) is None


@pytest.mark.parametrize(
    ("statement", "contrary"),
    [
        ("The port is closed.", {"The port is not closed."}),
        ("The port was closed.", {"The port was not closed.", "The port was never closed."}),
        ("The port was not closed.", {"The port was closed."}),
        ("All ports were closed.", {None}),
        ("The port closed.", {None}),
    ],
)
def test_a_statement_is_denied_where_that_is_plain(statement: str, contrary: set[str | None]) -> None:
    assert {denied(statement, random.Random(seed)) for seed in range(20)} == contrary


@given(st.text(max_size=60), st.text(max_size=60), st.integers())
def test_any_text_can_be_looked_at(claim: str, passage: str, seed: int) -> None:
    fact = other_fact(claim, passage, NAMES, random.Random(seed))
    assert fact is None or (fact[0] in claim and fact[0] in passage and fact[0] != fact[1])
    denied(claim, random.Random(seed))
