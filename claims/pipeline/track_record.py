"""How what a source said turned out: counts, and how sure they make us. Pure.

The track record is worked out from decided claims and shown beside the grade that people give; neither changes the
other. The share is that of *verified* among *verified* and *refuted*: the other verdicts tell for neither side. The
interval is Wilson's (1927, "Probable Inference, the Law of Succession, and Statistical Inference"), which holds for few
claims and for shares near 0 and 1, where the usual plus-minus does not (Brown, Cai, DasGupta 2001).
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from claims.status import Status

K = TypeVar("K", str, date)
Z95 = 1.959964
"""Two-sided 95 percent of the normal distribution."""
REACHED = (
    Status.VERIFIED,
    Status.CONFLICTING,
    Status.REFUTED,
    Status.UNVERIFIABLE,
    Status.SUPERSEDED,
    Status.WITHDRAWN,
)
"""Verdicts in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """So many claims of one topic, said in the quarter that begins on `quarter`, that came to the same verdict."""

    status: Status
    topic: str
    quarter: date
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """`share`, `low` and `high` are from 0 to 1; None where nothing was verified or refuted."""

    counts: Mapping[Status, int]
    total: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """All of it, then by topic and by period, each in order."""

    overall: Tally
    topics: Mapping[str, Tally]
    quarters: Mapping[date, Tally]
    years: Mapping[date, Tally]


def track_record(outcomes: Iterable[Outcome]) -> TrackRecord:
    rows = list(outcomes)
    return TrackRecord(
        tally(rows),
        _grouped(rows, lambda row: row.topic),
        _grouped(rows, lambda row: row.quarter),
        _grouped(rows, lambda row: row.quarter.replace(month=1, day=1)),
    )


def tally(outcomes: Iterable[Outcome]) -> Tally:
    counts = dict.fromkeys(REACHED, 0)
    for row in outcomes:
        if row.status in counts:  # an unreviewed claim tells nothing
            counts[row.status] += row.count
    held, fell = counts[Status.VERIFIED], counts[Status.REFUTED]
    if not held + fell:
        return Tally(counts, sum(counts.values()), None, None, None)
    return Tally(counts, sum(counts.values()), held / (held + fell), *wilson(held, held + fell))


def wilson(hits: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Bounds of a share, from 0 to 1; `of` is at least 1 and at least `hits`."""
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    # The share is always held, whatever is lost in rounding.
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def _grouped(rows: Iterable[Outcome], key: Callable[[Outcome], K]) -> Mapping[K, Tally]:
    groups: dict[K, list[Outcome]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tally(groups[name]) for name in sorted(groups)}
