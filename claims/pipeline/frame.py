"""One attribution inside a sentence, in token indexes, before quotations and offsets are put to it."""

from dataclasses import dataclass

from spacy.tokens import Token

from claims.pipeline.syntax import children, object_of, subject


@dataclass(frozen=True, slots=True)
class Frame:
    """Who (`source`, by head words), by which words (`cue`), says or holds what (`content`); indexes ascending.

    `says` marks a clause put forward as true or false; `speaks` a verb of speech, which may take a quotation; `relays`
    words passed on, a hop of a chain, and so kept where others of their kind are part of what somebody else says.
    `cites` marks whom a speaker takes the words from ("X, citing Y, said ..."): the content is that speaker's.
    """

    head: Token
    cue: tuple[int, ...]
    source: tuple[Token, ...]
    content: tuple[int, ...]
    says: bool = True
    speaks: bool = False
    relays: bool = False
    cites: bool = False


def frame(
    head: Token,
    source: tuple[Token, ...],
    content: set[int],
    *,
    extra: tuple[int, ...] = (),
    says: bool = True,
    speaks: bool = False,
    relays: bool = False,
) -> Frame:
    """A frame around `head`, its auxiliaries, negation and particle in the cue; `extra` cue words with them.

    A participle without a subject of its own ("adding that ...") is what the subject of the whole sentence does.
    """
    cue = {head.i, *extra, *(c.i for c in children(head, "aux", "auxpass", "neg", "prt"))}
    cue -= content - {head.i}
    if not source and head.tag_ in ("VBG", "VB"):
        source = subject(head.sent.root)
    return Frame(head, tuple(sorted(cue)), source, tuple(sorted(content - cue)), says, speaks, relays)


def preposition(token: Token, wanted: frozenset[str] | None) -> Token | None:
    """The prepositional dependent of `token` that is one of `wanted` and has an object."""
    if not wanted:
        return None
    return next((p for p in children(token, "prep", "agent") if p.lower_ in wanted and object_of(p) is not None), None)
