"""A claim's history as a picture: a column for each day with something in it, a lane for each kind of thing. Pure.

Days without anything take no room, so that a claim of ten years and one of ten hours are both readable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

LANES = (
    ("report", "Reports that make it"),
    ("supports", "Supports it"),
    ("refutes", "Refutes it"),
    ("finding", "Proposals"),
    ("decision", "Decisions"),
)
LEFT, RIGHT, TOP, LANE, BELOW = 150, 20, 12, 34, 26
STEP, LEAST = 14, 900
"""Pixels between two marks of one day in one lane, and the least width of the drawing."""
LABEL = 76
"""Pixels that the label of a day needs."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its lane, when, what it is called, and where on the page it stands."""

    lane: str
    moment: datetime
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    lane: str
    x: float
    y: float
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks, lanes and ticks in pixels of a `width` by `height` drawing; `told` says it in words."""

    width: int
    height: int
    lanes: Sequence[tuple[str, str, float]]
    marks: Sequence[Mark]
    ticks: Sequence[Tick]
    told: str

    @property
    def floor(self) -> int:
        return self.height - BELOW


def draw(events: Iterable[Event]) -> Drawing | None:
    """None where nothing has happened."""
    ordered = sorted(events, key=lambda event: (event.moment, event.lane, event.title))
    if not ordered:
        return None
    columns = _columns(ordered)
    height = TOP + LANE * len(LANES) + BELOW
    lanes = [(lane, label, TOP + LANE * (number + 0.5)) for number, (lane, label) in enumerate(LANES)]
    ys = {lane: y for lane, _, y in lanes}
    ends = [start + width for start, width in columns.values()]
    width = max(LEAST, int(max(ends)) + RIGHT)
    return Drawing(width, height, lanes, _marks(ordered, columns, ys), _ticks(columns), _told(ordered))


def _columns(events: Sequence[Event]) -> dict[date, tuple[float, float]]:
    """Where each day begins and how wide it is: as wide as its fullest lane."""
    counts: dict[date, dict[str, int]] = {}
    for event in events:
        lanes = counts.setdefault(event.moment.date(), {})
        lanes[event.lane] = lanes.get(event.lane, 0) + 1
    needed = {day: STEP * (max(lanes.values()) + 1) for day, lanes in counts.items()}
    spare = max(0, LEAST - LEFT - RIGHT - sum(needed.values())) / len(needed)
    columns, at = {}, float(LEFT)
    for day, width in needed.items():
        columns[day] = (at, width + spare)
        at += width + spare
    return columns


def _marks(events: Sequence[Event], columns: dict[date, tuple[float, float]], ys: dict[str, float]) -> list[Mark]:
    placed: dict[tuple[date, str], int] = {}
    marks = []
    for event in events:
        key = event.moment.date(), event.lane
        placed[key] = placed.get(key, 0) + 1
        marks.append(Mark(event.lane, columns[key[0]][0] + STEP * placed[key], ys[event.lane], event.title, event.href))
    return marks


def _ticks(columns: dict[date, tuple[float, float]]) -> list[Tick]:
    """A label where it does not run into the one before it."""
    ticks: list[Tick] = []
    for day, (start, _) in columns.items():
        if not ticks or start - ticks[-1].x >= LABEL:
            ticks.append(Tick(start, f"{day:%-d %b %Y}"))
    return ticks


def _told(events: Sequence[Event]) -> str:
    counts = {label: sum(event.lane == lane for event in events) for lane, label in LANES}
    first, last = events[0].moment, events[-1].moment
    parts = ", ".join(f"{label.lower()}: {count}" for label, count in counts.items() if count)
    return f"From {first:%-d %B %Y} to {last:%-d %B %Y}; {parts}."
