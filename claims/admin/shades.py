"""A stretch of text cut where its marks begin and end, so that marks may overlap on a page. Pure."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """Characters `start` to `end` of the text are shown as `kind`."""

    start: int
    end: int
    kind: str


class Shade(NamedTuple):
    """Consecutive characters that carry the same marks; `kinds` are sorted and joined by spaces."""

    text: str
    kinds: str


def shades(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Shade]:
    """`text[start:end]` in order, nothing left out, cut at every edge of a mark that lies in it."""
    within = [Mark(max(m.start, start), min(m.end, end), m.kind) for m in marks if m.start < end and m.end > start]
    edges = sorted({start, end, *(m.start for m in within), *(m.end for m in within)})
    opening: dict[int, list[Mark]] = {}
    for mark in within:
        opening.setdefault(mark.start, []).append(mark)
    live: list[Mark] = []
    for left, right in pairwise(edges):
        live = [m for m in live if m.end > left] + opening.get(left, [])
        yield Shade(text[left:right], " ".join(sorted({m.kind for m in live})))
