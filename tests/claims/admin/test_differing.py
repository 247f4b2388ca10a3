"""What one of two sentences says and the other does not."""

from hypothesis import given
from hypothesis import strategies as st

from claims.admin.differing import differing


def marked(one: str, other: str) -> tuple[list[str], list[str]]:
    left, right = ([part.text for part in parts if part.differs] for parts in differing(one, other))
    return left, right


def test_the_words_that_differ_are_told() -> None:
    one, other = "The bridge at Orsk was closed on Monday.", "The old bridge at Orsk is closed on Friday."
    assert marked(one, other) == (["was", "Monday."], ["old", "is", "Friday."])


def test_case_and_marks_do_not_differ() -> None:
    assert marked("Closed, they say: the bridge", "closed they say the bridge.") == ([], [])


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_lost_and_equal_sentences_do_not_differ(one: str, other: str) -> None:
    left, right = differing(one, other)
    assert "".join(part.text for part in left) == one
    assert "".join(part.text for part in right) == other
    assert marked(one, one) == ([], [])
