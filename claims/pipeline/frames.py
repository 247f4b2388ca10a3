"""Every attribution inside one sentence: each word that may be a cue, tried against the rules of its part of speech."""

from collections.abc import Callable, Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.frame import Frame
from claims.pipeline.speech import according, adverb, beside_quotation, clause, found, in_words, seems, speech
from claims.pipeline.stances import about, adjective, directed, naming, noun, object_, wish
from claims.pipeline.syntax import children

_Rule = Callable[[Token], Frame | None]
_RULES: dict[str, tuple[_Rule, ...]] = {
    "VERB": (naming, directed, clause, seems, wish, about, found, object_, according, speech),
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
        found = (rule(token) for rule in _RULES.get(token.pos_, ()))
        if (first := next((f for f in found if f is not None), None)) is not None:
            spoken |= first.speaks
            yield first
    if not spoken:
        yield from beside_quotation(sentence)


def _unsaid(verb: Token) -> bool:
    """Whether the saying is itself only possible, wished or a purpose ("would say", "to determine whether")."""
    modal = any(a.lower_ in lx.HYPOTHETICAL for a in children(verb, "aux"))
    purpose = verb.tag_ == "VB" and any(a.lower_ == "to" for a in children(verb, "aux")) and verb.dep_ != "xcomp"
    return modal or purpose
