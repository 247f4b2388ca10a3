"""A hop of who says what, the same for gold and for what was read, so that both can be set side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claims.pipeline.draft import Span, Speaker

Kind = Literal["direct", "indirect", "mixed", "according-to", "noun", "attitude"]
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed", "according-to", "noun", "attitude")
UNSTATED = Speaker(unnamed_class="unstated")


@dataclass(frozen=True, slots=True)
class Hop:
    """One source that says one thing; spans are code points of the text, end-exclusive.

    `outer` is the place, among the hops of the same text, of the one that tells of this one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    speaker: Speaker = UNSTATED
    channel: str = ""
    is_denial: bool = False
    outer: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A text and its hops."""

    id: str
    text: str
    hops: tuple[Hop, ...]


def path(hops: Sequence[Hop], start: int) -> list[int]:
    """The places of the hops from `start` outward."""
    way = [start]
    while (outer := hops[way[-1]].outer) is not None and outer not in way:
        way.append(outer)
    return way


def words(text: str, spans: Sequence[Span]) -> str:
    """What stands at `spans`, its pieces joined as the gold file joins them."""
    return " // ".join(text[start:end] for start, end in spans) or "-"
