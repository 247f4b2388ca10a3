"""Questions about one parsed sentence: where a phrase lies, who does a verb, what it says. spaCy's English labels."""

from collections.abc import Container, Iterable, Iterator

from spacy.tokens import Token

from claims.pipeline.lexicon import STANCE

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON"})
OPENING = frozenset({"“", "«", "„", "``", '"', "''"})
CLOSING = frozenset({"”", "»", '"', "''"})
OBJECTS = frozenset({"dobj", "dative"})
_MISREAD = {"hop": "hope", "hat": "hate", "retweete": "retweet", "extoll": "extol"}
_PUT_TO = frozenset({"ask", "challenge", "press", "question", "tell"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})


def base(token: Token) -> str:
    """The base form of `token`, lower case; the model's rules take "hoping" for a form of "hop"."""
    lemma = token.lemma_.lower()
    return _MISREAD.get(lemma, lemma)


def phrase(token: Token) -> range:
    """The tokens of the whole phrase that `token` heads, as indexes."""
    return range(token.left_edge.i, token.right_edge.i + 1)


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The direct dependents of `token` with one of the labels `deps`."""
    return (child for child in token.children if child.dep_ in deps)


def child(token: Token, *deps: str) -> Token | None:
    """The first direct dependent with one of the labels `deps`."""
    return next(children(token, *deps), None)


def object_of(preposition: Token) -> Token | None:
    """What stands after a preposition, through a second one where two are stacked ("from within X")."""
    return child(preposition, "pobj", "pcomp")


def subject(verb: Token) -> tuple[Token, ...]:
    """Who does `verb`: its subject, its "by" agent in the passive, else what governs it by control or coordination.

    Two tokens for a relative clause, the antecedent first; none where the sentence does not say.
    """
    for _ in range(8):
        found = _own_subject(verb)
        if found is not None:
            return found
        if verb.dep_ in ("acl", "relcl"):
            maker = _own_subject(verb.head.head) if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else None
            return (*(maker or ()), verb.head) if verb.tag_ == "VBG" else (verb.head,)
        if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "aux", "parataxis", "dep", "acomp"):
            return ()
        if belongs_to_cue(verb):
            verb = verb.head
        if (quoted := quoted_as(verb)) is not None:
            return (quoted,)
        if (
            verb.dep_ in ("xcomp", "advcl")
            and (controller := child(verb.head, *(OBJECTS if verb.dep_ == "xcomp" else ()), "nsubjpass")) is not None
        ):
            return (controller,)
        verb = verb.head
    return ()


def quoted_as(saying: Token) -> Token | None:
    """Who is quoted in "quoted a general as saying ...", "a general was quoted as saying ..."."""
    if saying.dep_ != "pcomp" or saying.head.lower_ != "as":
        return None
    return child(saying.head.head, *OBJECTS, "nsubjpass")


def nearest_noun(verb: Token) -> tuple[Token, ...]:
    """The noun phrase that touches a finite `verb`, before it or after: its subject where the parser found none."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or is_passive(verb):
        return ()
    sentence, doc = verb.sent, verb.doc
    if verb.i > sentence.start and doc[verb.i - 1].pos_ in _NOMINAL:
        return (doc[verb.i - 1],)
    first = doc[verb.i + 1] if verb.i + 1 < sentence.end else None
    if first is not None and first.pos_ in ("PROPN", "PRON", "DET"):
        while first.head.i > first.i and first.dep_ in ("compound", "det", "amod", "poss", "nmod"):
            first = first.head
        return (first,) if first.pos_ in _NOMINAL else ()
    return ()


def belongs_to_cue(verb: Token) -> bool:
    """Whether `verb`, which the parser joined to a reported clause, goes on with who reports it instead.

    "She said the bill was flawed and criticised its author": a stance verb without a subject, in the tense of the cue,
    joined to a clause that holds none.
    """
    clause = verb.head
    cue = clause.head
    return (
        verb.dep_ == "conj"
        and clause.dep_ == "ccomp"
        and clause.i > cue.i
        and verb.tag_ == cue.tag_
        and base(verb) in STANCE
        and base(clause) not in STANCE
        and all(s.lower_ in ("he", "she") for s in children(verb, *SUBJECTS))
    )


def is_passive(verb: Token) -> bool:
    """Whether `verb` stands in the passive, or is a bare participle ("the plan announced by ...", "asked whether")."""
    asked = verb.dep_ == "advcl" and base(verb) in _PUT_TO and child(verb, "aux") is None
    bare = verb.tag_ == "VBN" and (verb.dep_ == "acl" or asked)
    return bare or child(verb, "auxpass", "nsubjpass", "agent") is not None


def is_negated(verb: Token) -> bool:
    """Whether `verb` itself is denied ("did not", "never")."""
    return any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in verb.children if c.dep_ in ("neg", "advmod", "det"))


def is_finite(verb: Token) -> bool:
    """Whether `verb`, or an auxiliary of it, carries tense or a modal."""
    verbs = (verb, *children(verb, "aux", "auxpass"))
    return any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in verbs)


def runs(indexes: Iterable[int], breaks: Container[int] = ()) -> Iterator[range]:
    """`indexes` as unbroken ascending ranges; a new one begins at each of `breaks`."""
    start = previous = None
    for i in indexes:
        if start is None or previous is None:
            start = i
        elif i != previous + 1 or i in breaks:
            yield range(start, previous + 1)
            start = i
        previous = i
    if start is not None and previous is not None:
        yield range(start, previous + 1)


def _own_subject(verb: Token) -> tuple[Token, ...] | None:
    if is_passive(verb):
        agent = child(verb, "agent")
        doer = object_of(agent) if agent is not None else None
        return () if doer is None else (doer,)
    subjects = list(children(verb, *SUBJECTS))
    if not subjects:
        return None
    # What a quotation before the verb leaves hanging is a subject too, to the parser: the nearest is who speaks.
    own = next((s for s in reversed(subjects) if s.i < verb.i), subjects[0])
    if own.lower_ in RELATIVE_PRONOUNS and verb.dep_ == "relcl":
        return (verb.head, own)
    return (own,)
