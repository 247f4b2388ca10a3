"""What a new version says of itself, and whether words still stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.versions import kind_of_change, still_says

BODY = "The bridge at Orsk was closed on Monday. Lorries take the long way round."


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("corrected", "CORRECTION: Bridge closed", BODY),
        ("corrected", "Corrected - Bridge closed", BODY),
        ("corrected", "Bridge closed", f"(Corrects day in first paragraph) {BODY}"),
        ("corrected", "Bridge closed", f"{BODY}\n\nCorrection: An earlier version gave the wrong day."),
        ("corrected", "Bridge closed", f"{BODY}\nThis article was amended on Tuesday."),
        ("retracted", "Bridge closed", "This story has been withdrawn. Do not use it."),
        ("retracted", "KILL: Bridge closed", BODY),
        ("updated", "UPDATE 2 - Bridge closed", BODY),
        ("updated", "Officials corrects nothing", "They closed the house of correction on Monday."),
        ("updated", "Minister retracted her promise", BODY),
    ],
)
def test_a_version_says_what_it_is(kind: str, title: str, text: str) -> None:
    assert kind_of_change(title, text) == kind


def test_a_word_in_the_middle_of_a_long_text_is_no_notice() -> None:
    text = f"{BODY * 20}\nCorrection: this is quoted from somewhere.\n{BODY * 20}"
    assert kind_of_change("Bridge closed", text) == "updated"


@given(st.lists(st.text("ab .", min_size=1), min_size=1), st.sampled_from([" ", "\n", "  ", " \n "]))
def test_spacing_makes_no_other_words(words: list[str], space: str) -> None:
    assert still_says(f"x {space.join(words)} y", " ".join(words))


def test_other_words_are_gone() -> None:
    assert not still_says(BODY, "The bridge at Orsk was closed on Tuesday.")
