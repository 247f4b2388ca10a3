"""Which numbers a sentence states, of what and how exactly; which numbers are no quantities."""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pipeline.draft import Quantity
from claims.pipeline.quantities import quantities
from sources.engines.language import parse, sentences


def stated(text: str) -> list[Quantity]:
    return [q for part in parse(text, sentences(text)) for q in quantities(part, range(len(part.doc)))]


def said(text: str, quantity: Quantity) -> str:
    return text[quantity.span.start : quantity.span.end]


# What stands in the text, its value, its upper end, what it counts, how exact it is.
CASES: list[tuple[str, str, float, float | None, str, str]] = [
    ("About 4,000 people marched.", "About 4,000 people", 4000, None, "people", "about"),
    ("The road is 12 km long.", "12 km", 12, None, "km", "exact"),
    ("The road is 5km long.", "5km", 5, None, "km", "exact"),
    ("More than $1.5bn was spent.", "More than $1.5bn", 1.5e9, None, "$", "more than"),
    ("The bridge cost US$20 million.", "US$20 million", 2e7, None, "US$", "exact"),
    ("It cost $15m.", "$15m", 1.5e7, None, "$", "exact"),
    ("Prices rose 3.5% in the town.", "3.5%", 3.5, None, "%", "exact"),
    ("They own 20 per cent of the farm.", "20 per cent", 20, None, "%", "exact"),
    ("At least five other coastal towns signed.", "At least five", 5, None, "town", "at least"),
    ("No fewer than 12 ships sank.", "No fewer than 12 ships", 12, None, "ship", "at least"),
    ("Up to 30 trucks left.", "Up to 30 trucks", 30, None, "truck", "at most"),
    ("Fewer than ten nurses stayed.", "Fewer than ten nurses", 10, None, "nurse", "less than"),
    ("Between 20 and 30 soldiers died.", "Between 20 and 30 soldiers", 20, 30, "soldier", "between"),
    ("Some 20-30 trucks left.", "Some 20-30 trucks", 20, 30, "truck", "between"),
    ("Some 20–30 trucks left.", "Some 20–30 trucks", 20, 30, "truck", "between"),
    ("The tax takes from 3 to 5 % of wages.", "from 3 to 5 %", 3, 5, "%", "between"),
    ("The fund gave $30 to $40 million.", "$30 to $40 million", 3e7, 4e7, "$", "between"),
    ("Two million euros were lost.", "Two million euros", 2e6, None, "euro", "exact"),
    ("A dozen ships sank.", "A dozen ships", 12, None, "ship", "exact"),
    ("Twenty-five villages were flooded.", "Twenty-five villages", 25, None, "village", "exact"),
    ("A 10-day storm hit the coast.", "10-day", 10, None, "day", "exact"),
    ("The fire killed one man.", "one man", 1, None, "man", "exact"),
    ("Five of the ships sank.", "Five", 5, None, "ship", "exact"),
    ("Nearly half of the crew left.", "Nearly half", 0.5, None, "", "about"),
    ("Two-thirds of men voted.", "Two-thirds", 2 / 3, None, "", "exact"),
    ("One-fifth of men voted.", "One-fifth", 0.2, None, "", "exact"),
    ("A quarter of the wheat was lost.", "A quarter", 0.25, None, "", "exact"),
    ("Nine of 10 homes have no water.", "Nine of 10", 0.9, None, "", "exact"),
    ("The town paid for it over six years.", "six years", 6, None, "year", "exact"),
    ("The village has over six wells.", "over six wells", 6, None, "well", "more than"),
    ("The bank lost $38million.", "$38million", 3.8e7, None, "$", "exact"),
    ("Report: 4 Coastal Nations Sign", "4", 4, None, "nation", "exact"),
    ("One in five homes has no water.", "One in five", 0.2, None, "", "exact"),
]


@pytest.mark.parametrize(("text", "words", "value", "high", "unit", "approximation"), CASES)
def test_a_stated_number(
    text: str, words: str, value: float, high: float | None, unit: str, approximation: str
) -> None:
    (found,) = stated(text)
    assert said(text, found) == words
    assert (found.value, found.high, found.unit, found.approximation) == (value, high, unit, approximation)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell on 11 September 2021.", "The bridge fell on September 11, 2021.", "It fell on 2021-09-11.",
        "The mayor left in 2019.", "The firm grew from 2010 to 2015.", "It ruled in the 1990s.",
        "The talks begin at 5:30 pm.", "The talks begin at 6 pm.", "The ship sank two days ago.",
        "A Boeing 737 landed in Riga.", "The film tells of the 9/11 attacks.", "The G20 met in Rome.",
        "The Group of 20 met in Rome.", "The story is on page 3.", "COVID-19 spread in the town.",
        "The third ship sank.", "The team won 2-1 in the rain.", "Several hundred men came.", "No one came.",
        "One of the ministers left.", "The second half of the match was slow.",
    ],
)  # fmt: skip
def test_a_date_a_time_a_name_and_an_ordinal_are_no_quantities(text: str) -> None:
    assert stated(text) == []


def test_a_change_has_two_values_with_one_unit() -> None:
    found = stated("Unemployment rose from 3 to 5 percent.")
    assert [(q.value, q.high, q.unit) for q in found] == [(3, None, "%"), (5, None, "%")]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Turnover climbed 4% to 9.8 billion crowns.", ("4%", 4, "%"), ("9.8 billion crowns", 9.8e9, "crown")),
        ("Sales fell 12 per cent to 300 trucks.", ("12 per cent", 12, "%"), ("300 trucks", 300, "truck")),
        ("Its income grew by 7 percent to $50 million.", ("7 percent", 7, "%"), ("$50 million", 5e7, "$")),
        ("The fine is 3% or 2,000 crowns.", ("3%", 3, "%"), ("2,000 crowns", 2000, "crown")),
    ],
)
def test_a_share_and_an_amount_are_no_range(
    text: str, first: tuple[str, float, str], second: tuple[str, float, str]
) -> None:
    found = stated(text)
    assert [(said(text, q), q.value, q.unit) for q in found] == [first, second]
    assert [(q.high, q.approximation) for q in found] == [(None, "exact")] * 2


def test_two_shares_are_a_range() -> None:
    assert [(q.value, q.high, q.unit) for q in stated("The levy takes 3% to 5% of wages.")] == [(3, 5, "%")]


def test_five_m_is_metres_of_a_wall_and_millions_of_people() -> None:
    assert [(q.value, q.unit) for q in stated("They built a 5m wall.")] == [(5, "m")]
    assert [(q.value, q.unit) for q in stated("It feeds 5m people.")] == [(5e6, "people")]


def test_only_the_given_tokens_are_read() -> None:
    text = "Four ships and nine boats sank."
    (part,) = parse(text, sentences(text))
    assert [q.value for q in quantities(part, [0, 1])] == [4]
    assert [q.value for q in quantities(part, [0, 3, 4])] == [4, 9]
    assert quantities(part, []) == ()


PIECES = st.sampled_from(
    """about at least between and to from of in a the one two half dozen hundred million % $ € km - – 20 4,000 1.5bn
    2021 9/11 5:30 20–30 people ships May March . , third thirds or more + 3m per cent ² ١""".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_spans_lie_in_order_inside_any_text_and_hold_a_number(pieces: list[str]) -> None:
    text = " ".join(pieces).replace(" - ", "-").replace("$ ", "$")
    at = 0
    for found in stated(text):
        assert at <= found.span.start < found.span.end <= len(text)
        assert found.high is None or found.value < found.high
        assert isfinite(found.value)
        at = found.span.end


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 10**9).filter(lambda number: not 1700 <= number <= 2100))
def test_any_count_of_ships_is_read_as_written(number: int) -> None:
    text = f"The port held more than {number:,} ships."
    (found,) = stated(text)
    assert (found.value, found.unit, found.approximation) == (number, "ship", "more than")
    assert said(text, found) == f"more than {number:,} ships"
