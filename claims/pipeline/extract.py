"""Reads a parsed text into claims: each sentence's assertions, whose they are, and what is left out and why. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from spacy.tokens import Span as Sentence

from claims.pipeline.attribute import relations
from claims.pipeline.chain import Attributed, attributed, outward
from claims.pipeline.draft import ClaimDraft, ParsedPart, ReadingDraft, Relation, SentenceFate, Span
from claims.pipeline.entities import Names
from claims.pipeline.quotes import quotations
from claims.pipeline.statement import condition, modality, polarity, statement
from claims.pipeline.worth import unworthy


def read(
    text: str, sentences: Sequence[tuple[int, int]], parts: Iterable[ParsedPart], published: datetime | None = None
) -> ReadingDraft:
    """Everything that `text` asserts, sentence by sentence.

    `published`, in the publisher's zone, is what "on Saturday" is reckoned from; without it such words stay unsettled.
    `sentences` and `parts` are what the language engine gives for the same `text`; offsets everywhere are code points
    over it. Every sentence gets a fate: it made a claim, was left out for a reason, or could not be read.
    """
    claims: list[ClaimDraft] = []
    found: list[Relation] = []
    fates: dict[int, SentenceFate] = {}
    named = Names()
    for part in parts:
        named.add(part)
        said = list(relations([part]))
        found.extend(said)
        quoted = frozenset(i for quote in quotations(part) for i in quote)
        for sentence, said_here in _by_sentence(part, said):
            pieces = attributed(part, sentence, said_here)
            made, reason = _claims_of(text, part, pieces, said, quoted)
            claims.extend(made)
            span = Span(part.starts[sentence.start], part.ends[sentence.end - 1])
            fates[span.start] = SentenceFate(span, "claim" if made else "left_out", reason)
    unread = "it holds no words that can be parsed"
    return ReadingDraft(
        claims=tuple(claims),
        relations=tuple(found),
        sentences=tuple(fates.get(s, SentenceFate(Span(s, e), "unread", unread)) for s, e in sentences),
        entities=named.entities(),
    )


def _by_sentence(part: ParsedPart, said: Sequence[Relation]) -> Iterator[tuple[Sentence, list[Relation]]]:
    """Each sentence with the relations whose content or cue touches it."""
    sentences = list(part.doc.sents)
    starts = [part.starts[s.start] for s in sentences]
    touching: list[list[Relation]] = [[] for _ in sentences]
    for relation in said:
        if relation.says:
            spans = (*relation.content, *relation.cue)
            first = max(0, bisect_left(starts, min(s.start for s in spans) + 1) - 1)
            last = bisect_left(starts, max(s.end for s in spans))
            for i in range(first, last):
                touching[i].append(relation)
    return zip(sentences, touching, strict=True)


def _claims_of(
    text: str, part: ParsedPart, pieces: Sequence[Attributed], said: Sequence[Relation], quoted: frozenset[int]
) -> tuple[list[ClaimDraft], str]:
    """The claims of one sentence, or none and the reason."""
    reasons = [unworthy(part, piece, quoted) for piece in pieces]
    made = [_claim(text, part, piece, said) for piece, reason in zip(pieces, reasons, strict=True) if reason is None]
    return made, "" if made else next((r for r in reasons if r), "nothing is asserted")


def _claim(text: str, part: ParsedPart, piece: Attributed, said: Sequence[Relation]) -> ClaimDraft:
    head = piece.head
    return ClaimDraft(
        span=Span(part.starts[piece.tokens[0]], part.ends[piece.tokens[-1]]),
        statement=statement(text, part, piece.tokens),
        polarity=polarity(head),
        modality=modality(head),
        condition=condition(part, head, piece.tokens),
        chain=() if piece.relation is None else outward(piece.relation, said),
    )
