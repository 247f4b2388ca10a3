"""Days as sentences name them, and when two of them cannot be one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.compare.days import apart, days
from claims.pipeline.compare.words import tokens

SHAPES = ("{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0:%Y-%m-%d}", "the {0.day}th of {0:%B} {0.year}")


@given(st.dates(date(1800, 1, 1), date(2090, 1, 1)), st.sampled_from(SHAPES))
def test_a_date_is_read_whole_in_every_shape(day: date, shape: str) -> None:
    (read,) = days(tokens(f"The mill shut on {shape.format(day)} for good."))
    assert (read.year, read.month, read.day) == (day.year, day.month, day.day)


@given(st.dates(date(1800, 1, 1), date(2090, 1, 1)), st.dates(date(1800, 1, 1), date(2090, 1, 1)))
def test_two_dates_are_apart_when_they_differ(one: date, other: date) -> None:
    mine, theirs = (days(tokens(f"It shut on {SHAPES[0].format(day)}.")) for day in (one, other))
    assert (apart(mine, theirs) is not None) == (one != other)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("It may rain.", 0), ("They march on.", 0), ("It rained in May.", 1), ("It shut on Monday, 3 May.", 1),
        ("It shut, she said on Monday.", 0), ("He paid 2019 crowns.", 0), ("Flight 2019 landed.", 0),
    ],
)  # fmt: skip
def test_only_days_are_read_as_days(said: str, count: int) -> None:
    assert len(days(tokens(said))) == count


def test_what_is_left_open_may_be_any_day() -> None:
    assert apart(days(tokens("It shut in May.")), days(tokens("It shut on 3 May 2020."))) is None
    assert apart(days(tokens("It shut in May.")), days(tokens("It shut on Monday."))) is None
    assert apart(days(tokens("It shut in May.")), days(tokens("It shut."))) is None
