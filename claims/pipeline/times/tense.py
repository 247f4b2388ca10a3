"""In which tense a time expression stands: that of the verb it hangs on."""

from spacy.tokens import Span, Token

from claims.pipeline import lexicon as lx
from claims.pipeline.syntax import base, children
from claims.pipeline.times.moments import Bound
from claims.pipeline.times.period import Tense

_LOOKING_AHEAD = (
    lx.PLANNING
    | lx.EXPECTING
    | frozenset(
        "agree arrange ask call decide decision demand due hope invite likely order plan pledge prepare promise "
        "proposal propose ready threaten urge want".split()
    )
)
_ASKING = frozenset("ask check doubt investigate know say see tell unclear wonder".split())
_LASTING = frozenset(
    "adjourn ban bail bar defer delay extend grant give postpone prolong release remand renew suspend".split()
)  # what is done so "until" a day ends after it
_HIGHEST = 30


def tense(token: Token) -> Tense:
    """The tense of the verb that governs `token`; what is planned, possible or wished for is future.

    A verb without tense of its own has that of the one it depends on; words that hang on no verb are past, as news is.
    """
    found = _tensed(token)
    return found[1] if found else "past"


def direction(token: Token, bounds: Bound) -> tuple[Tense, bool]:
    """The tense for a time that hangs on `token`, and whether a day without its year may lie on either side.

    It may where it bounds what is past (`bounds` as of a Moment: "was shut until June 20"), unless what was done lasts
    beyond ("was extended until June 20"): then it is to come, as where no verb tells. "Asked if it fell on 3 May" too
    leaves it open.
    """
    found = _tensed(token)
    if found is None:
        return ("future" if bounds else "past"), False
    verb, own = found
    if own != "past" or (bounds == "end" and base(verb) in _LASTING):
        return "future" if own == "past" else own, False
    return own, bounds != "" or _is_asked(verb)


def _tensed(token: Token) -> tuple[Token, Tense] | None:
    """The nearest verb above that has a tense, and which."""
    verb = governing_verb(token)
    for _ in range(_HIGHEST):
        if verb is None:
            return None
        if found := _own(verb):
            return verb, found
        if verb.head == verb:
            return None
        verb = governing_verb(verb.head)
    return None


def governor(words: Span) -> Token:
    """What a time expression hangs on; in "said on Monday he would go" the verb of saying, which the parser passes."""
    above = words.root.head
    if words.start == words.sent.start:
        return above
    before = words.doc[words.start - 1]
    for cue in (before, before.head):
        is_said = cue.pos_ == "VERB" and base(cue) in lx.SPEECH and (cue == before or before.dep_ in ("dobj", "dative"))
        if is_said and cue.is_ancestor(above) and words.root.i < above.i:
            return cue
    return above


def governing_verb(token: Token) -> Token | None:
    """The nearest verb that `token` is or hangs on."""
    for _ in range(_HIGHEST):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _own(verb: Token) -> Tense | None:
    """The tense that the verb, its auxiliaries or what it is the aim of give it."""
    auxiliaries = list(children(verb, "aux", "auxpass"))
    if any(a.tag_ == "MD" for a in auxiliaries):
        return "past" if any(base(a) == "have" for a in auxiliaries) else "future"
    if verb.tag_ == "VBN" and base(verb) in lx.PLANNING | lx.EXPECTING:
        return "future"
    if any(base(a) == "have" for a in auxiliaries):
        return "past"
    if any(a.lower_ == "to" for a in auxiliaries):
        return "future" if _is_aim(verb) else None
    if any(a.tag_ == "VBD" for a in auxiliaries) or verb.tag_ == "VBD":
        return "future" if _is_condition(verb) and not _is_asked(verb) else "past"
    if any(a.tag_ in ("VBZ", "VBP") for a in auxiliaries):
        return "future" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "past" if verb.tag_ == "VBN" and verb.dep_ in ("acl", "ROOT") else None


def _is_condition(verb: Token) -> bool:
    """ "If it fell", "unless they met and agreed": the past form supposes, it does not tell."""
    first = verb.head if verb.dep_ == "conj" else verb
    if any(mark.lower_ in lx.CONDITIONS for mark in children(first, "mark")):
        return True
    opening = first.left_edge  # "provided" is a verb of its own to the parser, right before the clause
    return opening.i > 0 and not opening.is_sent_start and opening.nbor(-1).lower_ in lx.CONDITIONS


def _is_asked(verb: Token) -> bool:
    """ "Asked if it fell": the verb of a question, not of a condition."""
    return verb.dep_ == "ccomp" and base(verb.head) in _ASKING and _is_condition(verb)


def _is_aim(infinitive: Token) -> bool:
    """ "Plans to meet", "a decision to meet", "is to meet"."""
    head = infinitive.head
    return infinitive.head != infinitive and (
        base(head) in _LOOKING_AHEAD or (base(head) == "be" and head.pos_ == "AUX")
    )
