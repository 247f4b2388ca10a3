"""Who a source is: name apart from role, kind, and the class of a source that the text does not name. Pure."""

from collections.abc import Sequence
from itertools import takewhile
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
    if (bearer := _named_beside(head)) is not None:
        called = _without_determiner(list(head.doc[head.left_edge.i : bearer.left_edge.i]))
        kind = _kind(head, []) if _is_body(head) else "person"
        return Speaker(_words(name_tokens(bearer)), _words(called), kind)
    names = name_tokens(head)
    unnamed = _unnamed_class(head) if not names or names[0].ent_type_ != "PERSON" else ""
    if unnamed:
        return Speaker(role=_role(head, _own_words(head)), unnamed_class=unnamed)
    role = [t for t in _own_words(head) if t not in names]
    name = _words([*(names or _own_words(head)), *_of_which(head, names)])
    return Speaker(name, _role(head, role) if names else "", _kind(head, names))


def _named_beside(head: Token) -> Token | None:
    """The name that a role is set before: "the head of the agency, Ivo Marek"; none where the role stands alone."""
    if head.pos_ != "NOUN" or head.tag_ == "NNS":
        return None
    loose = head.lower_ in lx.TITLES or _is_body(head)
    personal = ("PERSON", "", "ORG", "GPE", "NORP") if loose else ("PERSON", "")
    beside = (c for c in children(head, "appos") if c.pos_ == "PROPN" and c.ent_type_ in personal)
    return next(beside, None) or _named_past(head)


def _named_past(head: Token) -> Token | None:
    """The person whom parsers hang on the place or body of a role: "the mayor of Ostry, Ivo Marek"."""
    if _is_body(head):
        return None
    names = (t for t in head.subtree if t.dep_ == "appos" and t.pos_ == "PROPN" and t.ent_type_ == "PERSON")
    end = head.right_edge.i
    return next((t for t in names if t.i == end or (t.i == end - 1 and t.doc[end].is_punct)), None)


def _is_body(head: Token) -> bool:
    return head.lemma_.lower() in lx.ORGANISATIONS | lx.GOVERNMENTS


def _without_determiner(words: Sequence[Token]) -> list[Token]:
    """The words of a role without the article or the "her" before it."""
    first = words[0] if words else None
    return [t for t in words if t != first or (t.pos_ != "DET" and t.tag_ != "PRP$")]


def channel(verb: Token) -> str:
    """Where it was said: "op-ed", "Twitter", "interview with the BBC"; empty where the text does not tell."""
    if verb.lemma_.lower() in ("tweet", "retweet"):
        return "Twitter"
    speaking = (c for c in children(verb, "advcl") if c.lower_ in ("speaking", "talking", "writing"))
    told = children(verb, "dobj") if verb.lemma_.lower() in ("address", "tell") else ()
    for place in (*told, *(object_of(p) for v in (verb, *speaking) for p in children(v, "prep"))):
        if place is not None and place.lower_ in lx.CHANNELS | {"op", "ed"}:
            return _words([*_own_name(place), *_asked_by(place)])
        if place is not None and place.text == "X" and place.head.lower_ == "on":
            return "X"
    return ""


def _own_name(place: Token) -> list[Token]:
    return [t for t in place.subtree if t.i <= place.i and t.pos_ in ("NOUN", "PROPN", "PUNCT", "X")]


def _asked_by(place: Token) -> list[Token]:
    """The "with the BBC" of an interview."""
    of = child(place, "prep")
    who = object_of(of) if of is not None and of.lower_ == "with" and of.i == place.i + 1 else None
    return [] if who is None else list(who.doc[place.i + 1 : who.i + 1])


def _own_words(head: Token) -> list[Token]:
    """The words of the phrase up to its head, without what follows it in apposition and without its own possessive."""
    return [t for t in head.doc[head.left_edge.i : head.i + 1] if not t.is_quote or t.tag_ == "POS"]


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
    """The "of Tartu" of "the University of Tartu", "of its board" of "a member of its board"; no part of a name."""
    of = child(head, "prep")
    if (
        of is None
        or of.lower_ not in ("for", "of")
        or of.i != head.i + 1
        or any(t.ent_type_ == "PERSON" for t in names)
    ):
        return []
    whole = object_of(of)
    if whole is None or (names and whole.pos_ != "PROPN"):
        return []
    return [t for t in head.doc[head.i + 1 : whole.i + 1] if not t.is_quote]


def _unnamed_class(head: Token) -> UnnamedClass:
    called = _called(head)
    words = {called, head.lower_, *(c.lower_ for c in children(head, "compound", "amod"))}
    proper = head.is_title and not (head.is_sent_start and called in lx.PLAIN)
    for name, lemmas in lx.UNNAMED.items():
        named = proper or (name == "media" and (_is_titled(head) or _is_one_outlet(head)))
        if words & lemmas and child(head, "poss") is None and not named:
            return cast(UnnamedClass, name)
    return "sources" if _is_anonymous(head) or (called in lx.ANYBODY and _knows(head)) else ""


def _is_anonymous(head: Token) -> bool:
    """Whether `head` is kept without a name: "a clerk who spoke on condition of anonymity", "an unnamed clerk"."""
    before = any(c.lower_ in lx.NAMELESS for c in children(head, "amod"))
    return before or any(t.lower_ in lx.NAMELESS for c in children(head, "relcl", "acl") for t in c.subtree)


def _is_one_outlet(head: Token) -> bool:
    """ "The state broadcaster" is one certain outlet; "the media", "local newspapers" are not."""
    article = child(head, "det")
    return (
        head.tag_ == "NN" and head.lower_ not in ("media", "press") and article is not None and article.lower_ == "the"
    )


def _is_titled(head: Token) -> bool:
    """Whether a name tells which ("the Baltic Courier newspaper"); a country's does not ("some US media")."""
    return any(c.pos_ == "PROPN" and c.ent_type_ not in ("GPE", "NORP", "LOC") for c in children(head, "compound"))


def _called(head: Token) -> str:
    """The base form of `head`; a sentence's first word, which taggers take for a name, in the singular."""
    word = head.lower_
    return word[:-1] if head.is_sent_start and word.endswith("s") else head.lemma_.lower()


def _knows(head: Token) -> bool:
    """Whether the text vouches for `head` by what it knows and not by a name ("a person familiar with the plan")."""
    return any(t.lower_ in lx.KNOWING for t in head.doc[head.i + 1 : head.right_edge.i + 1])


def _role(head: Token, before: list[Token]) -> str:
    """What stands before the name, else the apposition after it."""
    words = [t for t in before if t.pos_ != "DET" and t.tag_ != "PRP$"]
    apposition = child(head, "appos")
    if not words and apposition is not None:
        told = takewhile(lambda t: not t.is_punct or t.text == "-", (head.doc[i] for i in phrase(apposition)))
        words = _without_determiner(list(told))
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
