"""Reads a text the way the product does, for tests."""

from collections.abc import Sequence

from claims.pipeline.attribute import relations
from claims.pipeline.draft import ClaimDraft, ReadingDraft, Relation, Span
from claims.pipeline.extract import read
from sources.engines.language import parse, sentences


def reading(text: str) -> ReadingDraft:
    spans = sentences(text)
    return read(text, spans, parse(text, spans))


def claims(text: str) -> list[ClaimDraft]:
    return list(reading(text).claims)


def statements(text: str) -> list[str]:
    return [claim.statement for claim in claims(text)]


def only_claim(text: str) -> ClaimDraft:
    (claim,) = claims(text)
    return claim


def attributions(text: str) -> list[Relation]:
    return list(relations(parse(text, sentences(text))))


def words(text: str, spans: Sequence[Span]) -> str:
    return " | ".join(text[start:end] for start, end in spans)


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of every relation of `text` that puts forward a clause."""
    return [(words(text, r.source), words(text, r.cue), words(text, r.content)) for r in attributions(text) if r.says]
