"""Every attribution inside one sentence: each word that may be a cue, tried against the rules of its part of speech."""

from collections.abc import Callable, Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.frame import Frame
from claims.pipeline.speech import according, adverb, beside_quotation, citing, clause, found, in_words, seems, speech
from claims.pipeline.stances import about, adjective, denied, directed, naming, noun, object_, wish
from claims.pipeline.syntax import base, child, children

_Rule = Callable[[Token], Frame | None]
_RULES: dict[str, tuple[_Rule, ...]] = {
    "VERB": (citing, naming, directed, denied, clause, seems, wish, about, found, object_, according, speech),
    "NOUN": (noun,),
    "ADJ": (adjective,),
    "ADP": (according, in_words),
    "SCONJ": (according,),
    "ADV": (adverb,),
}


def frames(sentence: Sentence) -> Iterator[Frame]:
    """Every attribution in `sentence`, in the order of its cues; contents may nest. The first fitting rule wins."""
    spoken = False
    for token in sentence:
        if token.pos_ == "VERB" and _unsaid(token):
            continue
        if (first := _first(token)) is not None:
            spoken |= first.speaks
            yield first
    if not spoken:
        yield from beside_quotation(sentence)


def _first(token: Token) -> Frame | None:
    """What the first rule that fits makes of `token`; "seems to want Y" is left to the wanting."""
    if base(token) in lx.RAISING and any(_first(c) is not None for c in children(token, "xcomp")):
        return None
    found = (rule(token) for rule in _RULES.get(token.pos_, ()))
    return next((f for f in found if f is not None), None)


def _unsaid(verb: Token) -> bool:
    """Whether the saying is itself only possible, wished or a purpose ("say it", "would say", "to determine
    whether")."""
    asked = verb.dep_ == "ROOT" and verb.tag_ == "VB" and child(verb, "nsubj", "nsubjpass", "aux") is None
    modal = any(a.lower_ in lx.HYPOTHETICAL for a in children(verb, "aux"))
    purpose = verb.tag_ == "VB" and any(a.lower_ == "to" for a in children(verb, "aux")) and verb.dep_ != "xcomp"
    return asked or modal or purpose
