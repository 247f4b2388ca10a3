"""Why a stretch of text is no claim: questions, wishes, commands, opinions, boilerplate. Pure."""

import re

from spacy.tokens import Token

from claims.pipeline.chain import Attributed
from claims.pipeline.draft import ParsedPart
from claims.pipeline.syntax import child, children, is_finite

_FEWEST_WORDS = 3
_BOILERPLATE = re.compile(
    r"^(?:subscribe|sign up|click|read more|read also|also read|see also|follow us|share this|advertisement|photo|"
    r"image|file photo|getty|copyright|©|all rights reserved|by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}$|"
    r"(?:reporting|writing|editing|additional reporting) by|related|comments?\b|newsletter|watch:|listen:)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^By(?: [A-Z][\w.'’-]+){1,4}(?:,.*| and(?: [A-Z][\w.'’-]+){1,4})?$")
_OPINION = frozenset({"think", "believe", "feel", "hope", "wish", "guess", "suppose", "love", "hate", "want"})


def unworthy(part: ParsedPart, piece: Attributed, quoted: frozenset[int]) -> str | None:
    """The reason why `piece` is no claim, in words for an editor, or None where it is one.

    `quoted` are the tokens of `part` that stand between quotation marks.
    """
    doc, head = part.doc, piece.head
    words = [doc[i] for i in piece.tokens if doc[i].is_alpha or doc[i].like_num]
    text = "".join(doc[i].text_with_ws for i in piece.tokens).strip()
    if _BOILERPLATE.match(text) or _BYLINE.match(text):
        return "boilerplate"
    if text.rstrip("\"'”’)").endswith("?"):
        return "a question"
    if len(words) < _FEWEST_WORDS:
        return "too short to assert anything"
    if piece.relation is None and all(word.i in quoted for word in words):
        return "a quotation whose speaker was not found"
    if _is_command(head):
        return "a command or a wish"
    if not _has_verb(head) and not any(_is_misread(doc[i]) for i in piece.tokens):
        return "no finite verb"
    if _is_opinion(head):
        return "a first-person opinion"
    return None


def _has_verb(head: Token) -> bool:
    return is_finite(head) or any(is_finite(c) for c in children(head, "ccomp", "conj", "parataxis", "advcl"))


def _is_misread(token: Token) -> bool:
    """Whether `token`, tagged a participle, is in truth a past tense: "The river flooded street 5", noun before it."""
    if token.tag_ != "VBN" or token.dep_ == "acl" or token.i == token.sent.start:
        return False
    return child(token, "nsubj") is not None or token.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON")


def _is_command(head: Token) -> bool:
    """ "Let us pray", "Send us your photos", "May they rest in peace"."""
    if child(head, "nsubj", "nsubjpass", "csubj", "expl", "attr") is not None:
        first = head.sent[0]
        return first.lower_ == "may" and first.head is head
    return head.tag_ == "VB" and not any(c.tag_ == "MD" or c.lower_ == "to" for c in children(head, "aux"))


def _is_opinion(head: Token) -> bool:
    subject = child(head, "nsubj")
    return subject is not None and subject.lower_ in ("i", "we") and head.lemma_.lower() in _OPINION
