"""Lists of names in a sentence: "China, Russia and Iran", and those that run on into "and five other ..."."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline.compare.words import word_set

_INSIDE = word_set("of the - – ’s 's de del al el bin ibn van von da la le for")
_PAIRED = frozenset({
    ("bosnia", "herzegovina"), ("trinidad", "tobago"), ("antigua", "barbuda"), ("tomé", "príncipe"),
    ("tome", "principe"), ("turks", "caicos"), ("wallis", "futuna"), ("kitts", "nevis"), ("miquelon", "pierre"),
})  # fmt: skip
_AND = frozenset({"and", "&"})


@dataclass(frozen=True, slots=True)
class Run:
    """Names with commas or "and" between them, as ranges of tokens. `stop` is the token after all of it.

    `closed` is true where "and" stands before the last name; `open_and` where "and" stands after it, before no name.
    """

    names: tuple[range, ...]
    stop: int
    closed: bool
    open_and: bool
    spare: int


def runs_of_names(sentence: Sentence) -> Iterator[Run]:
    """Every run of names, in order, single ones too."""
    at = sentence.start
    while at < sentence.end:
        name = _name(sentence, at)
        if name is None:
            at += 1
            continue
        run = _run(sentence, name)
        yield run
        at = run.stop


def _run(sentence: Sentence, name: range) -> Run:
    """The run that begins with `name`; a comma alone after "and" ends it."""
    doc, names, ands = sentence.doc, [name], 0
    at, closed, paired = name.stop, False, 0
    while at < sentence.end:
        comma = doc[at].text == ","
        linked = at + comma < sentence.end and doc[at + comma].lower_ in _AND
        if not (comma or linked):
            break
        if closed and comma:
            break
        following = _name(sentence, at + comma + linked)
        if following is None:
            return Run(tuple(names), at + comma + linked, False, linked, ands)
        if linked and not comma and _is_pair(doc[names[-1].stop - 1], doc[following.start]):
            names[-1] = range(names[-1].start, following.stop)
            paired += 1
            at = following.stop
            continue
        ands += closed
        closed = linked
        names.append(following)
        at = following.stop
    clean = at >= sentence.end or not (doc[at].text == "," and _name(sentence, at + 1) is not None)
    last = doc[names[-1].stop - 1]
    whole = last.dep_ not in ("compound", "amod", "poss") or last.head.i < last.i or last.head.i in names[-1]
    return Run(tuple(names), at, closed and clean and whole, False, ands)


def _is_pair(one: Token, other: Token) -> bool:
    return (one.lower_, other.lower_) in _PAIRED


def _name(sentence: Sentence, at: int) -> range | None:
    """The name that begins at token `at`; a leading "the" belongs to it."""
    doc, start = sentence.doc, at
    if at < sentence.end and doc[at].lower_ == "the":
        at += 1
    if at >= sentence.end or not _is_name(doc[at]):
        return None
    stop = at + 1
    while stop < sentence.end:
        if _is_name(doc[stop]):
            stop += 1
        elif doc[stop].lower_ in _INSIDE and (more := _resumes(sentence, stop)) is not None:
            stop = more
        else:
            break
    return range(start, stop)


def _resumes(sentence: Sentence, at: int) -> int | None:
    """Where the name goes on after up to two small words, the index after the next capital; None where it ends."""
    for after in (at + 1, at + 2):
        if after < sentence.end and _is_name(sentence.doc[after]):
            return after + 1
        if after < sentence.end and sentence.doc[after].lower_ not in _INSIDE:
            return None
    return None


def _is_name(token: Token) -> bool:
    """Whether it is of a name; the tagger takes "Water" in "Water Aid" for a noun, the recogniser knows better."""
    if not token.text[0].isupper() or token.ent_type_ in ("DATE", "TIME"):
        return False
    return token.pos_ == "PROPN" or (token.pos_ == "NOUN" and bool(token.ent_type_) and not token.is_sent_start)
