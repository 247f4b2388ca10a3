import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.match import ClaimText, same_claim

WORDS = "Norland Sudria ministers met the council not will 4 five if on Monday attended absent port may a".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=40)
CLAIMS = st.builds(
    ClaimText, TEXTS, modality=st.sampled_from(["asserted", "planned"]), condition=st.sampled_from(["", "if it rains"])
)


def verdict(one: str, other: str, cosine: float = 0.95) -> str:
    return same_claim(ClaimText(one), ClaimText(other), cosine).verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland's minister attended the talks in Port Vale.", "Norland’s minister attended the talks in Port Vale"),
        ("The council has approved the budget.", "The Council approved a budget."),
        ("Five people died in the fire.", "5 people died in the fire."),
        ("The fair drew 4,000 visitors.", "The fair drew 4000 visitors."),
        ("Prices rose 5 percent.", "Prices rose 5%."),
    ],
)
def test_a_wire_copy_with_trivial_edits_is_the_same_claim(one: str, other: str) -> None:
    assert verdict(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland attended the talks.", "Sudria attended the talks."),
        ("The fire left 4 dead.", "The fire left 5 dead."),
        ("The ministers will meet in Port Vale.", "The ministers met in Port Vale."),
        ("Norland will attend.", "Norland will attend if the talks are moved."),
        ("Norland attended the talks.", "Norland did not attend the talks."),
        ("Norland attended the talks.", "Norland was absent from the talks."),
        ("The talks were held on Monday.", "The talks were held on Friday."),
        ("The fund lent $5 million.", "The fund lent 6 million."),
    ],
)
def test_what_tells_two_claims_apart_keeps_them_apart(one: str, other: str) -> None:
    assert verdict(one, other, cosine=0.99) == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland beat Sudria in the final.", "Sudria beat Norland in the final."),
        ("The fund lent $5 million.", "The fund lent €5 million."),
        ("The bridge is closed.", "The bridge was closed."),
        ("Some loggers left the valley camp.", "All loggers left the valley camp."),
    ],
)
def test_nothing_is_merged_on_a_guess(one: str, other: str) -> None:
    assert verdict(one, other, cosine=0.99) != "same"


@pytest.mark.parametrize(
    "other",
    [
        ClaimText("The port closed.", polarity="negated"),
        ClaimText("The port closed.", modality="planned"),
        ClaimText("The port closed.", condition="if the strike goes on"),
    ],
)
def test_equal_words_that_were_read_differently_are_different_claims(other: ClaimText) -> None:
    assert same_claim(ClaimText("The port closed."), other, 1.0).verdict == "different"


def test_a_verdict_says_what_was_compared() -> None:
    result = same_claim(ClaimText("The fire left 4 dead."), ClaimText("The fire left 5 dead."), 0.99)
    assert result.reasons == ("Their numbers differ: 4 / 5.",)


@given(CLAIMS, CLAIMS, st.floats(-1, 1))
def test_symmetric(one: ClaimText, other: ClaimText, cosine: float) -> None:
    assert same_claim(one, other, cosine) == same_claim(other, one, cosine)


@given(CLAIMS)
def test_reflexive(claim: ClaimText) -> None:
    assert same_claim(claim, claim, 1.0).verdict == "same"
