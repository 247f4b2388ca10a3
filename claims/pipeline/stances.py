"""Frames of stance: what a source wants, calls, criticises, fears; by verb, noun and adjective."""

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline import stance_words as sw
from claims.pipeline.frame import Frame, frame, preposition
from claims.pipeline.syntax import (
    base,
    child,
    children,
    is_finite,
    is_negated,
    nearest_noun,
    object_of,
    phrase,
    quoted_as,
    subject,
)


def wish(verb: Token) -> Frame | None:
    """ "X wants to Y", "X urged Z to Y": what is wished, offered or refused."""
    lemma = base(verb)
    complement = child(verb, "xcomp")
    if complement is None:
        complement = next((c for c in children(verb, "ccomp") if child(c, "aux") is not None and c.tag_ == "VB"), None)
    if complement is None or (lemma not in lx.INFINITIVE and lemma not in lx.DIRECTED):
        return None
    return frame(verb, subject(verb), set(phrase(complement)), says=False, speaks=lemma in lx.SPEECH)


def naming(verb: Token) -> Frame | None:
    """ "X called Y a Z", "X described Y as Z"."""
    lemma = base(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "agent") is None:
        return None  # "a village called Ostry": that is its name
    if lemma in lx.NAMING and (name := child(verb, "oprd", "ccomp")) is not None:
        content = set(phrase(name))
    elif lemma in sw.AS and (how := _as(verb)) is not None:
        content = set(phrase(how))
    else:
        return None
    for named in children(verb, "dobj", "nsubjpass"):
        content.update(phrase(named))
    return frame(verb, subject(verb), content)


def _as(verb: Token) -> Token | None:
    """The "as" of "saw it as too late": what follows may be an adjective, which parsers hang in many ways."""
    return next((p for p in children(verb, "prep") if p.lower_ == "as" and p.right_edge.i > p.i > verb.i), None)


def directed(verb: Token) -> Frame | None:
    """ "X accused Y of Z"."""
    link = preposition(verb, sw.DIRECTED_PREPOSITIONS.get(base(verb)))
    if link is None:
        return None
    content = set(phrase(link))
    for target in children(verb, "dobj", "nsubjpass"):
        content.update(phrase(target))
    return frame(verb, subject(verb), content, says=False)


def about(verb: Token) -> Frame | None:
    """ "X called for Y", "X warned of Y"."""
    lemma = base(verb)
    link = preposition(verb, sw.PREPOSITIONS.get(lemma))
    if link is None:
        return _for_one_to(verb)
    content = set(phrase(link)) - {link.i}
    for more in children(verb, "advcl", "xcomp", "prep"):
        if more.left_edge.i == link.right_edge.i + 1 and (_links(more) or _runs_on(more)):
            content.update(phrase(more))
    return frame(verb, subject(verb), content, extra=(link.i,), says=False, speaks=lemma in lx.SPEECH)


def _for_one_to(verb: Token) -> Frame | None:
    """ "X called for Y to Z": parsers read "for" as what opens the clause."""
    if "for" not in sw.PREPOSITIONS.get(base(verb), ()):
        return None
    for clause in children(verb, "advcl", "ccomp", "xcomp"):
        mark = child(clause, "mark")
        if mark is not None and mark.lower_ == "for":
            content = set(phrase(clause)) - {mark.i}
            return frame(verb, subject(verb), content, extra=(mark.i,), says=False, speaks=base(verb) in lx.SPEECH)
    return None


def object_(verb: Token) -> Frame | None:
    """ "X criticised Y": a stance towards a thing."""
    particles = sw.PARTICLES.get(base(verb), frozenset())
    if base(verb) not in lx.OBJECT and not any(p.lower_ in particles for p in children(verb, "prt")):
        return None
    thing = child(verb, "dobj", "nsubjpass") or next((c for c in children(verb, "xcomp") if c.tag_ == "VBG"), None)
    if thing is None or (verb.i in _light(thing) and noun(thing) is not None):
        return None
    content = set(phrase(thing))
    passes_on = False
    for more in children(verb, "prep", "advcl", "xcomp"):
        saying = child(more, "pcomp")
        passes_on |= saying is not None and quoted_as(saying) == thing
        if more.i > thing.i and (_links(more) or _runs_on(more) or passes_on):
            content.update(phrase(more))
    return frame(verb, subject(verb), content, says=passes_on, speaks=base(verb) in lx.SPEECH)


def denied(verb: Token) -> Frame | None:
    """ "X rejected claims that Y": X says that Y is not so; that others claim it is a relation of its own."""
    if base(verb) not in lx.DENIALS:
        return None
    clauses = (_that_clause(thing) for thing in children(verb, "dobj", "nsubjpass"))
    clause = next((c for c in clauses if c is not None), None)
    if clause is None:
        return None
    says = not is_negated(verb)
    return frame(verb, subject(verb), set(phrase(clause)), says=says, speaks=base(verb) in lx.SPEECH, relays=True)


def _that_clause(noun: Token) -> Token | None:
    """The "that Y" or "to Y" of a noun that holds an opinion or a message."""
    clause = child(noun, "acl", "ccomp") if base(noun) in sw.NOUNS else None
    return clause if clause is not None and child(clause, "mark", "aux") is not None else None


def _links(preposition: Token) -> bool:
    """Whether a phrase after the thing tells more of it, and not when or where ("in Lisbon", "in a speech") it was."""
    place = object_of(preposition)
    if place is None or preposition.lower_ not in lx.LINKING:
        return False
    return place.lower_ not in lx.CHANNELS and place.ent_type_ not in ("DATE", "TIME", "GPE")


def _runs_on(clause: Token) -> bool:
    """The "to curb sales" of "announced steps to curb sales", which parsers often hang on the verb."""
    first = clause.left_edge
    opens = first.lower_ == "to" or first.tag_ == "VBG"
    return clause.dep_ in ("advcl", "xcomp") and opens and first.i > 0 and not first.nbor(-1).is_punct


def noun(noun: Token) -> Frame | None:
    """ "X's claim that Y", "a statement by X that Y", "raised concerns about Y"."""
    lemma = base(noun)
    complement = _that_clause(noun)
    link = preposition(noun, sw.NOUN_PREPOSITIONS.get(lemma))
    if complement is not None and (verb := _said_in(noun)) is not None:
        return frame(verb, subject(verb) or nearest_noun(verb), set(phrase(complement)), speaks=True)
    if complement is not None:
        hearsay = (noun,) if lemma in lx.UNNAMED["reports"] else ()
        whose, says = _owner(noun) or hearsay, is_finite(complement)
        return frame(noun, whose, set(phrase(complement)), extra=_light(noun), says=says)
    if link is not None:
        content = set(phrase(link)) - {link.i}
        return frame(noun, _owner(noun), content, extra=(link.i,), says=False)
    return None


def _light(noun: Token) -> tuple[int, ...]:
    """The verb of "has voiced fears", with its auxiliaries, which says no more than the noun."""
    verb = noun.head
    if noun.dep_ != "dobj" or base(verb) not in sw.LIGHT_VERBS:
        return ()
    return (*(a.i for a in children(verb, "aux", "auxpass")), verb.i)


def _said_in(noun: Token) -> Token | None:
    """The verb of "said in a statement that ...", whose clause the parser gave to the statement."""
    verb = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "on", "at", "during") and base(verb) in lx.SPEECH:
        return verb if child(verb, "ccomp") is None else None
    return None


def _owner(noun: Token) -> tuple[Token, ...]:
    """Whose claim it is: "X's claim", "a claim by X", else who makes, repeats or airs it."""
    by = preposition(noun, frozenset({"by", "from", "among"}))
    if by is not None and (doer := object_of(by)) is not None:
        return (doer,)
    owner = child(noun, "poss") or _possessor(noun)
    if owner is not None and owner.tag_ != "PRP$":
        return (owner,)
    doers = subject(noun.head) if noun.dep_ == "dobj" and base(noun.head) not in lx.DENIALS else ()
    if owner is None and noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        return subject(noun.head.head)  # "He left in hopes of ..."
    return doers if owner is None else (*doers, owner)


def _possessor(noun: Token) -> Token | None:
    """The X of "X’s claim", where the parser, thrown by the printers' apostrophe, did not hang X on the claim."""
    mark = noun.left_edge.i - 1
    if mark < noun.sent.start or noun.doc[mark].tag_ != "POS":
        return None
    return noun.doc[mark].head


def adjective(adjective: Token) -> Frame | None:
    """ "X is confident that Y", "X is critical of Y"."""
    if base(adjective) not in sw.ADJECTIVES:
        return None
    made = adjective.dep_ in ("ccomp", "oprd") and base(adjective.head) == "make"
    source = subject(adjective.head) if made or adjective.dep_ in ("acomp", "oprd") else ()
    complement = child(adjective, "ccomp", "xcomp")
    if complement is not None:
        open_ = any(m.lower_ in ("if", "whether") for m in children(complement, "mark"))
        return frame(adjective, source, set(phrase(complement)), says=is_finite(complement) and not open_)
    link = preposition(adjective, sw.ADJECTIVE_PREPOSITIONS)
    if link is None or not source:
        return None
    content = set(phrase(link)) - {link.i}
    return frame(adjective, source, content, extra=(link.i,), says=False)
