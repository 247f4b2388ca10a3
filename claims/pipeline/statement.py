"""A claim's wording and its marks: polarity, modality, condition. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.antecedents import Mention
from claims.pipeline.descriptions import Pointing
from claims.pipeline.draft import Modality, ParsedPart, Polarity, Span
from claims.pipeline.syntax import base, child, children, is_negated, phrase, runs

_SPACE = re.compile(r"\s+")
_LINKS = frozenset({"that", "but", "and", "so"})
_CONNECTIVES = frozenset(
    "however meanwhile notably moreover furthermore separately additionally besides still nonetheless nevertheless "
    "thus therefore consequently instead also incidentally".split()
)
_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "no-one"})
_AWAITED = frozenset({"for", "on", "in", "at", "by", "next", "tomorrow"})
_MODAL_ADJECTIVES: dict[str, Modality] = {
    "likely": "expected", "due": "planned", "set": "planned", "ready": "planned", "unlikely": "possible",
    "possible": "possible",
}  # fmt: skip
_COMMAS = re.compile(r",(?:\s*,)+")
_QUOTE_MARKS = str.maketrans("", "", '“”«»„"')
_LOOSE = re.compile(r"\s+([,;:.!?]|[’']s\b)|^[\s,;:—–-]+|[\s,;:—–-]+$")


def statement(text: str, part: ParsedPart, order: Sequence[int], pointings: Sequence[Pointing] = ()) -> str:
    """The words at `order` as one sentence, what points back said in full.

    Quotation marks, a leading "that" and a leading "However," go; capital and full stop come.
    """
    pieces = _pieces(text, part, _unlinked(part, order), {p.at.start: p for p in pointings if p.to})
    words = " ".join(pieces).translate(_QUOTE_MARKS).replace("''", "")
    words = _COMMAS.sub(",", _LOOSE.sub(r"\1", _SPACE.sub(" ", words))).strip()
    if not words:
        return ""
    ended = words if words[-1] in ".!?…" else words + "."
    return ended[0].upper() + ended[1:]


def _pieces(text: str, part: ParsedPart, order: Sequence[int], said: Mapping[int, Pointing]) -> Iterator[str]:
    """Stretches of the text, and in their places what is said for the tokens that point back."""
    skipped = {i for pointing in said.values() for i in pointing.at}
    for run in runs(order, said.keys() | {pointing.at.stop for pointing in said.values()}):
        if run.start in said:
            yield in_full(part.doc[run.stop - 1], said[run.start])
        elif run.start not in skipped:
            yield text[part.starts[run.start] : part.ends[run.stop - 1]]


def in_full(token: Token, pointing: Pointing) -> str:
    """What stands in the statement for a pronoun or description that ends in `token`."""
    mention = pointing.to
    if mention is None:
        return token.text
    first, words = mention.head.doc[mention.tokens[0]], mention.words
    is_name = mention.head.pos_ == "PROPN" and first.pos_ == "PROPN"
    if first.is_sent_start and not is_name and not mention.is_event and words[1:2].islower():
        words = words[0].lower() + words[1:]
    if _has_article(mention.head) if is_name else _wants_article(mention, first):
        words = f"the {words}"
    if token.tag_ == "PRP$":
        words += "’" if words.endswith("s") and mention.head.tag_.endswith("S") else "’s"
    return words


def _has_article(name: Token) -> bool:
    """ "The Taliban"."""
    article = child(name, "det")
    return article is not None and article.lower_ == "the"


def _wants_article(mention: Mention, first: Token) -> bool:
    return mention.is_event or (first.pos_ not in ("DET", "PRON") and not mention.head.tag_.endswith("S"))


def _unlinked(part: ParsedPart, tokens: Sequence[int]) -> Sequence[int]:
    """`tokens` without the words that only link them to what stands before; "that" may also point ("That dam")."""
    doc = part.doc
    first = next((n for n, i in enumerate(tokens) if not (doc[i].is_punct or doc[i].is_quote)), len(tokens))
    if first == len(tokens):
        return tokens
    link = doc[tokens[first]]
    if link.lower_ in _CONNECTIVES and first + 1 < len(tokens) and doc[tokens[first + 1]].text == ",":
        return tokens[first + 2 :]
    if link.lower_ not in _LINKS:
        return tokens
    opens = link.is_sent_start or link.nbor(-1).is_quote or link.nbor(-1).text == "''"
    points = link.lower_ == "that" and link.dep_ != "mark" and opens
    return tokens if points else tokens[first + 1 :]


def polarity(head: Token) -> Polarity:
    """Whether the claim's own verb is negated, or its subject or object is nobody and nothing."""
    if is_negated(head):
        return "negated"
    things = (t for t in children(head, "nsubj", "nsubjpass", "dobj", "attr", "expl"))
    return "negated" if any(_is_none(thing) for thing in things) else "asserted"


def _is_none(thing: Token) -> bool:
    """ "No reason", "nobody", "none of them", "neither town"."""
    return thing.lower_ in _NOBODY or any(
        c.lower_ in ("no", "neither") for c in children(thing, "det", "preconj", "cc")
    )


def modality(head: Token) -> Modality:
    """How firmly the claim's own verb puts it: expected, planned, possible, or plainly asserted."""
    words = {c.lower_ for c in children(head, "aux", "advmod")}
    if words & lx.POSSIBLE or ("would" in words and any(True for _ in _conditions(head))):
        return "possible"
    judged = child(head, "acomp") if base(head) == "be" else None
    if judged is not None and child(judged, "xcomp", "ccomp") is not None and judged.lower_ in _MODAL_ADJECTIVES:
        return _MODAL_ADJECTIVES[judged.lower_]
    lemma, onward = base(head), child(head, "xcomp") is not None
    if lemma in lx.EXPECTING and (onward or _is_awaited(head)):
        return "expected"
    if words & (lx.PLANNED | {"would"}) or (lemma in lx.PLANNING and (onward or _is_awaited(head))):
        return "planned"
    return "asserted"


def _is_awaited(head: Token) -> bool:
    """ "The vote is planned for May", "a ruling is expected on Friday": nothing has happened yet."""
    return child(head, "auxpass") is not None and any(p.lower_ in _AWAITED for p in children(head, "prep", "npadvmod"))


def condition(part: ParsedPart, head: Token, tokens: Sequence[int]) -> Span | None:
    """The "if ..." clause that the claim hangs on, where it has one among `tokens`."""
    inside = set(tokens)
    where = next((phrase(clause) for clause, mark in _conditions(head) if mark.i in inside), None)
    return None if where is None else Span(part.starts[where.start], part.ends[where.stop - 1])


def _conditions(head: Token) -> Iterator[tuple[Token, Token]]:
    """The conditional clauses of a claim, each with its "if"."""
    for clause in _clauses_under(head):
        mark = child(clause, "mark")
        if mark is not None and mark.lower_ in lx.CONDITIONS and clause.dep_ == "advcl":
            yield clause, mark


def _clauses_under(head: Token) -> list[Token]:
    """The clauses that hang on `head`, and on what it governs ("refused to attend if ...")."""
    found = list(children(head, "advcl"))
    for onward in children(head, "xcomp", "ccomp", "conj"):
        found.extend(children(onward, "advcl"))
        found.extend(c for deeper in children(onward, "xcomp") for c in children(deeper, "advcl"))
    return found
