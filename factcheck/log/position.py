"""Which entries the log held at a moment, so that what was known then can be told again, the same each time."""

from datetime import datetime

from django.db import connection

from factcheck.log.append import APPEND_LOCK
from factcheck.log.models import LogEntry


class FutureMoment(ValueError):
    """What will be known then can't be told yet."""


def position_at(moment: datetime) -> int:
    """The sequence of the last entry with `recorded_at` <= `moment`; 0 where there was none yet.

    No later entry can come to stand at or below it: where the log has not passed the moment yet, this waits for the
    appender under way, and then for the database's clock to pass it. Raises FutureMoment.
    """
    if moment.tzinfo is None:
        raise ValueError("Give the moment with its time zone.")
    if not LogEntry.objects.filter(recorded_at__gt=moment).exists():
        _wait_until_passed(moment)
    found = LogEntry.objects.filter(recorded_at__lte=moment).order_by("-recorded_at").values_list("sequence", flat=True)
    return found.first() or 0


def _wait_until_passed(moment: datetime) -> None:
    while (now := _clock_between_appenders()) <= moment:
        if now < moment:
            raise FutureMoment(f"{moment.isoformat()} lies in the future: here it is {now.isoformat()}.")


def _clock_between_appenders() -> datetime:
    """Taken while no appender is under way; in one statement, so that no failure can leave the lock held."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_lock_shared(%s), clock_timestamp(), pg_advisory_unlock_shared(%s)",
            [APPEND_LOCK, APPEND_LOCK],
        )
        now: datetime = cursor.fetchone()[1]
    return now
