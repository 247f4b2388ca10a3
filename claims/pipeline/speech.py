"""Frames of saying and thinking: verbs with a clause, "according to", hearsay, and verbs that only quote."""

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.frame import Frame, frame
from claims.pipeline.reported import around, interrupts, inverted, reported, unparsed, wedged
from claims.pipeline.syntax import child, is_negated, nearest_noun, object_of, phrase, subject


def clause(verb: Token) -> Frame | None:
    """ "X said that Y", "Y, X said", "X wonders whether Y"."""
    lemma = verb.lemma_.lower()
    if lemma not in lx.SPEECH and lemma not in lx.THOUGHT and lemma not in lx.EVIDENCE:
        return None
    if (raised := _raised(verb, lx.RAISING_PASSIVE)) is not None:
        return raised
    source = subject(verb) or nearest_noun(verb)
    if lemma in lx.SPEECH and (speaker := inverted(verb)) is not None:
        source, content = (speaker,), around(verb, speaker)
    elif child(verb, "ccomp") is not None:
        content = reported(verb)
    elif lemma in lx.SPEECH and interrupts(verb):
        content = set(phrase(verb.head)) - set(phrase(verb))
    elif lemma in lx.SPEECH - lx.ADDRESSING:
        content = unparsed(verb) or wedged(verb)
    else:
        content = set()
    if not content:
        return None
    return frame(verb, source, content, says=_puts_forward(verb, source), speaks=lemma in lx.SPEECH)


def _puts_forward(verb: Token, source: tuple[Token, ...]) -> bool:
    """Whether the clause is told as true or false: not asked, not left unsaid, not just what the writer thinks."""
    lemma = verb.lemma_.lower()
    if lemma in lx.ASKING or (is_negated(verb) and lemma not in lx.DENIALS):
        return False
    return not (lemma in lx.THOUGHT and any(t.lower_ in ("i", "we") for t in source))


def speech(verb: Token) -> Frame | None:
    """A verb of speech without a complement of its own, which a quotation beside it may fill."""
    if verb.lemma_.lower() not in lx.SPEECH and verb.lemma_.lower() not in lx.QUOTING:
        return None
    return frame(verb, subject(verb) or nearest_noun(verb), set(), speaks=True)


def _raised(verb: Token, lemmas: frozenset[str]) -> Frame | None:
    """ "Y is expected to Z", "Y seems to Z": nobody says it, and Y is part of what is said."""
    complement = child(verb, "xcomp", "oprd")
    risen = child(verb, "nsubjpass", "nsubj")
    if complement is None or risen is None or verb.lemma_.lower() not in lemmas:
        return None
    if lemmas is lx.RAISING_PASSIVE and child(verb, "auxpass") is None:
        return None
    agent = child(verb, "agent")
    doer = object_of(agent) if agent is not None else None
    says = verb.lemma_.lower() in lx.HEARSAY
    return frame(verb, () if doer is None else (doer,), {*phrase(risen), *phrase(complement)}, says=says)


def seems(verb: Token) -> Frame | None:
    return _raised(verb, lx.RAISING)


def according(word: Token) -> Frame | None:
    """ "According to X, Y"."""
    to = child(word, "prep") if word.lower_ == "according" else None
    source = object_of(to) if to is not None else None
    if to is None or source is None:
        return None
    content = set(phrase(_clause_of(word))) - set(phrase(word))
    return frame(word, (source,), content, extra=(to.i,))


def adverb(adverb: Token) -> Frame | None:
    """ "Y was reportedly Z": somebody said so, and the text does not say who."""
    if adverb.lower_ not in lx.UNSTATED_ADVERBS:
        return None
    return frame(adverb, (), set(phrase(_clause_of(adverb))) - {adverb.i})


def _clause_of(token: Token) -> Token:
    """The head of the whole clause that `token` comments on."""
    head = token.head
    while head.dep_ not in ("ROOT", "ccomp", "relcl", "advcl") and head.head is not head:
        head = head.head
    return head
