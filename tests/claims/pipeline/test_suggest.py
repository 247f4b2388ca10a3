"""When a person is asked whether two claims are the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from claims.pipeline.match import ClaimText
from claims.pipeline.suggest import Alike, suggest
from claims.pipeline.told import Period, Told

MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
OPEN = "The bridge at Karsk is closed to lorries."


def told(text: str, day: int = 0, **more: str) -> Told:
    return Told(text, ClaimText(text, **more), said=MONDAY + timedelta(days=day))


def test_near_words_are_asked_about_with_what_was_compared() -> None:
    found = suggest(told(OPEN), told("The bridge at Karsk was closed to all lorries."), 0.95)
    assert found is not None
    assert 0.8 < found.score < 1
    assert "share" in found.reasons[0]


def test_equal_words_that_lie_weeks_apart_are_asked_about_first() -> None:
    assert suggest(told(OPEN), told(OPEN, 20), 1.0) == Alike(
        1.0, ("They say the same words in the same order.", "They were said 20 days apart.")
    )


def test_claims_that_are_told_apart_are_not_asked_about() -> None:
    for other in ("The bridge at Karsk is not closed to lorries.", "The bridge at Orlo is closed to lorries."):
        assert suggest(told(OPEN), told(other), 0.99) is None
    assert suggest(told(OPEN), told(OPEN, modality="planned"), 1.0) is None
    assert suggest(told(OPEN), told("A ferry to Karsk sank."), 0.5) is None


def test_equal_words_that_hold_at_different_times_are_two_claims() -> None:
    one = replace(told(OPEN), happened=Period(MONDAY, MONDAY + timedelta(days=1)))
    other = replace(told(OPEN), happened=Period(MONDAY + timedelta(days=7), None))
    assert suggest(one, other, 1.0) is None


def test_words_that_could_be_about_any_town_are_not_asked_about() -> None:
    assert suggest(told("The mayor resigned."), told("The mayor resigned.", 20), 1.0) is None
