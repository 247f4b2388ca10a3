"""Numbers in words and digits, and the words that say how exact they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.compare.quantities import quantities
from claims.pipeline.compare.words import tokens
from claims.pipeline.numbers import approximation_after, approximation_before, number_at

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
SPELLED = [*ONES.split(), "eighteen", "nineteen"]
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    if number < 20:
        return SPELLED[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens] + (f" - {SPELLED[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{SPELLED[hundreds]} hundred" + (f" and {spelled(rest)}" if rest else "")


@given(st.integers(2, 999), st.sampled_from(["", "thousand", "million"]))
def test_a_number_in_words_has_its_value(number: int, scale: str) -> None:
    words = [*spelled(number).split(), *scale.split(), "ships"]
    read = number_at(words, 0)
    assert read is not None
    assert read.value == number * {"": 1, "thousand": 1e3, "million": 1e6}[scale]
    assert words[read.after :] == ["ships"]


@given(st.integers(2, 10**12))
def test_a_number_in_digits_has_its_value_with_commas_or_without(number: int) -> None:
    for word in (str(number), f"{number:,}"):
        read = number_at([word], 0)
        assert read is not None
        assert read.value == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("half a million", 5e5), ("half a dozen", 6), ("two and a half million", 2.5e6), ("a hundred", 100),
        ("one hundred and six", 106), ("1.5bn", 1.5e9), ("3 m", 3e6), ("two hundred thousand", 2e5),
    ],
)  # fmt: skip
def test_numbers_as_news_writes_them(words: str, value: float) -> None:
    read = number_at([*words.split(), "ships"], 0)
    assert read is not None
    assert (read.value, read.after) == (value, len(words.split()))


def test_two_numbers_side_by_side_stay_two() -> None:
    read = number_at("one hundred and two hundred".split(), 0)
    assert read is not None
    assert (read.value, read.after) == (100, 2)


@pytest.mark.parametrize("words", ["one", "a ship", "1.2.3", "9/11", "5:30", "9" * 400, "2 " + "million " * 60])
def test_what_is_no_number_is_none(words: str) -> None:
    assert number_at(words.split(), 0) is None


@pytest.mark.parametrize(
    ("words", "kind", "length"),
    [
        ("no fewer than", "at least", 3), ("fewer than", "less than", 2), ("no more than", "at most", 3),
        ("as many as", "at most", 3), ("nearly", "about", 1), ("the", "exact", 0),
    ],
)  # fmt: skip
def test_the_longest_words_of_approximation_count(words: str, kind: str, length: int) -> None:
    found = ["some", "say", *words.split()]
    assert approximation_before(found, len(found)) == (kind, len(found) - length)


def test_the_comparison_bounds_a_number_from_the_right_side() -> None:
    (least,) = quantities(tokens("No fewer than 5 ships sank."))
    (most,) = quantities(tokens("No more than 5 ships sank."))
    assert (least.low, most.high) == (5, 5)
    assert (least.high, most.low) == (float("inf"), 0)


def test_words_behind_a_number_end_where_the_words_end() -> None:
    assert approximation_after(["two", "+"], 1) == ("at least", 2)
