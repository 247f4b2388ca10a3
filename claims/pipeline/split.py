"""One stretch of words into the assertions that a reviewer would judge apart, each with the words it shares. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claims.pipeline import lexicon as lx
from claims.pipeline.syntax import SUBJECTS, child, children, is_finite, is_negated, phrase

_CHOICE = frozenset({"or", "nor", "either", "neither"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_IF = lx.CONDITIONS | {"whether"}
_CLAUSAL = frozenset({"relcl", "ccomp", "advcl", "acl", "csubj", "csubjpass", "pcomp", "xcomp"})
_FEWEST_WORDS = 3
_PARTS = frozenset({"VBN", "VBG", "VB"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """Words (token indexes) that make one assertion: `own`, ascending, and `order`, as its statement says them.

    `order` also has what `own` leaves out because it stands elsewhere in the sentence: its subject, an auxiliary, the
    time set before both. `borrowed` says where that is, `at` which own word it belongs.
    """

    own: tuple[int, ...]
    order: tuple[int, ...]
    head: Token
    borrowed: tuple[int, ...] = ()


def assertions(head: Token, tokens: Sequence[int]) -> list[Assertion]:
    """The assertions among `tokens`, whose topmost word is `head`, in the order of their own words.

    Coordinated clauses and verbs, contrasts, and relative clauses that add and do not pick out are set apart, unless
    they hang on one condition, are alternatives, or are too short to be judged by themselves.
    """
    inside = frozenset(tokens)
    if _hangs_on_condition(head) or head.sent[-1].text == "?":
        return [Assertion(tuple(tokens), tuple(tokens), head)]
    found = list(_parts(head, inside))
    cut = frozenset(i for part in found for i in (*part.own, *_links(part, inside)))
    rest = _without_stray_marks(head, [i for i in tokens if i not in cut])
    parts = [Assertion(rest, rest, head), *found]
    if len(parts) == 1 or any(_words(head, part.order) < _FEWEST_WORDS for part in parts):
        return [Assertion(tuple(tokens), tuple(tokens), head)]
    return sorted(parts, key=lambda part: part.own[0])


def _parts(head: Token, inside: frozenset[int]) -> Iterator[Assertion]:
    """What is set apart from the clause of `head`; what hangs on a part is split from that part in turn."""
    yield from _added(head, inside)
    for clause in _contrasts(head, inside):
        own = tuple(i for i in phrase(clause) if i in inside)
        marks = {mark.i for mark in children(clause, "mark", "advmod") if mark.lower_ in _CONTRAST}
        yield Assertion(own, tuple(i for i in own if i not in marks), clause)
    for clause in _set_apart(head, inside):
        own = tuple(i for i in phrase(clause) if i in inside)
        yield Assertion(own, own, clause)
    yield from _coordinated(head, inside)


def _coordinated(head: Token, inside: frozenset[int]) -> Iterator[Assertion]:
    for verb in children(head, "conj"):
        if verb.i not in inside or verb.i < head.i or not _goes_on(head, verb):
            continue
        borrowed = () if child(verb, *SUBJECTS) is not None else _shared(head, verb, inside)
        if borrowed is None:
            continue
        deeper = list(_parts(verb, inside))
        cut = {i for part in deeper for i in (*part.own, *_links(part, inside))}
        own = tuple(i for i in phrase(verb) if i in inside and i not in cut)
        yield Assertion(own, (*borrowed, *own), verb, borrowed)
        yield from deeper


def _goes_on(head: Token, verb: Token) -> bool:
    """Whether `verb`, joined to `head`, asserts something of its own: and neither is an alternative."""
    joined = {t.lower_ for t in (*children(head, "cc", "preconj"), *children(verb, "cc", "preconj"))}
    if verb.pos_ not in ("VERB", "AUX") or joined & _CHOICE:
        return False
    if child(verb, *SUBJECTS) is not None:
        return is_finite(verb)
    before = verb.left_edge.nbor(-1) if verb.left_edge.i > 0 else None
    if before is not None and before.pos_ in ("NOUN", "PROPN", "PRON"):
        return False  # a name that the parser gave to the list before is this verb's subject
    says_enough = any(head.i < c.i < verb.i and c.dep_ not in ("cc", "punct", "conj", "prt") for c in head.children)
    return says_enough and (
        is_finite(verb) or (verb.tag_ == head.tag_ and verb.tag_ in _PARTS and not is_negated(head))
    )


def _shared(head: Token, verb: Token, inside: frozenset[int]) -> tuple[int, ...] | None:
    """What a verb without a subject takes from the one it is joined to; None where that has no subject here."""
    first = head
    while child(first, *SUBJECTS) is None and first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    subject = child(first, *SUBJECTS)
    if subject is None or subject.i not in inside or subject.i > head.i:
        return None
    times = [c for c in first.lefts if c.i < subject.i and c.ent_type_ in ("DATE", "TIME")]
    lent = {i for time in times for i in phrase(time)} | set(_plain(subject))
    if not is_finite(verb):
        lent |= {c.i for c in children(head, "aux", "auxpass") if c.i < head.i}
    return tuple(i for i in sorted(lent) if i in inside and i < verb.i)


def _added(head: Token, inside: frozenset[int]) -> Iterator[Assertion]:
    """ ", who leads the party," and ", which the army left in June,": told besides of a thing that is certain."""
    for clause in (t for t in _clause_words(head, inside) if t.dep_ == "relcl"):
        pronoun = clause.left_edge
        own = tuple(i for i in phrase(clause) if i in inside)
        if not own or pronoun.lower_ not in ("who", "which") or pronoun.head != clause or not is_finite(clause):
            continue
        if pronoun.i == 0 or pronoun.nbor(-1).text != "," or not _is_certain(clause.head, pronoun):
            continue
        thing = tuple(i for i in _plain(clause.head) if i in inside)
        rest = [i for i in own if i != pronoun.i]
        if pronoun.dep_ in ("nsubj", "nsubjpass"):
            yield Assertion(own, (*thing, *rest), clause, thing)
        elif pronoun.dep_ == "dobj" and child(clause, "nsubj") is not None:
            after = [i for i in rest if i > clause.i]
            yield Assertion(own, (*(i for i in rest if i <= clause.i), *thing, *after), clause, thing)


def _clause_words(head: Token, inside: frozenset[int]) -> Iterator[Token]:
    """The words under `head` down to, and with, the next clauses, which are split where their own turn comes."""
    waiting = [head]
    while waiting:
        for word in waiting.pop().children:
            if word.i not in inside:
                continue
            yield word
            if word.dep_ not in _CLAUSAL and not (word.dep_ == "conj" and word.pos_ in ("VERB", "AUX")):
                waiting.append(word)


def _is_certain(thing: Token, pronoun: Token) -> bool:
    """Whether the pronoun can only mean `thing`: no other noun stands between, and nothing is joined to it."""
    if thing.pos_ not in ("NOUN", "PROPN") or thing.dep_ == "conj" or child(thing, "conj") is not None:
        return False
    within_another = thing.dep_ == "pobj" and thing.head.head.pos_ in ("NOUN", "PROPN")
    if within_another and not (thing.ent_type_ == "PERSON" if pronoun.lower_ == "who" else thing.pos_ == "PROPN"):
        return False
    between = [t for t in thing.doc[thing.i + 1 : pronoun.i] if t.pos_ in ("NOUN", "PROPN")]
    if pronoun.lower_ == "who":
        return not any(t.ent_type_ == "PERSON" or t.tag_ == "NNS" for t in between)
    return not between


def _contrasts(head: Token, inside: frozenset[int]) -> Iterator[Token]:
    """Clauses set against the main one: "while Sweden refused"; not "while he slept", which tells when."""
    for clause in children(head, "advcl"):
        mark = child(clause, "mark")
        if mark is None or mark.lower_ not in _CONTRAST or clause.i not in inside or not is_finite(clause):
            continue
        opens = mark.i == head.sent.start or mark.nbor(-1).text == ","
        subject = child(clause, "nsubj", "nsubjpass")
        if opens and subject is not None and subject.pos_ != "PRON" and clause.tag_ != "VBG":
            yield clause


def _set_apart(head: Token, inside: frozenset[int]) -> Iterator[Token]:
    """Whole clauses between semicolons."""
    for clause in children(head, "ccomp", "parataxis"):
        edges = {clause.left_edge.i - 1, clause.right_edge.i + 1}
        apart = any(i in inside and head.doc[i].text == ";" for i in edges)
        if apart and clause.i in inside and is_finite(clause) and child(clause, *SUBJECTS) is not None:
            yield clause


def _hangs_on_condition(head: Token) -> bool:
    clauses = [
        *children(head, "advcl"),
        *(c for verb in children(head, "xcomp", "conj") for c in children(verb, "advcl")),
    ]
    return any((mark := child(clause, "mark")) is not None and mark.lower_ in _IF for clause in clauses)


def _plain(thing: Token) -> list[int]:
    """The words of the phrase of `thing` without the clauses, and what is set off by commas, in it."""
    dropped: set[int] = set()
    for word in thing.subtree:
        if word.dep_ in ("relcl", "appos") and word != thing:
            dropped.update(phrase(word))
    kept = [t.i for t in thing.subtree if t.i not in dropped]
    while kept and thing.doc[kept[-1]].is_punct:
        kept.pop()
    return kept


def _links(part: Assertion, inside: frozenset[int]) -> Iterator[int]:
    """The commas and the conjunction that only tie a part to what stands around it."""
    doc = part.head.doc
    before, after = part.own[0] - 1, part.own[-1] + 1
    if after in inside and doc[after].text in (",", ";") and part.own[-1] != doc[part.own[0]].sent.end - 1:
        yield after
    while before in inside and (doc[before].text in (",", ";") or doc[before].dep_ == "cc"):
        yield before
        before -= 1


def with_antecedent(assertion: Assertion) -> Assertion:
    """With its subject, where that is a "which" outside of it: "the report, which X said was late" """
    subject = child(assertion.head, *SUBJECTS)
    if subject is None or subject.i in assertion.own or assertion.borrowed or subject.lower_ not in ("who", "which"):
        return assertion
    clause = next((t for t in subject.ancestors if t.dep_ == "relcl"), None)
    if clause is None:
        return assertion
    thing = tuple(_plain(clause.head))
    return Assertion(assertion.own, (*thing, *assertion.own), assertion.head, thing)


def _without_stray_marks(head: Token, rest: list[int]) -> tuple[int, ...]:
    """`rest` without the marks that a part taken out has left at its end ("... on Monday[, and Ruiz left]."."""
    while len(rest) > 1 and head.doc[rest[-1]].is_punct and rest[-1] != rest[-2] + 1:
        rest.pop()
    return tuple(rest)


def _words(head: Token, order: Sequence[int]) -> int:
    return sum(head.doc[i].is_alpha or head.doc[i].like_num for i in order)
