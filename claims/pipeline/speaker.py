"""Who a source is: name apart from role, kind, and the class of a source that the text does not name. Pure."""

from collections.abc import Sequence
from typing import cast

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.draft import Speaker, SpeakerKind, UnnamedClass
from claims.pipeline.syntax import RELATIVE_PRONOUNS, child, children, object_of, phrase

_KINDS: dict[str, SpeakerKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "government",
    "NORP": "collective",
}
_PRONOUNS: dict[str, SpeakerKind] = {"he": "person", "she": "person", "i": "person", "they": "collective"}


def speaker(source: Sequence[Token]) -> Speaker:
    """The speaker behind the tokens that head a source phrase; no token at all is an unstated source.

    A pronoun keeps its kind and no name: who it stands for is not guessed here.
    """
    heads = [t for t in source if t.lower_ not in RELATIVE_PRONOUNS]
    if not heads:
        return Speaker(unnamed_class="unstated")
    head = heads[0]
    if head.pos_ == "PRON" or head.tag_ == "PRP$":
        return Speaker(kind=_PRONOUNS.get(head.lower_, "collective"))
    names = name_tokens(head)
    unnamed = _unnamed_class(head) if not names or names[0].ent_type_ != "PERSON" else ""
    if unnamed:
        return Speaker(role=_words([t for t in _own_words(head) if t.pos_ != "DET"]), unnamed_class=unnamed)
    role = [t for t in _own_words(head) if t not in names]
    name = _words([*(names or _own_words(head)), *_of_which(head, names)])
    return Speaker(name, _role(head, role) if names else "", _kind(head, names))


def channel(verb: Token) -> str:
    """Where it was said ("in an op-ed", "on Twitter"), as the noun and what stands before it; empty where unsaid."""
    if verb.lemma_.lower() in ("tweet", "retweet"):
        return "Twitter"
    for preposition in children(verb, "prep"):
        place = object_of(preposition)
        if place is not None and place.lower_ in lx.CHANNELS | {"op", "ed"}:
            return _words([t for t in place.subtree if t.i <= place.i and t.pos_ in ("NOUN", "PROPN", "PUNCT", "X")])
    return ""


def _own_words(head: Token) -> list[Token]:
    """The words of the phrase up to its head, without what follows it in apposition and without its own possessive."""
    return [t for t in head.doc[head.left_edge.i : head.i + 1] if not t.is_quote]


def name_tokens(head: Token) -> list[Token]:
    """The proper nouns that end in `head`, titles before them left out; none where that is no proper noun."""
    run: list[Token] = []
    for token in reversed(_own_words(head)):
        if token.pos_ != "PROPN" and token.ent_type_ not in ("PERSON", "ORG", "GPE", "NORP"):
            break
        run.insert(0, token)
    if any(t.ent_type_ == "PERSON" for t in run):
        first = next(i for i, t in enumerate(run) if t.ent_type_ == "PERSON")
        run = run[first:]
    elif head.is_lower:
        return []
    return without_titles(run)


def without_titles(run: list[Token]) -> list[Token]:
    """A name's tokens without the titles and articles before it; a title that stands alone stays."""
    first = 0
    while first < len(run) - 1 and (run[first].lower_ in lx.TITLES or run[first].pos_ == "DET"):
        first += 1
    return run[first:]


def _of_which(head: Token, names: Sequence[Token]) -> list[Token]:
    """The "of Tartu" of "the University of Tartu"; a person's name has no such part."""
    of = child(head, "prep")
    whole = object_of(of) if of is not None and of.lower_ == "of" and of.i == head.i + 1 else None
    if whole is None or whole.pos_ != "PROPN" or any(t.ent_type_ == "PERSON" for t in names):
        return []
    return [t for t in head.doc[head.i + 1 : whole.i + 1] if not t.is_quote]


def _unnamed_class(head: Token) -> UnnamedClass:
    words = {head.lower_, head.lemma_.lower(), *(c.lower_ for c in children(head, "compound", "amod"))}
    for name, lemmas in lx.UNNAMED.items():
        if words & lemmas and child(head, "poss") is None and not head.is_title:
            return cast(UnnamedClass, name)
    return ""


def _role(head: Token, before: list[Token]) -> str:
    """What stands before the name, else the apposition after it."""
    words = [t for t in before if t.pos_ != "DET"]
    apposition = child(head, "appos")
    if not words and apposition is not None:
        words = [head.doc[i] for i in phrase(apposition) if i <= apposition.i and head.doc[i].pos_ != "DET"]
    return _words(words)


def _kind(head: Token, names: list[Token]) -> SpeakerKind:
    lemma = head.lemma_.lower()
    if names and any(t.ent_type_ == "PERSON" for t in names):
        return "person"
    for lemmas, kind in _BY_LEMMA:
        if lemma in lemmas or head.lower_ in lemmas:
            return kind
    for token in (head, *names):
        if token.ent_type_ in _KINDS:
            return _KINDS[token.ent_type_]
    return "collective" if head.tag_ in ("NNS", "NNPS") else "person"


def _words(tokens: Sequence[Token]) -> str:
    return "".join(t.text + t.whitespace_ for t in tokens).strip(" ,")


_BY_LEMMA: tuple[tuple[frozenset[str], SpeakerKind], ...] = (
    (lx.DOCUMENTS, "document"),
    (lx.GOVERNMENTS, "government"),
    (lx.ORGANISATIONS, "organisation"),
)
