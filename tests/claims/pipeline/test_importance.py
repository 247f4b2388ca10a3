"""Which claim comes first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.importance import Tension, importance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def points(worth: float = 0.5, tension: int = Tension.NONE, shaken: bool = False, days: float = 0) -> float:
    return importance(worth, tension, shaken, NOW - timedelta(days=days), NOW)


def test_the_sum_is_worth_and_finding_and_shaken_verdict_and_days_waited() -> None:
    assert points(0.5) == 50
    assert points(0.5, Tension.PROPOSED) == 80
    assert points(0.5, Tension.AT_ODDS) == 110
    assert points(0.5, Tension.AT_ODDS, shaken=True, days=3) == 213


def test_no_claim_waits_for_ever() -> None:
    assert points(0, days=300) > points(1, Tension.AT_ODDS, shaken=True)


@given(
    st.tuples(st.floats(0, 1), st.integers(0, 2), st.booleans(), st.floats(0, 400)),
    st.tuples(st.floats(0, 1), st.integers(0, 2), st.booleans(), st.floats(0, 400)),
    st.integers(0, 1000),
)
def test_waiting_together_leaves_the_order(
    one: tuple[float, int, bool, float], other: tuple[float, int, bool, float], later: int
) -> None:
    grown = [points(*row[:3], days=row[3] + later) - points(*row) for row in (one, other)]
    assert abs(grown[0] - grown[1]) < 1e-6
