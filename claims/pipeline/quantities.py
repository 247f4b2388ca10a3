"""The numbers a claim states: how much, of what, how exactly, and in which characters. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from claims.pipeline.draft import Approximation, ParsedPart, Quantity, Span
from claims.pipeline.figures import counts, is_year
from claims.pipeline.line import Line
from claims.pipeline.numbers import (
    FRACTIONS,
    MULTIPLIERS,
    Number,
    approximation_after,
    approximation_before,
    digits,
    number_at,
)
from claims.pipeline.syntax import base, object_of, runs

_DASHES = frozenset({"-", "–", "—"})
_DASHED = re.compile(r"(\d[\d.,]*)[-–—](\d[\d.,]*)")
_MONEY = re.compile(r"(?:[A-Z]{1,3})?[$€£¥₹]|Rs\.?|USD|EUR|GBP")
_PERCENT = (("%",), ("percent",), ("pct",), ("per", "cent"))
_LASTING = frozenset("hour day week month year decade".split())  # "over six years" is for that long
_CHANGES = frozenset(
    "rise fall grow increase decrease drop climb jump shrink cut raise slip slide surge change expand decline reduce "
    "lower move go".split()
)


class _Read(NamedTuple):
    """What stands in words `start` to `end` of a line; `unit` is still to be shared where a change gives it once."""

    start: int
    end: int
    value: float
    unit: str
    approximation: Approximation = "exact"
    high: float | None = None


def quantities(part: ParsedPart, tokens: Sequence[int]) -> tuple[Quantity, ...]:
    """Each number stated among `tokens` (ascending), in order; dates and other times ("two days ago"), ordinals
    and labels ("page 3") are left out.

    A span runs from the word of approximation or the currency sign through the number to the unit, as far as they
    touch: "about 4,000 people", "more than $1.5bn", "at least five" in "at least five other countries". A share has no
    unit: "half", "two thirds" and "one in five" are 0.5, 0.67 and 0.2. Money in signs has the sign as its unit, in
    words the word ("dollar"). A range has its lower end as `value`; "from 3 to 5" after a verb of change is two, as is
    "4% to 9 billion".
    """
    found = []
    for run in runs(tokens):
        line = Line([part.doc[i] for i in run], [_word(part.doc[i]) for i in run])
        for read in _read(line):
            last = run.start + read.end - 1
            stop = len(part.doc[last].text) - len(line.words[read.end - 1])
            span = Span(part.starts[run.start + read.start], part.ends[last] - stop)
            found.append(Quantity(span, read.value, read.unit, read.approximation, read.high))
    return tuple(found)


def _word(token: Token) -> str:
    """The full stop that ends a sentence stays with a short last token ("$15m."); it is no part of the number."""
    word = token.lower_.removesuffix(".")
    return word if word in MULTIPLIERS else token.lower_


def _read(line: Line) -> Iterator[_Read]:
    at = 0
    while at < len(line.words):
        if _is_numeric_date(line, at):
            at += 5
            continue
        if share := _share(line, at):
            yield share
            at = share.end
            continue
        low = _number(line, at)
        if low is None:
            at += 1
            continue
        high = _upper_end(line, at, low)
        end, reads = _pair(line, at, low, high) if high else _single(line, at, low)
        yield from reads
        at = end


def _number(line: Line, at: int) -> Number | None:
    if dashed := _DASHED.fullmatch(line.words[at]):
        value = digits(dashed[1])
        return None if value is None else Number(value, at + 1)
    if line.words[at] == "one" and line.word(at + 1) not in MULTIPLIERS:
        return Number(1.0, at + 1)
    number = number_at(line.words, at)
    if number and line.words[number.after - 1] == "m" and number.after > at + 1 and not _is_million(line, at, number):
        return Number(number.value / 1e6, number.after - 1)
    return number


def _is_million(line: Line, at: int, number: Number) -> bool:
    """Whether "5 m" is five million: money, or a count of things; else it is metres."""
    follows = line.tokens[number.after] if number.after < len(line.tokens) else None
    return _money_before(line, at) != at or (follows is not None and follows.tag_ in ("NNS", "NNPS"))


def _upper_end(line: Line, at: int, low: Number) -> Number | None:
    """The second number of a range or a change."""
    if dashed := _DASHED.fullmatch(line.words[at]):
        value, scale, after = digits(dashed[2]), MULTIPLIERS.get(line.word(at + 1)), at + 1
        return None if value is None else Number(value * (scale or 1), after + bool(scale), scale or 1.0)
    after = _after_percent(line, low.after)
    link, before = line.word(after), _word_before(line, at)
    if not (link in _DASHES or link in ("to", "or") or (link == "and" and before == "between")):
        return None
    second = after + 2 if _MONEY.fullmatch(line.text(after + 1)) else after + 1
    high = _number(line, second) if second < len(line.words) else None
    if high and after > low.after and _after_percent(line, high.after) == high.after:
        return None  # "4% to 9.8 billion crowns" is a change and what it led to
    return high


def _after_percent(line: Line, at: int) -> int:
    """The position after "%" or "per cent" at a position, the position itself where neither stands."""
    return at + max((len(sign) for sign in _PERCENT if tuple(line.words[at : at + len(sign)]) == sign), default=0)


def _pair(line: Line, at: int, low: Number, high: Number) -> tuple[int, list[_Read]]:
    """A range as one quantity, a change as two; none where it is a score ("2-1"), a span of years or no range."""
    value = low.value * high.scale if low.scale == 1 and low.value < high.value / high.scale else low.value
    unit, end = _unit(line, at, high.after)
    before = _word_before(line, at)
    years = is_year(low.value, line.words[at]) or (_DASHED.fullmatch(line.words[at]) and 1700 <= low.value <= 2100)
    if years and not (unit and line.tokens[at].ent_type_ != "DATE"):
        return high.after, []
    if not counts(line.tokens, at, high.after, low.value) and line.words[at] != "one":
        return high.after, []
    linked_by_dash = line.word(low.after) in _DASHES or (low.after == at + 1 and high.after <= at + 2)
    if value >= high.value or not (unit or before in ("between", "from")):
        return (high.after, []) if linked_by_dash else _single(line, at, low)
    start = _money_before(line, at)
    if before == "from" and _is_change(line.tokens[start - 1]):
        later = line.words.index("to", low.after) + 1
        return end, [_Read(start, low.after, value, unit), _Read(later, end, high.value, unit)]
    start = start - 1 if before in ("between", "from") else approximation_before(line.words, start)[1]
    return end, [_Read(start, end, value, unit, "between", high.value)]


def _single(line: Line, at: int, number: Number) -> tuple[int, list[_Read]]:
    if not counts(line.tokens, at, number.after, number.value):
        return number.after, []
    approximation, start = approximation_before(line.words, _money_before(line, at))
    unit, end = _unit(line, at, number.after)
    behind, after = approximation_after(line.words, number.after)
    if behind != "exact":
        approximation, end = behind, max(end, after)
        unit, end = _unit(line, at, end) if not unit else (unit, end)
    if line.word(end) == "ago":
        return end, []
    if line.word(start) == "over" and line.tokens[start].dep_ == "prep" and unit in _LASTING:
        approximation, start = "exact", _money_before(line, at)
    if number.value == 0.5 and line.words[at] == "half":
        unit, end = "", number.after
    return end, [_Read(start, end, number.value, unit, approximation)]


def _share(line: Line, at: int) -> _Read | None:
    """ "two thirds", "a quarter of", "one in five", "nine out of ten", "nine of 10"."""
    word = line.words[at]
    if word in ("a", "one") and line.word(at + 1) in FRACTIONS and line.word(at + 2) == "of":
        return _as_share(line, at, at + 2, 1 / FRACTIONS[line.words[at + 1]])
    part = 1.0 if word == "one" else getattr(number_at(line.words, at), "value", None)
    if part is None:
        return None
    name = at + 2 if line.word(at + 1) == "-" else at + 1
    in_parts = line.word(name).endswith("s") if part > 1 else name == at + 2
    if in_parts and line.word(name) in FRACTIONS:
        return _as_share(line, at, name + 1, part / FRACTIONS[line.words[name]])
    whole = at + 3 if line.words[at + 1 : at + 3] == ["out", "of"] else at + 2
    among = number_at(line.words, whole) if whole < len(line.words) else None
    is_share = whole == at + 3 or (line.word(at + 1) == "in" and part == 1)
    if among is None or not (is_share or (line.word(at + 1) == "of" and among.value in (10, 100))):
        return None
    return _as_share(line, at, among.after, part / among.value) if part < among.value <= 1000 else None


def _as_share(line: Line, at: int, end: int, value: float) -> _Read:
    approximation, start = approximation_before(line.words, at)
    return _Read(start, end, value, "", approximation)


def _unit(line: Line, at: int, after: int) -> tuple[str, int]:
    """What is counted by the number in words `at` to `after`, and where the words end that touch it."""
    if (percent := _after_percent(line, after)) != after:
        return "%", percent
    if (money := _money_before(line, at)) != at:
        return line.tokens[money].text, after
    if line.word(after) == "percentage" and line.word(after + 1) in ("point", "points"):
        return "percentage point", after + 2
    noun = after + 1 if line.word(after) == "-" else after
    follows = line.tokens[noun] if noun < len(line.tokens) else None
    if follows is not None and follows.is_alpha and not line.tokens[after - 1].whitespace_ and noun == after:
        return follows.text, after + 1
    head = _counted(line.tokens[after - 1])
    if head is not None and (follows is None or follows.i <= head.i):
        return _singular(head), noun + 1 if head == follows else after
    if follows is not None and follows.pos_ == "NOUN" and follows.is_alpha:
        return _singular(follows), noun + 1
    if follows is not None and follows.lower_ == "of" and (whole := object_of(follows)) and whole.pos_ == "NOUN":
        return _singular(whole), after
    return "", after


def _counted(number: Token) -> Token | None:
    """The noun that `number` modifies, through the further words of the number."""
    head = number
    for _ in range(4):
        if head.dep_ not in ("nummod", "compound", "quantmod", "nmod", "amod") or head.head.i <= head.i:
            return None
        head = head.head
        if head.pos_ in ("NOUN", "PROPN") and head.text[0].isalpha() and _word(head) not in (*MULTIPLIERS, "cent"):
            return head
    return None


def _singular(noun: Token) -> str:
    word = noun.text if noun.tag_ not in ("NNS", "NNPS") else noun.lemma_
    if noun.tag_ == "NNPS" and word == noun.text:
        word = word.removesuffix("s")
    return word.lower() if word.istitle() and noun.ent_type_ != "NORP" else word


def _money_before(line: Line, at: int) -> int:
    """Where the currency sign before a number stands, else `at`."""
    return at - 1 if at and _MONEY.fullmatch(line.tokens[at - 1].text) else at


def _word_before(line: Line, at: int) -> str:
    return line.word(_money_before(line, at) - 1)


def _is_change(preposition: Token) -> bool:
    return base(preposition.head) in _CHANGES


def _is_numeric_date(line: Line, at: int) -> bool:
    """ "2021-09-11" in five tokens."""
    five = line.words[at : at + 5]
    return len(five) == 5 and five[1] == five[3] == "-" and all(five[i].isdigit() for i in (0, 2, 4))
