"""Frames of stance: what a source wants, calls, criticises, fears; by verb, noun and adjective."""

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.frame import Frame, frame, preposition
from claims.pipeline.syntax import child, children, is_finite, nearest_noun, object_of, phrase, subject


def wish(verb: Token) -> Frame | None:
    """ "X wants to Y", "X urged Z to Y": what is wished, offered or refused."""
    lemma = verb.lemma_.lower()
    complement = child(verb, "xcomp")
    if complement is None:
        complement = next((c for c in children(verb, "ccomp") if child(c, "aux") is not None and c.tag_ == "VB"), None)
    if complement is None or (lemma not in lx.INFINITIVE and lemma not in lx.DIRECTED):
        return None
    return frame(verb, subject(verb), set(phrase(complement)), says=False, speaks=lemma in lx.SPEECH)


def naming(verb: Token) -> Frame | None:
    """ "X called Y a Z", "X described Y as Z"."""
    lemma = verb.lemma_.lower()
    if lemma in lx.NAMING and (name := child(verb, "oprd", "ccomp")) is not None:
        content = set(phrase(name))
    elif lemma in lx.AS and (how := preposition(verb, frozenset({"as"}))) is not None:
        content = set(phrase(how))
    else:
        return None
    for named in children(verb, "dobj", "nsubjpass"):
        content.update(phrase(named))
    return frame(verb, subject(verb), content)


def directed(verb: Token) -> Frame | None:
    """ "X accused Y of Z"."""
    link = preposition(verb, lx.DIRECTED_PREPOSITIONS.get(verb.lemma_.lower()))
    if link is None:
        return None
    content = set(phrase(link))
    for target in children(verb, "dobj", "nsubjpass"):
        content.update(phrase(target))
    return frame(verb, subject(verb), content, says=False)


def about(verb: Token) -> Frame | None:
    """ "X called for Y", "X warned of Y"."""
    lemma = verb.lemma_.lower()
    link = preposition(verb, lx.PREPOSITIONS.get(lemma))
    if link is None:
        return None
    content = set(phrase(link)) - {link.i}
    return frame(verb, subject(verb), content, extra=(link.i,), says=False, speaks=lemma in lx.SPEECH)


def object_(verb: Token) -> Frame | None:
    """ "X criticised Y": a stance towards a thing."""
    if verb.lemma_.lower() not in lx.OBJECT:
        return None
    thing = child(verb, "dobj", "nsubjpass")
    if thing is None or (verb.i in _light(thing) and noun(thing) is not None):
        return None
    content = set(phrase(thing))
    for more in children(verb, "prep"):
        if more.i > thing.i and more.lower_ in lx.LINKING:
            content.update(phrase(more))
    return frame(verb, subject(verb), content, says=False, speaks=verb.lemma_.lower() in lx.SPEECH)


def noun(noun: Token) -> Frame | None:
    """ "X's claim that Y", "a statement by X that Y", "raised concerns about Y"."""
    lemma = noun.lemma_.lower()
    complement = child(noun, "acl", "ccomp") if lemma in lx.NOUNS else None
    if complement is not None and child(complement, "mark", "aux") is None:
        complement = None
    link = preposition(noun, lx.NOUN_PREPOSITIONS.get(lemma))
    if complement is not None and (verb := _said_in(noun)) is not None:
        return frame(verb, subject(verb) or nearest_noun(verb), set(phrase(complement)), speaks=True)
    if complement is not None:
        return frame(noun, _owner(noun), set(phrase(complement)), extra=_light(noun), says=is_finite(complement))
    if link is not None:
        content = set(phrase(link)) - {link.i}
        return frame(noun, _owner(noun), content, extra=(link.i,), says=False)
    return None


def _light(noun: Token) -> tuple[int, ...]:
    """The verb of "has voiced fears", with its auxiliaries, which says no more than the noun."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in lx.LIGHT_VERBS:
        return ()
    return (*(a.i for a in children(verb, "aux", "auxpass")), verb.i)


def _said_in(noun: Token) -> Token | None:
    """The verb of "said in a statement that ...", whose clause the parser gave to the statement."""
    verb = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "at", "during") and verb.lemma_.lower() in lx.SPEECH:
        return verb if child(verb, "ccomp") is None else None
    return None


def _owner(noun: Token) -> tuple[Token, ...]:
    """Whose claim it is: "X's claim", "a claim by X", else who makes, repeats or airs it."""
    by = preposition(noun, frozenset({"by", "from", "among"}))
    if by is not None and (doer := object_of(by)) is not None:
        return (doer,)
    owner = child(noun, "poss")
    if owner is not None and owner.tag_ != "PRP$":
        return (owner,)
    doers = subject(noun.head) if noun.dep_ == "dobj" else ()
    return doers if owner is None else (*doers, owner)


def adjective(adjective: Token) -> Frame | None:
    """ "X is confident that Y", "X is critical of Y"."""
    if adjective.lemma_.lower() not in lx.ADJECTIVES:
        return None
    source = subject(adjective.head) if adjective.dep_ in ("acomp", "oprd") else ()
    complement = child(adjective, "ccomp", "xcomp")
    if complement is not None:
        return frame(adjective, source, set(phrase(complement)))
    link = preposition(adjective, lx.ADJECTIVE_PREPOSITIONS)
    if link is None or not source:
        return None
    content = set(phrase(link)) - {link.i}
    return frame(adjective, source, content, extra=(link.i,), says=False)
