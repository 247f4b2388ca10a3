"""Finds the names in one parsed part: what is called so, at which characters, and which acronym stands for it. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from claims.pipeline.draft import EntityKind, ParsedPart, Span
from claims.pipeline.speaker import without_titles
from sources.text.naming import name_key

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
}
_EVENTS = frozenset("championship championships conference cup festival games olympics summit war".split())
_SMALL = frozenset("a and at de del des for in la of on the to und van von &".split())
_BRACKETS = frozenset("()[]{}")
_LONGEST_ACRONYM = 10


@dataclass(frozen=True, slots=True)
class Name:
    """One naming: `text` at `span`. `kind` is empty where the model sees no name; `is_definite` follows "the".

    `stands_for` is the key of the long form that the text puts beside an acronym.
    """

    span: Span
    text: str
    kind: EntityKind | Literal[""]
    is_definite: bool = False
    stands_for: str = ""

    @property
    def key(self) -> str:
        return name_key(self.text)


def names(part: ParsedPart) -> Iterator[Name]:
    """Every name in `part`, in no order; none overlaps another. Linear in its length."""
    taken: set[int] = set()
    for long, short in _introduced(part.doc):
        if taken.isdisjoint({*long, *short}):
            taken.update(long, short)
            whole = _name(part, long, _kind(part.doc, long) or "organisation")
            yield whole
            yield _name(part, short, whole.kind, whole.key)
    for ent in part.doc.ents:
        tokens = _bare([*ent], ent.label_)
        if tokens and taken.isdisjoint(at := [t.i for t in tokens]):
            taken.update(at)
            yield _name(part, at, _kind(part.doc, at))
    yield from (_name(part, [t.i], "") for t in part.doc if t.i not in taken and _is_loose(t))


def _bare(tokens: list[Token], label: str) -> list[Token]:
    """The tokens of a name proper: without brackets, possessive, article or title. None for an adjective or no name."""
    if label not in _KINDS or tokens[-1].pos_ == "ADJ":
        return []
    bracket = next((at for at, t in enumerate(tokens) if t.text in _BRACKETS and at), len(tokens))
    tokens = tokens[:bracket]
    while tokens and (tokens[-1].tag_ == "POS" or tokens[-1].is_quote or not _is_word(tokens[-1])):
        tokens = tokens[:-1]
    while tokens and (tokens[0].pos_ == "DET" or not _is_word(tokens[0])):
        tokens = tokens[1:]
    if label == "PERSON":
        owner = max((at for at, t in enumerate(tokens) if t.tag_ == "POS"), default=-1)
        tokens = without_titles(tokens[owner + 1 :])
    letters = "".join(t.text for t in tokens)
    return tokens if len(letters) > 1 and any(c.isupper() for c in letters) else []


def _kind(doc: Doc, at: Sequence[int]) -> EntityKind | Literal[""]:
    last = doc[at[-1]]
    if last.lower_ in _EVENTS and last.ent_type_ != "PERSON":
        return "event"
    return _KINDS.get(last.ent_type_, "")


def _name(part: ParsedPart, at: Sequence[int], kind: EntityKind | Literal[""], stands_for: str = "") -> Name:
    first, last = at[0], at[-1]
    text = "".join(t.text_with_ws for t in part.doc[first : last + 1]).strip()
    definite = first > 0 and part.doc[first - 1].lower_ == "the"
    return Name(Span(part.starts[first], part.ends[last]), text, kind, definite, stands_for)


def _introduced(doc: Doc) -> Iterator[tuple[range, range]]:
    """Long form and acronym wherever brackets put one beside the other: "Rural Water Board (RWB)", "RWB (Rural ...)".

    The initials have to match, as in Schwartz and Hearst's "A simple algorithm for identifying abbreviation
    definitions in biomedical text" (2003); small words may go without.
    """
    for bracket in doc[1:-2]:
        if bracket.text != "(":
            continue
        at = bracket.i
        inside, before = doc[at + 1], doc[at - 1]
        if doc[at + 2].text == ")" and _is_acronym(inside):
            if (first := _long_form(doc, at - 1, inside.text)) is not None:
                yield range(first, at), range(at + 1, at + 2)
        elif _is_acronym(before) and (end := _closing(doc, at)) and _long_form(doc, end - 1, before.text) == at + 1:
            yield range(at + 1, end), range(at - 1, at)


def _closing(doc: Doc, at: int) -> int | None:
    return next((t.i for t in doc[at + 2 : at + 3 * _LONGEST_ACRONYM] if t.text == ")"), None)


def _long_form(doc: Doc, last: int, acronym: str) -> int | None:
    """Where the words begin whose initials, up to token `last`, make the acronym; None where they do not."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    at = last + 1
    while letters:
        at -= 1
        if at < 0 or last - at > 3 * len(acronym) or (at < last and doc[at + 1].is_sent_start):
            return None
        if doc[at].lower_[0] == letters[-1]:
            letters.pop()
        elif doc[at].lower_ not in _SMALL | {"-"}:
            return None
    return at if doc[at].text[0].isupper() and last > at else None


def _is_acronym(token: Token) -> bool:
    text = token.text
    return text.isalpha() and len(text) <= _LONGEST_ACRONYM and sum(c.isupper() for c in text) > 1


def _is_loose(token: Token) -> bool:
    """A name of one word that the model does not see as one: it counts where the text tells whose it is."""
    if token.pos_ != "PROPN" or not token.is_alpha or not token.text[0].isupper():
        return False
    return _is_acronym(token) or not any(_is_part_of_name(t) for t in _beside(token))


def _beside(token: Token) -> Iterable[Token]:
    return (token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc))


def _is_part_of_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and not token.is_sent_start


def _is_word(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)
