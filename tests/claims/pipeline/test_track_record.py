"""Counts of verdicts and the interval around their share."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.track_record import REACHED, Outcome, tally, track_record, wilson
from claims.status import Status

JANUARY, APRIL = date(2024, 1, 1), date(2024, 4, 1)


def outcome(status: Status, count: int = 1, topic: str = "event", quarter: date = JANUARY) -> Outcome:
    return Outcome(status, topic, quarter, count)


def test_only_verified_and_refuted_make_the_share() -> None:
    made = tally([outcome(Status.VERIFIED, 8), outcome(Status.REFUTED, 2), outcome(Status.CONFLICTING, 5)])
    assert (made.share, made.total) == (0.8, 15)
    assert made.counts[Status.CONFLICTING] == 5


def test_where_nothing_was_verified_or_refuted_there_is_no_share() -> None:
    made = tally([outcome(Status.UNVERIFIABLE, 3), outcome(Status.UNREVIEWED, 9)])
    assert (made.total, made.share, made.low, made.high) == (3, None, None, None)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)]
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    """The third is Newcombe's (1998) worked example, without correction for continuity."""
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_share_and_more_claims_make_it_narrower(hits: int, missed: int) -> None:
    low, high = wilson(hits, hits + missed)
    assert 0 <= low <= hits / (hits + missed) <= high <= 1
    closer = wilson(2 * hits, 2 * (hits + missed))
    assert closer[1] - closer[0] < high - low


outcomes = st.lists(
    st.builds(
        Outcome,
        st.sampled_from(Status),
        st.sampled_from(["event", "plan"]),
        st.sampled_from([JANUARY, APRIL, date(2023, 10, 1)]),
        st.integers(1, 20),
    )
)


@given(outcomes)
def test_topics_quarters_and_years_each_add_up_to_the_whole(rows: list[Outcome]) -> None:
    record = track_record(rows)
    for groups in (record.topics, record.quarters, record.years):
        for status in REACHED:
            assert sum(one.counts[status] for one in groups.values()) == record.overall.counts[status]
        assert list(groups) == sorted(groups)
