"""When a claim is due: by its kind, from its words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.review_due import ReviewKind, first_due, kind_of, next_due, rule_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAYS: dict[str, int] = {kind: 10 * number for number, kind in enumerate(ReviewKind, 1)}
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("statement", "modality", "kind"),
    [
        ("The summit is expected to take place in Riga on Saturday.", "expected", "plan"),
        ("Norland will send 40 observers to the vote.", "asserted", "plan"),
        ("The minister said “the harbour stays open to everyone”.", "asserted", "quote"),
        ("Ana Lima is mayor of Ostra.", "asserted", "office"),
        ("Ana Lima leads the finance committee as its chairwoman.", "asserted", "office"),
        ("Ana Lima was appointed mayor of Ostra.", "asserted", "event"),
        ("Unemployment in Norland is 7.4 percent.", "asserted", "figure"),
        ("The flood killed 12 people.", "asserted", "figure"),
        ("Norland signed the treaty.", "asserted", "event"),
        ("The Taliban invited Russia to the inauguration.", "asserted", "event"),
        ("Russia did not attend the meeting.", "asserted", "event"),
        ("The border crossing at Vidby is closed.", "asserted", "state"),
        ("Norland lacks doctors.", "asserted", "state"),
    ],
)
def test_the_words_tell_the_kind(statement: str, modality: str, kind: str) -> None:
    assert kind_of(statement, modality) == kind


@given(st.text(), st.sampled_from(["asserted", "expected", "planned", "possible"]))
def test_every_statement_has_a_kind(statement: str, modality: str) -> None:
    assert kind_of(statement, modality) in DAYS


@given(st.sampled_from(list(ReviewKind)), st.none() | st.integers(1, 900), st.none() | MOMENTS, MOMENTS)
def test_a_look_is_never_due_before_now_and_only_a_plan_waits_for_its_date(
    kind: ReviewKind, own: int | None, until: datetime | None, now: datetime
) -> None:
    rule = rule_of(kind, DAYS, own, until)
    assert first_due(rule, now) >= now
    assert next_due(rule, now) > now
    if kind != ReviewKind.PLAN:
        assert first_due(rule, now) == next_due(rule, now) == now + timedelta(days=own or DAYS[kind])


def test_a_plan_is_due_when_its_day_is_over_and_then_at_its_interval() -> None:
    midnight = datetime(2026, 11, 29, tzinfo=UTC)
    rule = rule_of("plan", DAYS, until=midnight)
    assert first_due(rule, NOW) == next_due(rule, NOW) == midnight
    later = midnight + timedelta(hours=9)
    assert first_due(rule, later) == later
    assert next_due(rule, later) == later + timedelta(days=DAYS[ReviewKind.PLAN])
