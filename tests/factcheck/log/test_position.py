"""What the log held at a moment is settled once it has been told."""

from datetime import datetime, timedelta
from threading import Event, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from factcheck.log.append import append
from factcheck.log.models import LogEntry
from factcheck.log.position import FutureMoment, position_at
from tests.factcheck.log.chains import write


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


@pytest.mark.django_db
@given(st.integers(0, 4), st.integers(-1, 1))
@hypothesis_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_moment_stands_at_the_last_entry_recorded_by_then(index: int, microseconds: int) -> None:
    write(5)
    entry = LogEntry.objects.order_by("sequence")[index]
    at = entry.recorded_at + timedelta(microseconds=microseconds)
    expected = [row.sequence for row in LogEntry.objects.all() if row.recorded_at <= at]
    assert position_at(at) == (expected[-1] if expected else 0)
    assert position_at(at.astimezone(ZoneInfo("Asia/Tokyo"))) == position_at(at)


@pytest.mark.django_db
def test_before_the_first_entry_the_log_held_nothing() -> None:
    assert position_at(timezone.now() - timedelta(days=1)) == 0
    write(1)
    assert position_at(timezone.now() - timedelta(days=1)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("at", [timezone.now() + timedelta(days=1), datetime(2026, 1, 1)])
def test_a_moment_in_the_future_or_without_a_zone_is_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match=r"future|time zone"):
        position_at(at)


@pytest.mark.django_db
def test_the_future_is_refused_as_such() -> None:
    with pytest.raises(FutureMoment):
        position_at(database_now() + timedelta(seconds=30))


@pytest.mark.django_db(transaction=True)
def test_an_appender_under_way_is_waited_for_and_none_comes_in_below_later() -> None:
    write(1)
    written, finish = Event(), Event()

    def append_slowly() -> None:
        with transaction.atomic():
            append("decision", "claim", 1, {})
            written.set()
            finish.wait(20)
        connection.close()

    found: list[int] = []

    def ask(at: datetime) -> None:
        found.append(position_at(at))
        connection.close()

    appender = Thread(target=append_slowly)
    appender.start()
    assert written.wait(20)
    now = database_now()
    assert position_at(LogEntry.objects.get().recorded_at - timedelta(microseconds=1)) == 0  # the past waits for none
    asker = Thread(target=ask, args=(now,))
    asker.start()
    asker.join(0.3)
    assert not found, "it answered while an entry that belongs to the moment was being written"
    finish.set()
    asker.join(20)
    appender.join(20)
    write(3)
    assert found == [2] == [position_at(now)]
