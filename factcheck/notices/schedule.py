"""When an e-mail goes out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def next_digest(now: datetime, hour: int, zone: str) -> datetime:
    """The next moment, in UTC, at which the clock of that zone shows the full hour.

    An hour that a change of clocks leaves out comes as much later; one that comes twice counts the first time.
    """
    there = now.astimezone(ZoneInfo(zone or "UTC"))
    day = there.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    due = day.astimezone(UTC)
    return due if due > now else (day + timedelta(days=1)).astimezone(UTC)


def backoff(attempts: int) -> timedelta:
    """A minute after the first failure, then four times as long each time, a day at most."""
    return min(timedelta(minutes=4 ** max(attempts - 1, 0)), timedelta(days=1))
