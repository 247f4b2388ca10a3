"""Counted groups and measures of a sentence, with the names that stand beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline.compare.quantities import bounds
from claims.pipeline.compare.words import stem, stem_set, tokens, word_set
from claims.pipeline.contradictions.facts import Count, Group, Member
from claims.pipeline.contradictions.fates import FATES, fate
from claims.pipeline.contradictions.names import Run
from claims.pipeline.contradictions.sizes import TIMES, size
from claims.pipeline.contradictions.stretch import LOCATIVES, Stretch, clause, core
from claims.pipeline.numbers import approximation_before, number_at
from claims.pipeline.syntax import children, subject

_HEADS = {stem("state"): stem("country"), stem("republic"): stem("country")}
_MEASURES = stem_set("""
    % percent percentage point mile kilometre kilometer km metre meter foot inch tonne ton kilogram kilo pound litre
    liter gallon barrel acre hectare degree dollar euro crown franc yen rupee ruble rouble peso yuan megawatt watt
""")  # fmt: skip
_CURRENCY = frozenset({"$", "€", "£", "¥"})
_OBJECTS = {"dobj": "object", "nsubjpass": "object", "nsubj": "subject", "attr": "complement", "npadvmod": "measure"}
_PARTIAL = word_set("the these those all both last first next another additional only remaining fewer more our his her "
                    "their its my your which what")  # fmt: skip
_RANGES = frozenset({"to", "or", "-", "–"})
_BEFORE = 6
_ROUGHLY = 0.25
"""How far a figure that is said to be about right may be off."""


def counts(stretch: Stretch, sentence: Sentence, runs: Sequence[Run]) -> list[tuple[Count, range]]:
    """Every counted group or measure of the sentence with its tokens, numeral first."""
    ending = {run.stop: run for run in runs if run.open_and}
    found = (_count(stretch, token, ending) for token in sentence if token.like_num and token.dep_ != "compound")
    return [count for count in found if count is not None]


def members(stretch: Stretch, sentence: Sentence, runs: Sequence[Run]) -> Iterator[Member]:
    """ "Russia and other central Asian countries": a name said to be one of a group that has no count."""
    doc = sentence.doc
    for run in runs:
        if run.open_and and run.stop < sentence.end and doc[run.stop].lower_ == "other":
            head = doc[run.stop].head
            if run.stop < head.i < sentence.end and head.tag_ in ("NNS", "NNPS"):
                group = _group(range(run.stop, head.i + 1), head)
                where = stretch.mention(run.names[-1].start if len(run.names) == 1 else run.names[0].start, head.i)
                yield Member(_names(stretch, run), group, where, True)


def names_of(stretch: Stretch, run: Run) -> tuple[str, ...]:
    """The names of a run, folded so that one name compares equal wherever it stands."""
    return tuple(stretch.doc[name.start : name.stop].text.casefold().removeprefix("the ") for name in run.names)


def _names(stretch: Stretch, run: Run) -> frozenset[str]:
    return frozenset(names_of(stretch, run))


def _count(stretch: Stretch, number: Token, ending: dict[int, Run]) -> tuple[Count, range] | None:
    head = _counted(number)
    sized = size(head) if head is not None else None
    if head is None or (sized is None and (head.ent_type_ in ("DATE", "TIME") or stem(head.lower_) in TIMES)):
        return None
    first = min(t.i for t in number.subtree if t.like_num or t.text in _CURRENCY)
    allowed = _values(stretch, first, number)
    if allowed is None:
        return None
    low, high = allowed
    run = ending.get(first)
    span = range(first, max(head.i, number.i) + 1)
    inside = span if head.i > number.i else range(0)
    apart = _names(stretch, run) if run else frozenset()
    other = any(stretch.doc[i].lower_ == "other" for i in inside)
    measure = sized is not None or _is_measure(head, number)
    exact = ((low, high), (low + len(apart), high + len(apart))) if other else ((low, high),)
    verb, role, befell = clause(head), _role(head), fate(head)
    setting = stretch.setting(head)
    doer = core(next(iter(subject(verb)), None)) if verb.pos_ == "VERB" and role != "subject" else frozenset[str]()
    if sized is not None:
        own = {t.lower_ for t in (number, *number.children, head, *head.children)}
        own |= setting.dates if head.dep_ == "compound" else set()
        doer, role = sized.owner, "measure"
        setting = replace(setting, verb=sized.respect, dates=setting.dates - own)
    if befell:
        role, setting = "object", replace(setting, verb=befell, stems=setting.stems | {befell})
    found = Count(
        mention=stretch.mention(first, span.stop - 1),
        whole=stretch.mention(run.names[0].start if run else first, span.stop - 1),
        group=_group(inside, head),
        values=exact,
        apart=apart,
        other=other,
        measure=measure,
        part=not measure and (_is_part(number, head, first) or (other and run is None)),
        role=role,
        doer=doer,
        beside=tuple(_others(number)),
        setting=setting,
    )
    return found, span


def _counted(number: Token) -> Token | None:
    """What `number` counts: its noun, itself with a currency sign, or people where it stands alone by "killed"."""
    if number.dep_ == "nummod" and number.head.i > number.i and number.head.pos_ in ("NOUN", "PROPN", "SYM"):
        return (
            number.head
            if size(number.head) or _is_plural(number.head) or stem(number.head.lower_) in _MEASURES
            else None
        )
    if any(t.text in _CURRENCY for t in number.children):
        return number
    if number.dep_ == "dep":
        return _unlinked(number)
    if fate(number):
        return None if any(t.lower_ == "of" for t in children(number, "prep")) else number
    return None


def _others(number: Token) -> Iterator[float]:
    """The other plain numbers of the sentence."""
    for token in number.sent:
        found = number_at([token.lower_], 0) if token.like_num and token.i != number.i else None
        if found is not None:
            yield found.value


def _unlinked(number: Token) -> Token | None:
    """The noun after a number that the parser left hanging, as it may in a headline."""
    at = number.i
    while at + 1 < number.sent.end and number.doc[at + 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        at += 1
    return number.doc[at] if at > number.i and _is_plural(number.doc[at]) else None


def _is_plural(noun: Token) -> bool:
    """Also a headline's "Nations", which the tagger may take for one name."""
    return noun.tag_ in ("NNS", "NNPS") or (noun.tag_ == "NNP" and noun.lower_.endswith("s"))


def _values(stretch: Stretch, first: int, number: Token) -> tuple[float, float] | None:
    """The range that the words of a number allow; None where they are no plain number, or one end of a range."""
    doc = stretch.doc
    before = doc[max(doc[first].sent.start, first - _BEFORE) : first]
    lead = [t.text.lower() for t in tokens(" ".join(t.text for t in before if t.is_alpha))]
    said = [*lead, *(t.text.lower() for t in tokens(doc[first : number.i + 1].text) if t.is_word)]
    found = number_at(said, len(lead)) if len(said) > len(lead) else None
    if found is None or found.after != len(said) or _ends_range(before):
        return None
    if approximation_before(said, len(lead))[0] == "about":
        return found.value * (1 - _ROUGHLY), found.value * (1 + _ROUGHLY)
    return bounds(said, len(lead), found.value)


def _ends_range(before: Sentence) -> bool:
    words = [t.lower_ for t in before if t.text not in _CURRENCY]
    numbers = [t.like_num for t in before if t.text not in _CURRENCY]
    return "between" in words or (len(words) > 1 and words[-1] in _RANGES and numbers[-2])


def _is_measure(head: Token, number: Token) -> bool:
    money = head is number and any(t.text in _CURRENCY for t in head.children)
    return money or stem(head.lower_) in _MEASURES or head.ent_type_ == "QUANTITY"


def _is_part(number: Token, head: Token, first: int) -> bool:
    """Whether it is a part of a group, or one already spoken of ("the three countries", "another two")."""
    before = number.doc[first - 1].lower_ if first > number.sent.start else ""
    two_before = number.doc[first - 2].lower_ if first - 1 > number.sent.start else ""
    words = {t.lower_ for t in children(head, "det", "poss", "amod", "predet")}
    return bool(({before} | words) & _PARTIAL) or (before == "of" and two_before not in ("", "group", "total"))


def _group(inside: range, head: Token) -> Group:
    doc = head.doc
    if not inside or inside[-1] != head.i:
        sign = next((t.text for t in head.children if t.text in _CURRENCY), "")
        return Group(sign or "person", frozenset(), frozenset())
    name = stem(head.lower_)
    modifiers = (doc[i] for i in inside if doc[i].is_alpha and not doc[i].like_num and i != head.i)
    defining = (c for c in children(head, "prep", "relcl", "acl") if not _is_place(c) and stem(c.lemma_) not in FATES)
    return Group(
        _HEADS.get(name, name),
        frozenset(stem(t.lower_) for t in modifiers if t.lower_ not in ("other", "million", "billion", "thousand")),
        frozenset(stem(t.lower_) for c in defining for t in c.subtree if t.is_alpha and not t.is_stop),
    )


def _is_place(preposition: Token) -> bool:
    """ "in Vidby": the clause's place, whether the parser hangs it on the group or on the verb."""
    return preposition.lower_ in LOCATIVES and any(t.pos_ == "PROPN" for t in children(preposition, "pobj"))


def _role(head: Token) -> str:
    while head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return _OBJECTS.get(head.dep_, f"{head.dep_} {head.head.lower_}" if head.dep_ == "pobj" else head.dep_)
