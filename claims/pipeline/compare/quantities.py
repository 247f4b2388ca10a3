"""Numbers of a sentence, each with what it measures and how exact it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from claims.pipeline.compare import measures
from claims.pipeline.compare.counted import STOPS, around, counted
from claims.pipeline.compare.differences import as_difference, between
from claims.pipeline.compare.exactness import bounds, is_year, written_step
from claims.pipeline.compare.kinds import CHANGE_VERBS, DASHES, is_day, measure
from claims.pipeline.compare.quantity import DATED, Quantity
from claims.pipeline.compare.ranks import rank_at
from claims.pipeline.compare.shares import Read, read_words
from claims.pipeline.compare.words import Token, stem_set, word_set
from claims.pipeline.numbers import Number, approximation_before, number_at

__all__ = ["Quantity", "bounds", "quantities"]

SPORT = stem_set(
    "beat defeat win won lose lost draw match game score goal final victory defeat lead trail set half-time"
)
NO_COUNT_AFTER_ONE = word_set("of day another time more thing way")
_TO_REACH = 7
_BEFORE_ONE = word_set("no any the this every each that which number day at")


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """Every number of a sentence in order, with shares, multiples, ranks and scores; a range is one number."""
    words = [token.text.lower() for token in tokens]
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read, after = _read(tokens, words, at)
        found.extend(read)
        at = max(after, at + 1)
    return tuple(found)


def _read(tokens: Sequence[Token], words: list[str], at: int) -> tuple[list[Quantity], int]:
    if (rank := rank_at(tokens, words, at)) is not None:
        value, head, after = rank
        about = around(tokens, at, after) - {head}
        return [Quantity(_said(tokens, at, after), value, value, frozenset({head}), "rank", head, about=about)], after
    if (said := read_words(words, at)) is not None:
        return [_in_words(tokens, words, at, said)], said.end
    number = number_at(words, at) or _lone_one(tokens, words, at)
    if number is None:
        return [], at + 1
    if (score := _score(tokens, words, at, number)) is not None:
        return [score], at + 2
    if _is_change_from(tokens, words, at) and (last := _last_figure(words, number.after)) is not None:
        return list(_change(tokens, words, at, number, last)), last  # the 7 of "from 5 to 7 percent" is read next
    high = _upper_end(tokens, words, at, number)
    if high is None:
        return [as_difference(tokens, words, at, number.after, _one(tokens, words, at, number))], number.after
    end = high[1]
    whole = _one(tokens, words, at, Number(end.value, end.after, end.scale))
    lower = _one(tokens, words, at, Number(_lower_end(number, end), end.after, end.scale))
    return [replace(whole, said=_said(tokens, at, end.after), low=min(lower.low, whole.high))], end.after


def _lower_end(low: Number, high: Number) -> float:
    """ "2 to 3 million" begins at two million."""
    return low.value * high.scale if high.scale > 1 and low.scale == 1 and low.value < 1000 else low.value


def _said(tokens: Sequence[Token], at: int, after: int) -> str:
    return " ".join(token.text for token in tokens[at:after])


def _in_words(tokens: Sequence[Token], words: list[str], at: int, read: Read) -> Quantity:
    said = _said(tokens, at, read.end)
    if read.kind == "count":
        units, head, fate = counted(tokens, at, read.end)
        return Quantity(said, read.low, read.high, units, "count", head, fate)
    about = around(tokens, at, read.end)
    low, high = _share_bounds(words, at, read)
    return Quantity(said, low, high, frozenset({read.kind}), read.kind, about=about)


def _share_bounds(words: list[str], at: int, read: Read) -> tuple[float, float]:
    kind, _ = approximation_before(words, at)
    if kind in ("at least", "more than"):
        return read.low, max(1.0, read.high) if read.kind == "share" else inf
    if kind in ("at most", "less than"):
        return 0.0, read.high
    slack = (0.1 if kind == "about" else 0.01) * read.low
    return read.low - slack, read.high + slack


def _lone_one(tokens: Sequence[Token], words: list[str], at: int) -> Number | None:
    """ "one person died"; not "one of them", "one day"."""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if words[at] != "one" or follows is None or not follows.is_content or words[at + 1] in NO_COUNT_AFTER_ONE:
        return None
    return None if at and words[at - 1] in _BEFORE_ONE else Number(1.0, at + 1)


def _score(tokens: Sequence[Token], words: list[str], at: int, first: Number) -> Quantity | None:
    """ "3-1" of a match: two small whole numbers with a dash; the sentence speaks of winning, or the first leads."""
    end = first.after
    if end != at + 1 or end >= len(tokens) or tokens[end].gap not in DASHES or tokens[at].gap in DASHES:
        return None
    second = number_at(words, end)
    if second is None or second.after != end + 1 or not (words[at].isdecimal() and words[end].isdecimal()):
        return None
    values = sorted((first.value, second.value))
    if values[1] > 200 or (first.value < second.value and not {t.stem for t in tokens} & SPORT):
        return None
    if end + 1 < len(tokens) and tokens[end + 1].gap in DASHES:
        return None  # a date
    total = values[1] * 1000 + values[0]
    return Quantity(f"{words[at]}-{words[end]}", total, total, frozenset({"score"}), "score")


def _upper_end(tokens: Sequence[Token], words: list[str], at: int, low: Number) -> tuple[int, Number] | None:
    """The second number of a range, and where it begins."""
    after = low.after
    if after >= len(tokens) or is_day(tokens, at, low.after, low.value):
        return None
    link = words[after]
    start = after if tokens[after].gap in DASHES else after + 1
    between = at > 0 and words[at - 1] == "between" and link == "and"
    if start == after + 1 and not (link in ("to", "or") or between):
        return None
    at_high = start + 1 if start < len(tokens) and tokens[start].text in measures.SIGNS else start
    high = number_at(words, at_high) if at_high < len(words) else None
    if high is None or high.value <= low.value or is_year(low.value) != is_year(high.value):
        return None
    return at_high, high


def _is_change_from(tokens: Sequence[Token], words: list[str], at: int) -> bool:
    back = at - 2 if at and tokens[at - 1].text in measures.SIGNS else at - 1
    return back >= 0 and words[back] == "from" and any(t.stem in CHANGE_VERBS for t in tokens[max(0, back - 8) : back])


def _last_figure(words: list[str], after: int) -> int | None:
    """Where the figure after "to" begins, in the same clause."""
    for at in range(after, min(after + _TO_REACH, len(words) - 1)):
        if words[at] in STOPS:
            return None
        if words[at] == "to":
            start = at + 2 if words[at + 1] in measures.SIGNS and at + 2 < len(words) else at + 1
            return start if number_at(words, start) is not None else None
    return None


def _change(tokens: Sequence[Token], words: list[str], at: int, first: Number, last: int) -> Iterator[Quantity]:
    """What "from 10 to 8 percent" comes to; the first figure has the unit of the last if it has none of its own."""
    end = number_at(words, last)
    if end is None or not end.value or is_year(first.value):
        return
    whole = _one(tokens, words, last, end)
    if whole.kind in DATED or whole.unit == "f":
        return
    yield from between(_lower_end(first, end) * whole.low / end.value, whole, _said(tokens, at, end.after))


def _one(tokens: Sequence[Token], words: list[str], at: int, number: Number) -> Quantity:
    said = _said(tokens, at, number.after)
    low, high = bounds(words, at, number.value, number.after)
    kind, unit, factor = measure(tokens, words, at, number)
    step = written_step(words[at], number, whole=0.0 if kind == "count" else number.scale)
    if kind == "count":
        units, head, fate = counted(tokens, at, number.after)
        return Quantity(said, low, high, units, "count", head, fate, frozenset(), "", step)
    if kind == "temperature":
        low, high = measures.celsius(low, unit), measures.celsius(high, unit)
    about = frozenset[str]() if kind == "age" else around(tokens, at, number.after)
    return Quantity(said, low * factor, high * factor, frozenset({kind}), kind, "", "", about, unit, step * factor)
