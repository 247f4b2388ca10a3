"""Stretches between quotation marks in a parsed part, and whose words they are. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from claims.pipeline.draft import ParsedPart
from claims.pipeline.frame import Frame
from claims.pipeline.syntax import is_finite

_OPEN = frozenset({"“", "«", "„", "``"})
_CLOSE = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''"})
_STOPS = frozenset({",", ".", "!", "?", "…", "..."})


def quotations(part: ParsedPart) -> list[range]:
    """Token ranges from an opening quotation mark to its closing one, both included, in order and apart.

    A quotation left open at a paragraph's end runs on where the next paragraph opens with a mark again (the printers'
    rule), as a range of its own; else it ends with the paragraph.
    """
    return [found for paragraph in paragraphs(part) for found in _in_paragraph(part.doc, paragraph)]


def assign(part: ParsedPart, frames: Sequence[Frame], quotes: Sequence[range]) -> list[list[range]]:
    """For each of `frames` the quotations that are its content, wholly or in part.

    A quotation belongs to the verb of speech whose complement it fills or overlaps, else to the nearest one in its
    sentence that has none; one that stands alone goes on with what was told right before it (see `_continues`).
    """
    owned: list[list[range]] = [[] for _ in frames]
    by_sentence = _by_sentence(frames)
    inside = frozenset(i for quote in quotes for i in quote)
    open_ended = [all(t in inside for t in frame.content) for frame in frames]
    firsts = [s.start for s in part.doc.sents]
    last: int | None = None
    for quote in quotes:
        touched = range(bisect_right(firsts, quote.start) - 1, bisect_right(firsts, quote.stop - 1))
        candidates = [i for n in touched for i in by_sentence.get(firsts[n], ())]
        owner = _overlapping(frames, candidates, quote)
        if owner is None:
            free = [i for i in candidates if owned[i] or open_ended[i]]
            free = [i for i in free if _is_said(part.doc, quote, frames[i].head.i)]
            owner = min(free, key=lambda i: _distance(frames[i].head.i, quote), default=None)
        if owner is None:
            previous = by_sentence.get(firsts[touched.start - 1], []) if touched.start > 0 else []
            told = [*([] if last is None else [last]), *previous]
            owner = next((i for i in told if _continues(part, owned[i], frames[i], quote)), None)
        if owner is not None:
            owned[owner].append(quote)
            last = owner
    return owned


def _by_sentence(frames: Sequence[Frame]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for i, frame in enumerate(frames):
        if frame.speaks:
            found.setdefault(frame.head.sent.start, []).append(i)
    return found


def _overlapping(frames: Sequence[Frame], candidates: Sequence[int], quote: range) -> int | None:
    """The innermost candidate whose complement overlaps `quote`."""
    inside = [i for i in candidates if any(t in quote for t in frames[i].content)]
    return min(inside, key=lambda i: len(frames[i].content), default=None)


def _distance(token: int, quote: range) -> int:
    return quote.start - token if token < quote.start else token - quote.stop + 1


def _is_said(doc: Doc, quote: range, verb: int) -> bool:
    """Whether `quote` can be what the `verb` beside it says, and is not just a word held at a distance or a title."""
    inner = doc[quote.start + 1 : quote.stop - 1]
    if not any(t.is_alpha for t in inner):
        return False
    introduced = quote.start - 1 == verb or doc[quote.start - 1].text in (",", ":")
    return introduced or inner[-1].text in _STOPS or any(is_finite(t) for t in inner)


def _stands_alone(part: ParsedPart, quote: range) -> bool:
    """Whether `quote` opens its first sentence and is most of what its sentences say."""
    doc = part.doc
    before = range(doc[quote.start].sent.start, quote.start)
    after = range(quote.stop, doc[quote.stop - 1].sent.end)
    return not any(doc[i].is_alpha for i in before) and sum(doc[i].is_alpha for i in after) < len(quote) / 2


def _continues(part: ParsedPart, earlier: Sequence[range], frame: Frame, quote: range) -> bool:
    """Whether `quote`, alone in its sentences, goes on with what `frame` told just before it.

    A paragraph that is a quotation goes on with the one before, unless that closed a quotation: papers then name anew.
    """
    if not _stands_alone(part, quote):
        return False
    doc = part.doc
    ended = max([frame.head.sent.end, *(doc[q.stop - 1].sent.end for q in earlier[-1:])])
    if doc[quote.start].sent.start != ended:
        return False
    same = bisect_right(part.paragraphs, quote.start) == bisect_right(part.paragraphs, ended - 1)
    return same or doc[ended - 1].text not in _CLOSE | _EITHER


def only_quoted(part: ParsedPart, frame: Frame, quotes: Sequence[range]) -> bool:
    """Whether a whole quotation stands right beside the saying, so that no other words are its content."""
    return any(_announced(part.doc, frame, quote) or _closed(part.doc, frame, quote) for quote in quotes)


def _announced(doc: Doc, frame: Frame, quote: range) -> bool:
    """Whether a colon opens `quote`, or a comma right after the verb does ("she said, “...”")."""
    before = doc[quote.start - 1] if quote.start > 0 else None
    if before is None or before.text not in (":", ","):
        return False
    if before.text == ",":
        return frame.head.i == before.i - 1 and _is_whole(doc, quote)
    return frame.head.i < quote.start or doc[quote.stop - 1].sent == frame.head.sent


def _closed(doc: Doc, frame: Frame, quote: range) -> bool:
    """Whether `quote`, a sentence of its own, ends where "she said" begins."""
    start = min([frame.head.i, *(t.left_edge.i for t in frame.source if t.i < frame.head.i)])
    opens = quote.start == 0 or doc[quote.start].is_sent_start or doc[quote.start - 1].text in _STOPS
    return quote.stop == start and opens and _is_whole(doc, quote)


def _is_whole(doc: Doc, quote: range) -> bool:
    inner = doc[quote.start + 1 : quote.stop - 1]
    return len(inner) > 1 and inner[-1].text in _STOPS and any(is_finite(t) for t in inner)


def paragraphs(part: ParsedPart) -> list[range]:
    """Token ranges of the paragraphs of `part`."""
    firsts = [*part.paragraphs, len(part.doc)]
    return [range(a, b) for a, b in pairwise(firsts)]


def _in_paragraph(doc: Doc, paragraph: range) -> Iterator[range]:
    opened: int | None = None
    for i in paragraph:
        mark = doc[i].text
        if opened is None:
            if mark in _OPEN or (mark in _EITHER and not (doc[i].whitespace_ and i > paragraph.start)):
                opened = i
        elif mark in _CLOSE or mark in _EITHER:
            yield range(opened, i + 1)
            opened = None
    if opened is not None and opened + 1 < paragraph.stop:
        yield range(opened, paragraph.stop)
