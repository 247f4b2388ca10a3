"""Reads a parsed text into claims: each sentence's assertions, whose they are, and what is left out and why. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline.antecedents import Antecedents
from claims.pipeline.attribute import relations
from claims.pipeline.chain import Attributed, attributed, outward
from claims.pipeline.contradictions import Ledger
from claims.pipeline.descriptions import Pointing
from claims.pipeline.draft import (
    ClaimDraft,
    ParsedPart,
    ReadingDraft,
    Relation,
    Resolution,
    SentenceFate,
    Span,
    Unsettled,
)
from claims.pipeline.entities import Names
from claims.pipeline.left_out import why_left_out
from claims.pipeline.quantities import quantities
from claims.pipeline.quotes import quotations
from claims.pipeline.reference import References
from claims.pipeline.speaker import speaker
from claims.pipeline.split import Assertion
from claims.pipeline.statement import condition, in_full, modality, polarity, statement
from claims.pipeline.syntax import runs
from claims.pipeline.times import happened, times, unsettled_times
from claims.pipeline.worth import features, worth


def read(
    text: str,
    sentences: Sequence[tuple[int, int]],
    parts: Iterable[ParsedPart],
    published: datetime | None = None,
    title: str = "",
    title_parts: Iterable[ParsedPart] = (),
) -> ReadingDraft:
    """Everything that `text` asserts, sentence by sentence, and where it or its `title` contradicts itself.

    `published`, in the publisher's zone, is what "on Saturday" is reckoned from; without it such words stay unsettled.
    `sentences` and `parts` are what the language engine gives for the same `text`; offsets everywhere are code points
    over it. Every sentence gets a fate: it made a claim, was left out for a reason, or could not be read.
    """
    claims: list[ClaimDraft] = []
    found: list[Relation] = []
    fates: dict[int, SentenceFate] = {}
    ledger = Ledger(text, title, title_parts)
    named = Names()
    for part in parts:
        named.add(part)
        said = list(relations([part]))
        found.extend(said)
        ledger.add(part, said)
        quoted = frozenset(i for quote in quotations(part) for i in quote)
        reader = _PartReader(text, part, published, quoted)
        for sentence, said_here in _by_sentence(part, said):
            pieces = attributed(part, sentence, said_here)
            made, reason = _claims_of(reader, pieces, said)
            claims.extend(made)
            span = Span(part.starts[sentence.start], part.ends[sentence.end - 1])
            fates[span.start] = SentenceFate(span, "claim" if made else "left_out", reason)
    unread = "it holds no words that can be parsed"
    return ReadingDraft(
        claims=tuple(claims),
        relations=tuple(found),
        sentences=tuple(fates.get(s, SentenceFate(Span(s, e), "unread", unread)) for s, e in sentences),
        contradictions=ledger.contradictions(),
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
    reader: "_PartReader", pieces: Sequence[Attributed], said: Sequence[Relation]
) -> tuple[list[ClaimDraft], str]:
    """The claims of one sentence, or none and the reason."""
    reasons = [why_left_out(reader.part, piece, reader.quoted) for piece in pieces]
    found = (reader.claim(piece, said) for piece, reason in zip(pieces, reasons, strict=True) if reason is None)
    made = list({(claim.span, claim.statement): claim for claim in found}.values())
    return made, "" if made else next((r for r in reasons if r), "nothing is asserted")


class _PartReader:
    """Turns the assertions of one parsed part into claims; what was spoken of is gathered once for all of them."""

    def __init__(self, text: str, part: ParsedPart, published: datetime | None, quoted: frozenset[int]) -> None:
        self.text, self.part, self.published, self.quoted = text, part, published, quoted
        self.references = References(Antecedents(part))

    def claim(self, piece: Attributed, said: Sequence[Relation]) -> ClaimDraft:
        head, words = piece.head, piece.assertion
        chain = tuple(self._named(relation) for relation in self._chain(piece, said))
        told_by = self._head_of(piece.relation.source) if piece.relation else None
        pointings = self.references.of(words.order, told_by, self.quoted)
        unsettled = tuple(Unsettled(self._span(p.at), p.reason) for p in pointings if p.to is None)
        spoken_of = [*(self.part.doc[i] for i in words.order), *(p.to.head for p in pointings if p.to)]
        whens = times(self.part, words.order, self.published)
        unsettled += unsettled_times(self.text, self.part, whens, self.published)
        put, firmly = polarity(head), modality(head)
        terms = features(spoken_of, put, firmly, chain, len(unsettled))
        return ClaimDraft(
            span=self._span(piece.tokens),
            statement=statement(self.text, self.part, words.order, pointings),
            polarity=put,
            modality=firmly,
            condition=condition(self.part, head, piece.tokens),
            chain=chain,
            pieces=tuple(self._span(run) for run in runs(piece.tokens)),
            resolutions=tuple(self._resolutions(words, pointings)),
            quantities=quantities(self.part, words.own),
            times=whens,
            happened=happened(self.part, head, whens),
            unsettled=unsettled,
            worth=worth(terms),
            features=terms,
        )

    def _span(self, tokens: Sequence[int]) -> Span:
        return Span(self.part.starts[tokens[0]], self.part.ends[tokens[-1]])

    @staticmethod
    def _chain(piece: Attributed, said: Sequence[Relation]) -> tuple[Relation, ...]:
        return () if piece.relation is None else outward(piece.relation, said)

    def _named(self, relation: Relation) -> Relation:
        """The hop with the name of whom its source words mean ("She", "the minister"), where that is certain."""
        source = self._head_of(relation.source)
        meant = self.references.speaker(source) if source is not None else None
        if meant is None:
            return relation
        fuller = speaker([meant.head])
        kind = relation.speaker.kind if source is not None and source.pos_ == "NOUN" else fuller.kind
        return replace(relation, speaker=replace(fuller, role=relation.speaker.role or fuller.role, kind=kind))

    def _head_of(self, spans: Sequence[Span]) -> Token | None:
        """The word on which the others of a source phrase hang."""
        if not spans:
            return None
        first, last = (bisect_left(self.part.starts, offset) for offset in spans[0])
        words = self.part.doc[first:last]
        return words.root if len(words) else None

    def _resolutions(self, words: Assertion, pointings: Sequence[Pointing]) -> Iterator[Resolution]:
        """What stands elsewhere in the sentence belongs, as an empty span, where the claim's own words begin."""
        if words.borrowed:
            at = self.part.starts[words.own[0]]
            lent = self._span(words.borrowed)
            yield Resolution(Span(at, at), lent, self.text[slice(*lent)])
        for pointing in pointings:
            if pointing.to is not None:
                said = in_full(self.part.doc[pointing.at.stop - 1], pointing)
                yield Resolution(self._span(pointing.at), self._span(pointing.to.tokens), said)
