"""Frames of saying and thinking: verbs with a clause, "according to", hearsay, and verbs that only quote."""

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.frame import Frame, frame
from claims.pipeline.reported import (
    apposed,
    around,
    astray,
    gerund,
    interrupts,
    inverted,
    passed_on,
    reported,
    unparsed,
    wedged,
)
from claims.pipeline.syntax import (
    CLOSING,
    OPENING,
    base,
    child,
    children,
    is_negated,
    nearest_noun,
    object_of,
    phrase,
    quoted_as,
    subject,
)

_TELLING = lx.PLAIN | lx.DOCUMENTS | lx.GOVERNMENTS | lx.ORGANISATIONS | lx.TITLES | lx.ANYBODY | lx.WITNESSES


def clause(verb: Token) -> Frame | None:
    """ "X said that Y", "Y, X said", "X wonders whether Y"."""
    lemma = base(verb)
    if lemma not in lx.SPEECH and lemma not in lx.THOUGHT and lemma not in lx.EVIDENCE:
        return None
    if (raised := _raised(verb, lx.RAISING_PASSIVE)) is not None:
        return raised
    hung = apposed(verb)
    source = subject(verb) or (nearest_noun(verb) if hung is None else (hung,))
    teller = verb.head.head if quoted_as(verb) is not None and child(verb, "ccomp") is None else verb
    if lemma in lx.SPEECH and (speaker := inverted(verb)) is not None:
        source, content = (speaker,), around(verb, speaker)
    elif child(teller, "ccomp") is not None:
        content = reported(teller) | _quoted(verb)
    elif lemma in lx.SPEECH | lx.EVIDENCE | lx.PARENTHETIC and interrupts(verb):
        content = set(phrase(verb.head)) - set(phrase(verb))
    elif lemma in (lx.SPEECH | lx.EVIDENCE) - lx.ADDRESSING:
        content = astray(verb) or unparsed(verb) or wedged(verb) or gerund(verb)
    elif lemma in lx.SPEECH:
        content = astray(verb) or wedged(verb)
    else:
        content = set()
    if not content:
        return None
    spoken = lemma in lx.SPEECH
    relays = spoken or (lemma not in lx.FACTIVE and any(t.pos_ in ("PROPN", "NOUN") for t in source))
    return frame(verb, source, content, says=_puts_forward(verb, source), speaks=spoken, relays=relays)


def citing(verb: Token) -> Frame | None:
    """ "X, citing Y, said that Z": Y said Z before X did."""
    thing = child(verb, "dobj")
    if verb.tag_ != "VBG" or base(verb) not in ("cite", "quote") or thing is None or quoted_as(verb) is not None:
        return None
    tells = any(base(t) in lx.SPEECH and child(t, "ccomp") is not None for t in verb.ancestors)
    if not tells or not _may_tell(thing):
        return None
    return Frame(verb, (verb.i,), (thing,), (), relays=True, cites=True)


def _may_tell(thing: Token) -> bool:
    """Whether `thing` is somebody, or a paper, that words can be taken from."""
    return base(thing) in _TELLING or thing.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")


def _quoted(verb: Token) -> set[int]:
    """The "a general as saying" of "..., the agency quoted a general as saying", a hop within what the agency tells."""
    for link in children(verb, "prep"):
        saying = child(link, "pcomp")
        if saying is not None and (doer := quoted_as(saying)) is not None:
            return {*phrase(doer), *phrase(link)}
    return set()


def _puts_forward(verb: Token, source: tuple[Token, ...]) -> bool:
    """Whether the clause is told as true or false: not asked, left unsaid or known, nor just what the writer thinks."""
    lemma = base(verb)
    if lemma in lx.ASKING or is_negated(verb):
        return False
    if lemma in lx.FACTIVE:
        return False
    return not (lemma in lx.THOUGHT and any(t.lower_ in ("i", "we") for t in source))


def found(verb: Token) -> Frame | None:
    """ "The survey showed the mayor with a lead": what a document finds, put as a thing and what is with it."""
    doers, thing = subject(verb), child(verb, "dobj")
    if base(verb) not in lx.EVIDENCE | lx.FINDING or thing is None or not doers or base(doers[0]) not in lx.DOCUMENTS:
        return None
    content = {i for t in verb.rights if t.dep_ in ("dobj", "prep", "advcl", "acl") for i in phrase(t)}
    return frame(verb, doers, content, says=False)


def speech(verb: Token) -> Frame | None:
    """A verb of speech without a complement of its own, which a quotation beside it may fill."""
    if base(verb) not in lx.SPEECH and base(verb) not in lx.QUOTING:
        return None
    return frame(verb, subject(verb) or nearest_noun(verb), set(), speaks=True, relays=True)


def beside_quotation(sentence: Sentence) -> Iterator[Frame]:
    """Any verb that a quotation is set to: "“Now!” she boomed", "He put it plainly: “It is late.”"."""
    for verb in sentence:
        doers = tuple(children(verb, "nsubj")) if verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBZ", "VBP") else ()
        if len(doers) == 1 and (_after_quotation(doers[0]) or _before_quotation(verb)):
            yield frame(verb, doers, set(), speaks=True, relays=True)
            return


def _after_quotation(doer: Token) -> bool:
    start = doer.left_edge.i
    doc = doer.doc
    return start > 1 and doc[start - 1].text in CLOSING and doc[start - 2].text in (",", "?", "!", "—", "–")


def _before_quotation(verb: Token) -> bool:
    """Whether a comma right after `verb`, or a colon after what hangs on it, opens a quotation."""
    doc, last = verb.doc, verb.sent.end
    opened = (i for i in range(verb.i + 1, last - 1) if doc[i].text in (",", ":") and doc[i + 1].text in OPENING)
    first = next(opened, None)
    return first is not None and (first == verb.i + 1 or (doc[first].text == ":" and verb.dep_ == "ROOT"))


def _raised(verb: Token, lemmas: frozenset[str]) -> Frame | None:
    """ "Y is expected to Z", "Y seems to Z": nobody says it, and Y is part of what is said."""
    complement = child(verb, "xcomp", "oprd")
    risen = child(verb, "nsubjpass", "nsubj")
    if complement is None or risen is None or base(verb) not in lemmas:
        return None
    if lemmas is lx.RAISING_PASSIVE and child(verb, "auxpass") is None:
        return None
    agent = child(verb, "agent")
    doer = object_of(agent) if agent is not None else None
    says = base(verb) in lx.HEARSAY
    return frame(verb, () if doer is None else (doer,), {*phrase(risen), *phrase(complement)}, says=says)


def seems(verb: Token) -> Frame | None:
    return _raised(verb, lx.RAISING)


def according(word: Token) -> Frame | None:
    """ "According to X, Y"."""
    to = child(word, "prep") if word.lower_ == "according" else None
    source = object_of(to) if to is not None else None
    if to is None or source is None:
        return None
    content = set(phrase(passed_on(word) or _clause_of(word))) - set(phrase(word))
    return frame(word, (source,), content, extra=(to.i,), speaks=True, relays=True)


def in_words(word: Token) -> Frame | None:
    """ "In X's view, Y", "Y, in the words of X", "In a survey, Y"."""
    place = child(word, "pobj")
    if word.lower_ != "in" or place is None or word.dep_ != "prep" or word.head.pos_ not in ("VERB", "AUX"):
        return None
    content = set(phrase(_clause_of(word))) - set(phrase(word))
    of, owner = child(place, "prep"), child(place, "poss")
    if base(place) in lx.OPINIONS and (owner or (of is not None and of.lower_ == "of")):
        whose = owner or (object_of(of) if of is not None else None)
        cue = tuple(i for i in phrase(word) if whose is None or i not in phrase(whose))
        return frame(word, () if whose is None else (whose,), content, extra=cue, relays=True)
    if base(place) in lx.POLLS and (word.left_edge.is_sent_start or _set_off(word)):
        return frame(word, (place,), content, says=False)
    return None


def _set_off(word: Token) -> bool:
    return word.i > 0 and word.nbor(-1).text in (",", "—", "–")


def adverb(adverb: Token) -> Frame | None:
    """ "Y was reportedly Z": somebody said so, and the text does not say who."""
    if adverb.lower_ not in lx.UNSTATED_ADVERBS:
        return None
    return frame(adverb, (), set(phrase(_clause_of(adverb))) - {adverb.i}, relays=True)


def _clause_of(token: Token) -> Token:
    """The head of the whole clause that `token` comments on."""
    head = token.head
    while head.dep_ not in ("ROOT", "ccomp", "relcl", "advcl") and head.head is not head:
        head = head.head
    return head
