"""A stretch of text cut where its marks begin and end, so that marks may overlap on a page. Pure."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """Characters `start` to `end` of the text are shown as `kind`, and belong to the claim of that number, if any."""

    start: int
    end: int
    kind: str
    of: int | None = None


class Shade(NamedTuple):
    """Consecutive characters that carry the same marks; `kinds`, and `of` which claims, sorted and joined by spaces."""

    text: str
    kinds: str
    of: str = ""


def shades(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Shade]:
    """`text[start:end]` in order, nothing left out, cut at every edge of a mark that lies in it."""
    within = [
        m._replace(start=max(m.start, start), end=min(m.end, end)) for m in marks if m.start < end and m.end > start
    ]
    edges = sorted({start, end, *(m.start for m in within), *(m.end for m in within)})
    opening: dict[int, list[Mark]] = {}
    for mark in within:
        opening.setdefault(mark.start, []).append(mark)
    live: list[Mark] = []
    for left, right in pairwise(edges):
        live = [m for m in live if m.end > left] + opening.get(left, [])
        of = sorted({m.of for m in live if m.of is not None})
        yield Shade(text[left:right], " ".join(sorted({m.kind for m in live})), " ".join(map(str, of)))
