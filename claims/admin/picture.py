"""The picture of a source over time: its grades as a line, and below what became of what it said, by quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from claims.pipeline.track_record import TrackRecord
from claims.status import Status
from sources.models import Grade, SourceRating

QUARTERS = 40
"""The newest that are drawn: ten years."""
LEFT, WIDE, STEP, BARS = 24, 600, 16, 80
"""Margin for letters, width of the drawing, height of one grade, and height of the bars, in units of the view box."""
KINDS = (
    ("verified", (Status.VERIFIED,)),
    ("refuted", (Status.REFUTED,)),
    ("other", (Status.CONFLICTING, Status.UNVERIFIABLE, Status.SUPERSEDED, Status.WITHDRAWN)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """While one grade held: from `x1` to `x2` at height `y`."""

    letter: str
    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    kind: str
    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws, in units of `view`; `title` and `told` say the same to who does not see it."""

    view: str
    title: str
    told: str
    letters: Sequence[tuple[str, float]]
    lines: Sequence[Line]
    boxes: Sequence[Box]
    years: Sequence[tuple[str, float]]
    base: float
    foot: float
    left: int
    right: int


def draw(name: str, ratings: Sequence[SourceRating], record: TrackRecord, today: date) -> Picture | None:
    """None where there is nothing to draw: no rating of its own, and no verdict on what it said."""
    firsts = [rating.since for rating in ratings] + list(record.quarters)
    if not firsts:
        return None
    start = max(_quarter(min(firsts)), _quarter(today) - QUARTERS + 1)
    scale = _Scale(start, _quarter(today) - start + 1)
    base = STEP * len(Grade.values) + 12 + BARS
    return Picture(
        view=f"0 0 {LEFT + WIDE} {base + 18}",
        title=f"Grades and track record of {name} over time",
        told=" ".join(_told(ratings, record)),
        letters=[(letter, _height(letter)) for letter in Grade.values],
        lines=list(_lines(ratings, scale, today)),
        boxes=list(_boxes(record, scale, base)),
        years=[(str(n // 4), scale.x(n)) for n in range(start, start + scale.count) if n % 4 == 0],
        base=base,
        foot=base + 14,
        left=LEFT,
        right=LEFT + WIDE,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Quarters, numbered from the year 0, to the width of the drawing."""

    start: int
    count: int

    def x(self, quarter: float) -> float:
        return LEFT + WIDE * min(max(quarter - self.start, 0), self.count) / self.count

    def at(self, day: date) -> float:
        first = _day(_quarter(day))
        return self.x(_quarter(day) + (day - first).days / (_day(_quarter(day) + 1) - first).days)


def _lines(ratings: Sequence[SourceRating], scale: _Scale, today: date) -> Iterator[Line]:
    """Where its own rating was taken back there is none; what was replaced on its first day is not seen."""
    ordered = sorted(ratings, key=lambda row: (row.since, row.rated_at, row.pk))
    for row, later in zip_longest(ordered, ordered[1:]):
        until = later.since if later else today
        if row.grade and (later is None or until > row.since):
            yield Line(
                row.grade, scale.at(row.since), max(scale.at(until), scale.at(row.since) + 2), _height(row.grade)
            )


def _boxes(record: TrackRecord, scale: _Scale, base: float) -> Iterator[Box]:
    most = max((tally.total for tally in record.quarters.values()), default=1)
    for day, tally in record.quarters.items():
        left, right, top = scale.x(_quarter(day)), scale.x(_quarter(day) + 1), base
        if _quarter(day) < scale.start:
            continue
        for kind, statuses in KINDS:
            count = sum(tally.counts[status] for status in statuses)
            if count:
                height = BARS * count / most
                top -= height
                told = f"{_name(day)}: {count} {kind if kind != 'other' else 'with another verdict'}"
                yield Box(kind, left + 1, top, max(right - left - 2, 1), height, told)


def _told(ratings: Sequence[SourceRating], record: TrackRecord) -> Iterator[str]:
    for row in sorted(ratings, key=lambda row: (row.since, row.rated_at, row.pk)):
        yield f"{row.grade or 'No grade of its own'} since {row.since:%-d %B %Y}."
    for day, tally in record.quarters.items():
        counts = ", ".join(f"{count} {status.label.lower()}" for status, count in tally.counts.items() if count)
        yield f"{_name(day)}: {counts}."


def _name(day: date) -> str:
    return f"Quarter {(day.month + 2) // 3} of {day.year}"


def _height(letter: str) -> float:
    return STEP * (Grade.values.index(letter) + 0.75)


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _day(quarter: int) -> date:
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)
