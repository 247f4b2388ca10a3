"""What our own reading finds in a text, as hops, and the rule that tells the kind of a hop from its words."""

import dataclasses
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from benchmarks.attribution.hop import Hop, Kind
from claims.pipeline import extract
from claims.pipeline import stance_words as sw
from claims.pipeline.attribute import relations
from claims.pipeline.chain import outward
from claims.pipeline.draft import Relation, Span, Speaker
from claims.pipeline.quotes import quotations
from claims.pipeline.syntax import base, is_finite
from sources.engines.language import Part, parse, sentences
from sources.text.canonical import canonical

_ACCORDING = ("according to", "in the words of", "in the view of", "in the opinion of")


def parsed(given: str) -> list[Part]:
    """The text as the product parses it; offsets are into the text as given, also where it is kept in another form."""
    text = canonical(given)
    return [
        dataclasses.replace(
            part,
            starts=[text.given(*span)[0] for span in zip(part.starts, part.ends, strict=True)],
            ends=[text.given(*span)[1] for span in zip(part.starts, part.ends, strict=True)],
        )
        for part in parse(text.text, sentences(text.text))
    ]


def read(given: str, parts: Sequence[Part]) -> tuple[Hop, ...]:
    """Every hop that our reading finds in `given`, parsed as `parts`, its speaker as the claims name them."""
    found = list(relations(parts))
    chains = (claim.chain for claim in extract.read(given, [], parts).claims)
    named = {_place(hop): hop.speaker for chain in chains for hop in chain}
    return tuple(_hop(given, parts, relation, found, named) for relation in found)


def _place(relation: Relation) -> tuple[object, ...]:
    return relation.source, relation.cue, relation.content


def _hop(
    given: str,
    parts: Sequence[Part],
    relation: Relation,
    found: list[Relation],
    named: Mapping[tuple[object, ...], Speaker],
) -> Hop:
    chain = outward(relation, found)
    return Hop(
        source=relation.source,
        cue=relation.cue,
        content=relation.content,
        kind=kind_of(given, parts, relation.source, relation.cue, relation.content),
        speaker=named.get(_place(relation), relation.speaker),
        channel=relation.channel,
        is_denial=relation.is_denial,
        outer=found.index(chain[1]) if len(chain) > 1 else None,
    )


def kind_of(
    given: str, parts: Sequence[Part], source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]
) -> Kind:
    """The kind by form, the first that fits; `GUIDE.md` gives people the same order.

    according-to by the words of the cue; direct or mixed where all or part of the content stands in quotation marks;
    noun where the cue has a noun and no verb but a light one; attitude where somebody is the source and no head of the
    content is a finite verb; else indirect.
    """
    if any(given[start:end].lower().startswith(_ACCORDING) for start, end in cue):
        return "according-to"
    said = list(_tokens(parts, content))
    quoted = {(id(part), i) for part in parts for quote in quotations(part) for i in quote}
    inside = [(id(part), token.i) in quoted for part, token in said if not token.is_punct]
    if any(inside):
        return "direct" if all(inside) else "mixed"
    cues = [token for _, token in _tokens(parts, cue)]
    verbs = [base(token) for token in cues if token.pos_ == "VERB"]
    if any(token.pos_ in ("NOUN", "PROPN") for token in cues) and sw.LIGHT_VERBS.issuperset(verbs):
        return "noun"
    if source and not any(is_finite(token) for token in _heads([token for _, token in said])):
        return "attitude"
    return "indirect"


def _heads(said: Sequence[Token]) -> Iterator[Token]:
    """The words of `said` that hang on none of its others."""
    inside = {token.i for token in said}
    return (token for token in said if token.dep_ == "ROOT" or token.head.i not in inside)


def _tokens(parts: Sequence[Part], spans: Sequence[Span]) -> Iterator[tuple[Part, Token]]:
    for part in parts:
        for start, end in spans:
            for i in range(bisect_left(part.starts, start), bisect_left(part.starts, end)):
                yield part, part.doc[i]
