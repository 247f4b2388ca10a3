"""A row of bars as a picture, with the same said in words for who does not see it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

HIGH, STEP, WIDE = 60, 24, 16
"""Height of the tallest bar, and from one bar to the next, in units of the view box."""
HEAD, FOOT = 14, 16


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bars:
    """`told` is the whole picture in one sentence; `total` what all bars add up to."""

    title: str
    told: str
    total: int
    width: int
    height: int
    step: int
    wide: int
    bars: Sequence[Bar]


def bars(title: str, counts: Sequence[tuple[str, int]]) -> Bars:
    """One bar for each, from left to right; a bar of something is never too low to be seen."""
    most = max((count for _, count in counts), default=0)
    step = max(STEP, *(7 * len(label) for label, _ in counts if len(label) > 7), 0)
    drawn = []
    for place, (label, count) in enumerate(counts):
        height = max(1.0, HIGH * count / most) if count else 0.0
        drawn.append(Bar(label, count, place * step + step / 2, HEAD + HIGH - height, height))
    said = ", ".join(f"{label}: {count:,}" for label, count in counts if count)
    total = sum(count for _, count in counts)
    return Bars(title, said or "none", total, max(step, step * len(counts)), HEAD + HIGH + FOOT, step, WIDE, drawn)
