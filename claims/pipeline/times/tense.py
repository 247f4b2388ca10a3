"""In which tense a time expression stands: that of the verb it hangs on."""

from spacy.tokens import Span, Token

from claims.pipeline import lexicon as lx
from claims.pipeline.syntax import base, children
from claims.pipeline.times.period import Tense

_LOOKING_AHEAD = (
    lx.PLANNING
    | lx.EXPECTING
    | frozenset(
        "agree arrange ask call decide decision demand due hope invite likely order plan pledge prepare promise "
        "proposal propose ready threaten urge want".split()
    )
)
_HIGHEST = 30


def tense(token: Token) -> Tense:
    """The tense of the verb that governs `token`; what is planned, possible or wished for is future.

    A verb without tense of its own has that of the one it depends on; words that hang on no verb are past, as news is.
    """
    verb = governing_verb(token)
    for _ in range(_HIGHEST):
        if verb is None:
            break
        if found := _own(verb):
            return found
        if verb.head == verb:
            break
        verb = governing_verb(verb.head)
    return "past"


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
        return "past"
    if any(a.tag_ in ("VBZ", "VBP") for a in auxiliaries):
        return "future" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "past" if verb.tag_ == "VBN" and verb.dep_ in ("acl", "ROOT") else None


def _is_aim(infinitive: Token) -> bool:
    """ "Plans to meet", "a decision to meet", "is to meet"."""
    head = infinitive.head
    return infinitive.head != infinitive and (
        base(head) in _LOOKING_AHEAD or (base(head) == "be" and head.pos_ == "AUX")
    )
