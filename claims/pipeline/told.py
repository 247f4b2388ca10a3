"""A claim with when it is said to hold and when it was said, as far as comparing it with another one goes. Pure."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from claims.pipeline.match import ClaimText


class Period(NamedTuple):
    """From `start` (included) to `end` (not included); None is open."""

    start: datetime | None
    end: datetime | None

    def is_before(self, other: "Period") -> bool:
        return self.end is not None and other.start is not None and self.end <= other.start


ANY_TIME = Period(None, None)


@dataclass(frozen=True, slots=True)
class Told:
    """`happened` is when it is said to hold, `said` when a report first said it; None where that is not known."""

    id: Hashable
    text: ClaimText
    happened: Period = ANY_TIME
    said: datetime | None = None


def apart_in_time(one: Told, other: Told) -> bool:
    """Whether both say when, and these times have no moment in common."""
    return one.happened.is_before(other.happened) or other.happened.is_before(one.happened)


def in_order(one: Told, other: Told) -> tuple[Told, Told] | None:
    """The earlier and the later: by when they hold, else by when they were said; None where neither tells."""
    if apart_in_time(one, other):
        return (one, other) if one.happened.is_before(other.happened) else (other, one)
    if one.said is None or other.said is None or one.said == other.said:
        return None
    return (one, other) if one.said < other.said else (other, one)
