"""Names that stand in a row: "five countries: A, B, C, D and E", and whether the row is the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.pipeline.compare.named import NO_NAMES, is_headline
from claims.pipeline.compare.words import Token, word_set
from claims.pipeline.numbers import number_at

_OPEN_BEFORE = word_set("including include includes like notably especially e.g mainly among")
_OPEN_AFTER = word_set("others other more etc elsewhere several many some")
_SMALL = word_set("of the de al")
_REACH = 7


@dataclass(frozen=True, slots=True)
class Listing:
    """Members as sets of stems, in order. `complete`: nothing says that there are more; `only`: "only A and B".

    `counted` is the count that introduces it ("four countries: ..."), 0 for none.
    """

    members: tuple[frozenset[str], ...]
    said: str
    complete: bool
    only: bool
    counted: float = 0.0

    def has(self, name: frozenset[str]) -> bool:
        return any(name & member for member in self.members)

    @property
    def is_whole(self) -> bool:
        """Whether the sentence itself says that these are all: by "only", or by a count that they add up to."""
        return self.complete and (self.only or self.counted == len(self.members))


def listings(found: Sequence[Token]) -> tuple[Listing, ...]:
    """Rows of two names or more, and single names after "only" or before "alone"."""
    if is_headline(found):
        return ()
    words = [token.text.lower() for token in found]
    counts = [(n.after, n.value) for at in range(len(words)) if (n := number_at(words, at)) is not None]
    out: list[Listing] = []
    at = 0
    while at < len(found):
        spans, end = _row(found, at)
        if len(spans) > 1 or (spans and _only(found, spans[0][0], end)):
            out.append(_listing(found, spans, end, counts))
        at = max(end, at + 1)
    return tuple(out)


def _row(found: Sequence[Token], at: int) -> tuple[list[tuple[int, int]], int]:
    """The names that begin at a token, joined by commas and "and" (never "or"), and where the row ends."""
    spans: list[tuple[int, int]] = []
    end, closed = at, False
    while True:
        start = end + 1 if end < len(found) and found[end].text.lower() == "the" else end
        stop = _name_end(found, start)
        if stop == start:
            return (spans, spans[-1][1]) if spans else ([], at)
        spans.append((start, stop))
        if closed or stop >= len(found):
            return spans, stop
        joint = found[stop].text.lower()
        follows = found[stop + 1].text.lower() if stop + 1 < len(found) else ""
        if joint == "," and follows == "and":
            end, closed = stop + 2, True
        elif joint in (",", "and"):
            end, closed = stop + 1, joint == "and"
        else:
            return spans, stop


def _name_end(found: Sequence[Token], start: int) -> int:
    end = start
    while end < len(found) and _is_name(found[end], inside=end > start):
        end += 1
    while end > start and found[end - 1].text.lower() in _SMALL:
        end -= 1
    return end


def _is_name(token: Token, inside: bool) -> bool:
    joined = not inside or token.gap in (" ", "-")
    return joined and ((token.capital and token.is_content and token.stem not in NO_NAMES) or _is_small(token, inside))


def _is_small(token: Token, inside: bool) -> bool:
    return inside and token.text in _SMALL


def _only(found: Sequence[Token], first: int, end: int) -> bool:
    before = [token.text.lower() for token in found[max(0, first - 2) : first]]
    return "only" in before[-1:] or before == ["only", "the"] or (end < len(found) and found[end].text == "alone")


def _listing(
    found: Sequence[Token], spans: list[tuple[int, int]], end: int, counts: Sequence[tuple[int, float]]
) -> Listing:
    first = spans[0][0]
    before = {token.text.lower() for token in found[max(0, first - 3) : first]}
    before_two = [token.text.lower() for token in found[max(0, first - 2) : first]]
    after = {token.text.lower() for token in found[end : end + 3]}
    members = tuple(frozenset(t.stem for t in found[a:b] if t.is_content) for a, b in spans)
    more = bool(before & _OPEN_BEFORE) or before_two == ["such", "as"] or bool(after & _OPEN_AFTER)
    counted = next((value for at, value in reversed(counts) if 0 <= first - at <= _REACH), 0.0)
    said = " ".join(token.text for token in found[first:end]).replace(" ,", ",")
    return Listing(members, said, not more, _only(found, first, end), counted)
