"""A claim's wording and its marks: polarity, modality, condition. Pure."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.draft import Modality, ParsedPart, Polarity, Span
from claims.pipeline.syntax import base, child, children, is_negated, phrase, runs

_SPACE = re.compile(r"\s+")
_LINKS = frozenset({"that", "but", "and", "so"})
_COMMAS = re.compile(r",(?:\s*,)+")
_QUOTE_MARKS = str.maketrans("", "", '“”«»„"')
_LOOSE = re.compile(r"\s+([,;:.!?])|^[\s,;:—–-]+|[\s,;:—–-]+$")


def statement(text: str, part: ParsedPart, tokens: Sequence[int]) -> str:
    """The words at `tokens` as one sentence: quotation marks and a leading "that" off, capital and full stop on."""
    pieces = (text[part.starts[run.start] : part.ends[run.stop - 1]] for run in runs(_unlinked(part, tokens)))
    words = " ".join(pieces).translate(_QUOTE_MARKS).replace("''", "")
    words = _COMMAS.sub(",", _LOOSE.sub(r"\1", _SPACE.sub(" ", words))).strip()
    if not words:
        return ""
    ended = words if words[-1] in ".!?…" else words + "."
    return ended[0].upper() + ended[1:]


def _unlinked(part: ParsedPart, tokens: Sequence[int]) -> Sequence[int]:
    """`tokens` without the word that only links them to what stands before; "that" may also point ("That dam")."""
    doc = part.doc
    first = next((n for n, i in enumerate(tokens) if not (doc[i].is_punct or doc[i].is_quote)), len(tokens))
    if first == len(tokens) or (link := doc[tokens[first]]).lower_ not in _LINKS:
        return tokens
    opens = link.is_sent_start or link.nbor(-1).is_quote or link.nbor(-1).text == "''"
    points = link.lower_ == "that" and link.dep_ != "mark" and opens
    return tokens if points else tokens[first + 1 :]


def polarity(head: Token) -> Polarity:
    """Whether the claim's own verb is negated."""
    return "negated" if is_negated(head) else "asserted"


def modality(head: Token) -> Modality:
    """How firmly the claim's own verb puts it: expected, planned, possible, or plainly asserted."""
    words = {c.lower_ for c in children(head, "aux", "advmod")}
    lemma = base(head)
    if words & lx.POSSIBLE:
        return "possible"
    onward = child(head, "xcomp") is not None
    if lemma in lx.EXPECTING and onward:
        return "expected"
    if words & lx.PLANNED or (lemma in lx.PLANNING and onward):
        return "planned"
    return "asserted"


def condition(part: ParsedPart, head: Token, tokens: Sequence[int]) -> Span | None:
    """The "if ..." clause that the claim hangs on, where it has one among `tokens`."""
    inside = set(tokens)
    for clause in _clauses_under(head):
        mark = child(clause, "mark")
        if mark is not None and mark.lower_ in lx.CONDITIONS and clause.dep_ == "advcl" and mark.i in inside:
            where = phrase(clause)
            return Span(part.starts[where.start], part.ends[where.stop - 1])
    return None


def _clauses_under(head: Token) -> list[Token]:
    """The clauses that hang on `head`, and on what it governs ("refused to attend if ...")."""
    found = list(children(head, "advcl"))
    for onward in children(head, "xcomp", "ccomp", "conj"):
        found.extend(children(onward, "advcl"))
        found.extend(c for deeper in children(onward, "xcomp") for c in children(deeper, "advcl"))
    return found
