"""Why a stretch of text is no claim: questions, wishes, commands, opinions, boilerplate. Pure."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claims.pipeline.chain import Attributed
from claims.pipeline.draft import ParsedPart
from claims.pipeline.syntax import child, children, is_finite

_FEWEST_WORDS = 3
_BOILERPLATE = re.compile(
    "^(?:"
    + "|".join(
        (
            r"subscribe\b|sign (?:up|in)\b|log in\b|click|contact us\b|download (?:our|the) app",
            r"(?:read|see) (?:more|also)|also read|related (?:stories|articles|topics|news)|related:|most read",
            r"follow us|follow \S+ on (?:twitter|x|facebook|instagram)|share this|(?:our |the )?newsletter",
            r"advertisement|we use cookies|accept (?:all )?cookies|skip to |home [|>/»]|tags?:|topics?:|watch:|listen:",
            r"(?:file )?(?:photo|picture|image)s?\b ?[:/(]|\(?(?:photo|image|picture) (?:by|credit|courtesy)",
            r"file photo\b.{0,80}$|photo\b.{0,80}$|getty|comments?(?: \(\d+\))?$",
            r"copyright|©|all rights reserved|by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}$",
            r"(?:reporting|writing|editing|additional reporting|with reporting|translated|edited|compiled) by",
            r"this (?:story|article|report|piece) (?:was|is|has been|first|originally)\b.{0,40}"
            r"\b(?:supplied|published|appeared|produced|updated|provided|syndicated)\b",
        )
    )
    + ")",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^By(?: [A-Z][\w.'’-]+){1,4}(?:,.*| and(?: [A-Z][\w.'’-]+){1,4})?$")
_OPINION = frozenset({"think", "believe", "feel", "hope", "wish", "guess", "suppose", "love", "hate", "want"})
_OUGHT = frozenset({"should", "ought", "must"})
_JUDGING = frozenset(
    "absurd amazing appalling awful beautiful best brilliant crazy dreadful excellent fair fantastic good great "
    "horrible important nice outrageous perfect pathetic regrettable right sad shameful stupid terrible unacceptable "
    "unfair unforgivable vital welcome wonderful worst wrong".split()
)


def why_left_out(part: ParsedPart, piece: Attributed, quoted: frozenset[int]) -> str | None:
    """The reason why `piece` is no claim, in words for an editor, or None where it is one.

    `quoted` are the tokens of `part` that stand between quotation marks.
    """
    doc, head = part.doc, piece.head
    words = [doc[i] for i in piece.assertion.order if doc[i].is_alpha or doc[i].like_num]
    text = "".join(doc[i].text_with_ws for i in piece.tokens).strip()
    if _BOILERPLATE.match(text) or _BYLINE.match(text):
        return "boilerplate"
    if text.rstrip("\"'”’)").endswith("?"):
        return "a question"
    if len(words) < _FEWEST_WORDS:
        return "too short to assert anything"
    if piece.relation is None and all(word.i in quoted for word in words):
        return "a quotation whose speaker was not found"
    if _is_fragment([doc[i] for i in piece.assertion.order]):
        return "a part of a sentence"
    if not piece.assertion.borrowed and _is_command(head):
        return "a command or a wish"
    lent = piece.assertion.borrowed  # "was", "will" and their like among them make a bare form finite
    if not lent and not _has_verb(head) and not any(_is_misread(doc[i]) for i in piece.tokens):
        return "no finite verb"
    if _is_opinion(head):
        return "a first-person opinion"
    if _is_demand(head):
        return "what should be, not what is"
    return "a judgement of value" if _is_judgement(head) else None


def _is_fragment(order: Sequence[Token]) -> bool:
    """ "What he said", "how it began": the clause that holds it is missing."""
    first = next((t for t in order if t.is_alpha), None)
    return first is not None and first.tag_ in ("WP", "WRB", "WDT") and first.dep_ != "ROOT"


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
        return first.lower_ == "may" and first.head == head
    return head.tag_ == "VB" and not any(c.tag_ == "MD" or c.lower_ == "to" for c in children(head, "aux"))


def _is_opinion(head: Token) -> bool:
    subject = child(head, "nsubj")
    return subject is not None and subject.lower_ in ("i", "we") and head.lemma_.lower() in _OPINION


def _is_demand(head: Token) -> bool:
    """ "The mayor must resign"; not "it must have been late", which concludes."""
    ought = any(a.lower_ in _OUGHT for a in children(head, "aux"))
    return ought and not any(a.lower_ == "have" for a in children(head, "aux"))


def _is_judgement(head: Token) -> bool:
    """ "The plan is a wonderful one", "This is wrong": nothing that a report could bear out."""
    said = child(head, "acomp", "attr") if head.lemma_ == "be" else None
    if said is None:
        return False
    words = {said.lower_, *(c.lower_ for c in children(said, "amod"))}
    return bool(words & _JUDGING) and not any(t.ent_type_ in ("ORDINAL", "CARDINAL", "DATE") for t in said.subtree)
