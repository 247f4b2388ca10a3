"""Attribution relations of a parsed text: frames inside sentences, quotations across them. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from claims.pipeline import lexicon as lx
from claims.pipeline.dateline import after_dateline
from claims.pipeline.draft import ParsedPart, Quotation, Relation, Span
from claims.pipeline.frame import Frame
from claims.pipeline.frames import frames
from claims.pipeline.labels import labelled
from claims.pipeline.quotes import assign, only_quoted, quotations
from claims.pipeline.reported import aside
from claims.pipeline.speaker import channel, speaker
from claims.pipeline.syntax import base, is_negated, phrase, runs

_NARRATOR = frozenset({"after", "as", "before", "during", "when", "while"})
_EDGE = frozenset({",", ";", ":", ".", "—", "–", "-", "―", "...", "…"})


def relations(parts: Iterable[ParsedPart]) -> Iterator[Relation]:
    """Every attribution in the text, in the order of the cues within each part."""
    for part in parts:
        yield from _relations_of(part)


def _relations_of(part: ParsedPart) -> Iterator[Relation]:
    quotes = quotations(part)
    inside = frozenset(i for quote in quotes for i in quote)
    heard = (frame for sentence in part.doc.sents for frame in frames(sentence))
    found = [frame for frame in (*labelled(part), *heard) if frame.head.i not in inside]
    quoted = assign(part, found, quotes)
    contents = [_content(part, frame, own, inside) for frame, own in zip(found, quoted, strict=True)]
    told = frozenset(i for content in contents for i in content)
    spoken = [(frame, content) for frame, content in zip(found, contents, strict=True) if content]
    for frame, content in zip(found, contents, strict=True):
        words = _cited(frame, spoken) if frame.cites else content
        if words and (frame.relays or frame.head.i not in told):
            yield _relation(part, frame, words, inside)


def _cited(frame: Frame, spoken: Sequence[tuple[Frame, list[int]]]) -> list[int]:
    """What the speaker says who is "citing ..." on the same verb; nothing where that is not to be seen."""
    beside = {frame.head.head.i, *(t.i for t in frame.head.ancestors)}
    hosts = [(host, content) for host, content in spoken if host.says and host.head.i in beside]
    return next((content for host, content in hosts if frame.head.i not in content), [])


def _content(part: ParsedPart, frame: Frame, quotes: Sequence[range], inside: frozenset[int]) -> list[int]:
    """The tokens that `frame` and its quotations say; a stance inside another's content is part of that."""
    said = () if only_quoted(part, frame, quotes) else frame.content
    speakers = {i for t in frame.source if t.pos_ != "PRON" for i in range(t.left_edge.i, t.i + 1)} - inside
    content = set(said).union(*quotes) - set(frame.cue) - speakers
    content -= set(range(frame.head.sent.start, after_dateline(part, frame.head.sent)))
    words = _trimmed(part, sorted(content - _after_quotation(part, frame, quotes, content)))
    if not words or not frame.content:
        return words
    dropped = {*aside(words, part.doc, inside), *_wedge(part, frame, words)}
    return _trimmed(part, [i for i in words if i not in dropped])


def _wedge(part: ParsedPart, frame: Frame, words: Sequence[int]) -> set[int]:
    """The two commas around the speaker in "The plan, said Ana Ruiz, will fail", which part no more than that."""
    before = max((i for i in words if i < frame.head.i), default=None)
    after = min((i for i in words if i > frame.head.i), default=None)
    if before is None or after is None or part.doc[before].text != "," or part.doc[after].text != ",":
        return set()
    goes_on = after + 1 < len(part.doc) and part.doc[after + 1].dep_ not in ("cc", "mark", "prep")
    return {before, after} if goes_on else set()


def _after_quotation(part: ParsedPart, frame: Frame, quotes: Sequence[range], content: set[int]) -> set[int]:
    """The narrator's closing "as he faces a vote" after a quoted piece of the content, which is not the speaker's."""
    for quote in quotes:
        tail = quote.stop
        if tail not in content or quote.start not in content or frame.head.i > quote.start:
            continue
        if part.doc[tail].lower_ in _NARRATOR and part.doc[tail].dep_ in ("mark", "advmod", "prep"):
            return {i for i in content if i >= tail}
    return set()


def _trimmed(part: ParsedPart, content: list[int]) -> list[int]:
    while content and part.doc[content[-1]].text in _EDGE:
        content.pop()
    first = 0
    while first < len(content) and part.doc[content[first]].text in _EDGE:
        first += 1
    return content[first:]


def _relation(part: ParsedPart, frame: Frame, content: list[int], inside: frozenset[int]) -> Relation:
    source = _trimmed(part, sorted({i for t in frame.source for i in phrase(t)} - set(content) - set(frame.cue)))
    lemma = base(frame.head)
    return Relation(
        source=_spans(part, source),
        cue=_spans(part, frame.cue),
        content=_spans(part, content),
        speaker=speaker(frame.source),
        channel=channel(frame.head),
        quotation=_quotation(content, inside),
        modality="expected" if lemma in lx.EXPECTING else "planned" if lemma in lx.PLANNING else "asserted",
        is_denial=lemma in lx.DENIALS and not is_negated(frame.head),
        says=frame.says,
        is_cited=frame.cites,
    )


def _quotation(content: Sequence[int], inside: frozenset[int]) -> Quotation:
    quoted = sum(i in inside for i in content)
    return "paraphrase" if not quoted else "direct" if quoted == len(content) else "mixed"


def _spans(part: ParsedPart, tokens: Sequence[int]) -> tuple[Span, ...]:
    return tuple(Span(part.starts[run.start], part.ends[run.stop - 1]) for run in runs(tokens))
