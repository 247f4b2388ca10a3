"""By how much something rose or fell: "by 15 crowns", "12 trains more", and what "from 60 to 75 crowns" comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.pipeline.compare.quantity import DATED, Quantity
from claims.pipeline.compare.words import Token, stem, stem_set, word_set

UP, DOWN = "rise", "fall"
_WAYS = {
    **dict.fromkeys(stem_set("rise increase grow climb jump gain surge up add raise more higher longer"), UP),
    **dict.fromkeys(
        stem_set("fall decrease drop decline shrink slip cut down lower reduce less fewer shorter loss"), DOWN
    ),
}
_MORE = word_set("more less fewer higher lower longer shorter")
_OWN_WAY = frozenset({"change", "points", "factor", "share", "rank", "score", "age", *DATED})
_ROUGH = word_set("$ € £ about around nearly almost some over roughly")
_REACH = 8
_POINTS, _CHANGE = frozenset({"points"}), frozenset({"change"})
_HALF_A_PERCENT = 0.005


def way(tokens: Sequence[Token]) -> str:
    """Which way the words go, by the last that says it; "" where none does."""
    return next((_WAYS[token.stem] for token in reversed(tokens) if token.stem in _WAYS), "")


def as_difference(tokens: Sequence[Token], words: list[str], at: int, after: int, one: Quantity) -> Quantity:
    """The same number, as a difference where the words say so: "rose by 15 crowns", "15 crowns more than"."""
    if one.kind in _OWN_WAY:
        return one
    back = at
    while back and words[back - 1] in _ROUGH:
        back -= 1
    before = tokens[max(0, back - 1 - _REACH) : back]
    if words[max(0, back - 1) : back] == ["by"] and way(before):
        return difference(one, way(before))
    more = next((word for word in words[after : after + 3] if word in _MORE), "")
    return difference(one, _WAYS[stem(more)]) if more and "than" in words[after : after + 5] else one


def difference(one: Quantity, which: str) -> Quantity:
    """`fate` keeps which way it goes: a rise and a fall by as much are not the same."""
    return replace(one, kind=f"difference in {one.head or one.kind}", fate=which, head="")


def between(first: float, last: Quantity, said: str) -> Iterator[Quantity]:
    """What a change from one figure (in the base unit of the last) to `last` comes to, by how much and in percent.

    These are computed, so they may agree with another figure and contradict none.
    """
    size, which = round(abs(last.low - first), 9), UP if last.low > first else DOWN
    if last.low != last.high or not size:
        return
    if last.kind == "share":
        points = round(100 * size, 6)
        yield replace(last, said=said, low=points, high=points, units=_POINTS, kind="points", fate=which, computed=True)
    else:
        yield difference(replace(last, said=said, low=size, high=size, computed=True), which)
    if first:
        change = size / abs(first)
        low, high = change - _HALF_A_PERCENT, change + _HALF_A_PERCENT
        yield replace(
            last, said=said, low=low, high=high, units=_CHANGE, kind="change", head="", fate=which, computed=True
        )
