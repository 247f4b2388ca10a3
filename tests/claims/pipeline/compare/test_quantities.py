"""What a number of a sentence measures, in base units, and when two of them can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.compare.quantities import Quantity, quantities
from claims.pipeline.compare.words import stem, tokens


def read(text: str) -> list[Quantity]:
    return list(quantities(tokens(text)))


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("The path is 3 km long.", "length", 3000, 3000),
        ("The hall is 200 square metres large.", "area", 200, 200),
        ("It was 68°F in Sarn.", "temperature", 20, 20),
        ("It ran for two weeks.", "duration", 1209600, 1209600),
        ("They owe $3.", "money dolar", 3, 3),
        ("They owe at least 3 euros.", "money euro", 3, float("inf")),
        ("A quarter of the crew left.", "share", 0.2475, 0.2525),
        ("It rose 4 percent.", "change", 0.04, 0.04),
        ("It rose to 4 percent.", "share", 0.04, 0.04),
        ("It rose 4 percentage points.", "points", 4, 4),
        ("It rose from 4 to 6 percent.", "share", 0.06, 0.06),
        ("They sold 4 to 6 boats.", "count", 4, 6),
        ("They sold 2-3 million eggs.", "count", 1.5e6, 3.5e6),
        ("She came fourth.", "rank", 4, 4),
        ("They won 4-2.", "score", 4002, 4002),
        ("The 40-year-old won.", "age", 40, 40),
        ("It doubled in size.", "factor", 1.98, 2.02),
        ("It shut on 3 May.", "day", 3, 3),
        ("It shut in 2019.", "year", 2019, 2019),
        ("It shut at 4 pm.", "clock", 4, 4),
    ],
)  # fmt: skip
def test_a_number_has_its_kind_and_bounds(text: str, kind: str, low: float, high: float) -> None:
    (quantity,) = (one for one in read(text) if not one.computed)
    assert quantity.kind == kind
    assert (quantity.low, quantity.high) == pytest.approx((low, high), rel=0.001)


@pytest.mark.parametrize(
    ("text", "head", "fate"),
    [
        ("It killed 40 people.", "person", "kill"),
        ("40 people were injured.", "person", "injur"),
        ("40 dead in Sarn.", "", "kill"),
        ("Five other central Asian countries met.", "country", ""),
        ("40 armed men met.", "man", ""),
        ("12 cases of measles were found.", "case", ""),
    ],
)
def test_what_is_counted_has_its_head_and_its_fate(text: str, head: str, fate: str) -> None:
    (quantity,) = (one for one in read(text) if not one.computed)
    assert quantity.head == stem(head)
    assert quantity.fate[:5] == fate[:5]


@given(st.integers(1, 900), st.integers(1, 900))
def test_miles_and_kilometres_agree_when_one_is_the_other(miles: int, kilometres: int) -> None:
    (one,), (two,) = read(f"The race is {miles} miles long."), read(f"The race is {kilometres} km long.")
    assert one.same_measure(two)
    off = abs(miles * 1.609344 - kilometres) / max(miles * 1.609344, kilometres)
    if off < 0.03:
        assert one.agrees(two)
    elif off > 0.06 and miles > 30 and kilometres > 50:
        assert not one.agrees(two)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from("3 4.5 $ % km of a third - 2019 to and in May".split())).map(" ".join)
)
def test_any_text_has_bounds_in_order_and_agrees_with_itself(text: str) -> None:
    for quantity in read(text):
        assert quantity.low <= quantity.high
        assert quantity.agrees(quantity)
