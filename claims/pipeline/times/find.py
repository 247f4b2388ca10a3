"""Finds the time expressions among the tokens of a claim, places them, and tells which cannot be placed and why."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from spacy.tokens import Span as Words
from spacy.tokens import Token

from claims.pipeline.draft import ParsedPart, Span, Unsettled, When
from claims.pipeline.line import Line
from claims.pipeline.syntax import base, runs
from claims.pipeline.times.dates import may_name
from claims.pipeline.times.moments import Moment
from claims.pipeline.times.period import Now
from claims.pipeline.times.phrase import phrase_at
from claims.pipeline.times.relative import NAMING
from claims.pipeline.times.tense import direction, governor

_HOLDING = frozenset("convene give have hold host launch make stage take".split())
_CARRIES = frozenset("prep advmod npadvmod tmod pobj pcomp xcomp auxpass aux".split())
_FARTHEST = 8


def times(part: ParsedPart, tokens: Sequence[int], published: datetime | None) -> tuple[When, ...]:
    """Each time expression among `tokens` (ascending) as a period, in order.

    Periods are in the zone of `published`, or in UTC without it. A bare weekday is the nearest in the direction of
    its verb's tense, the day of publication included; so is a day without its year, except that a condition ("if it
    fell on 3 May") is to come, and what bounds something past ("was shut until 3 May") is the nearest on either
    side. Weeks are ISO weeks, Monday to Sunday. Raises ValueError where `published` has no time zone.
    """
    if published is not None and published.utcoffset() is None:
        raise ValueError("Give the publication date with its time zone: days begin when they begin there.")
    return tuple(_when(part, words, moment, published) for words, moment in _moments(part, tokens))


def happened(part: ParsedPart, head: Token, whens: Sequence[When]) -> When | None:
    """The one of `whens` that says when the claim's main verb `head` took place; the shortest, if several do.

    One that hangs on the event a verb like "hold" takes counts too ("held a meeting on Saturday"); one that hangs on
    another noun or clause does not.
    """
    own = [when for when in whens if _hangs_on(_words(part, when.span), head)]
    return min(own, key=_length, default=None)


def unsettled_times(
    text: str, part: ParsedPart, whens: Sequence[When], published: datetime | None
) -> tuple[Unsettled, ...]:
    """What an editor has to say for each of `whens` that has no period, with the reason."""
    return tuple(
        Unsettled(when.span, _reason(text, part, when, published is not None)) for when in whens if not when.anchor
    )


def _moments(part: ParsedPart, tokens: Sequence[int]) -> Iterator[tuple[Words, Moment]]:
    for run in _within_sentences(part, tokens):
        line = _line(part, run)
        last = max((at for at, word in enumerate(line.words) if word in NAMING or may_name(word)), default=-1)
        at = 0
        while at <= last:
            phrase = phrase_at(line, at)
            if phrase is not None and phrase.moment is not None:
                yield part.doc[run.start + phrase.start : run.start + phrase.end], phrase.moment
            at = at + 1 if phrase is None else phrase.end


def _within_sentences(part: ParsedPart, tokens: Sequence[int]) -> Iterator[range]:
    for run in runs(tokens):
        start = run.start
        for i in run[1:]:
            if part.doc[i].is_sent_start:
                yield range(start, i)
                start = i
        yield range(start, run.stop)


def _line(part: ParsedPart, run: range) -> Line:
    return Line([part.doc[i] for i in run], [part.doc[i].lower_ for i in run])


def _when(part: ParsedPart, words: Words, moment: Moment, published: datetime | None) -> When:
    span = Span(part.starts[words.start], part.ends[words.end - 1])
    if moment.place is None or (moment.anchor == "published" and published is None):
        return When(span)
    try:
        start, end = moment.place(Now(published, *direction(governor(words), moment.bounds)))
    except (ValueError, OverflowError):
        return When(span)
    if (start is None and end is None) or (start is not None and end is not None and start >= end):
        return When(span)
    return When(span, start, end, moment.anchor)


def _words(part: ParsedPart, span: Span) -> Words:
    return part.doc[bisect_right(part.starts, span.start) - 1 : bisect_left(part.ends, span.end) + 1]


def _hangs_on(words: Words, head: Token) -> bool:
    token, above = words.root, governor(words)
    for _ in range(_FARTHEST):
        if above == head:
            return True
        held = (
            above.dep_ in ("dobj", "nsubjpass") and above.head == head and base(head) in _HOLDING and above.i < token.i
        )
        if held or token.dep_ not in _CARRIES or above.dep_ not in _CARRIES or above == token:
            return held
        token, above = above, above.head
    return False


def _length(when: When) -> tuple[bool, bool, timedelta]:
    """Short before long, open after both, unplaced last."""
    if when.start is None or when.end is None:
        return not when.anchor, True, timedelta()
    return False, False, when.end - when.start


def _reason(text: str, part: ParsedPart, when: When, is_dated: bool) -> str:
    said = text[when.span.start : when.span.end]
    words = _words(part, when.span)
    moment = next((moment for _, moment in _moments(part, range(words.start, words.end))), Moment())
    lacks = moment.lacks
    if lacks == "event":
        return f"“{said}” is reckoned from another event, whose time is not known."
    if lacks == "order":
        return f"“{said}” does not tell which number is the day and which the month."
    if lacks == "span" and (is_dated or moment.place is None):
        return f"“{said}” does not tell which year, month or week it belongs to."
    if lacks == "day" or is_dated:
        return f"The calendar has no such time as “{said}”."
    return f"No publication date is known, so “{said}” cannot be placed."
