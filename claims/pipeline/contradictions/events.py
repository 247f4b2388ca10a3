"""Who did what to whom and when: the same event on different days, or denied where the headline asserts it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline.compare.lexicon import MONTHS, WEEKDAYS
from claims.pipeline.compare.words import stem, stem_set
from claims.pipeline.contradictions.facts import Event
from claims.pipeline.contradictions.stretch import Stretch, core
from claims.pipeline.contradictions.telling import Quote, told
from claims.pipeline.draft import Contradiction
from claims.pipeline.syntax import child, children, is_passive, subject

_ONCE = stem_set("""
    open close sign die bear found elect arrest kill release launch resign collapse crash sink marry inaugurate adopt
    ratify approve cancel discover sell buy acquire appoint dismiss fire murder assassinate execute land capture
    establish complete convict sentence acquit adjourn depart
""")
_FREE = frozenset({"prep", "npadvmod", "tmod", "advmod"})
_COMPARED = 40


def events(stretch: Stretch, sentence: Sentence) -> Iterator[Event]:
    """The clauses of a sentence that name who or what their verb is about."""
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.dep_ in ("amod", "compound"):
            continue
        patient = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
        doer = next(iter(subject(verb)), None)
        doing, done = core(doer), core(patient)
        if doing or done:
            days = [t for c in children(verb, *_FREE) for t in c.subtree if t.ent_type_ == "DATE" and _kind(t)]
            inside = [verb.i, *(t.i for t in (doer, patient, *days) if t is not None and t.sent == sentence)]
            first = min(sentence.doc[min(inside)].left_edge.i, min(inside))
            yield Event(
                mention=stretch.mention(max(first, sentence.start), max(inside)),
                verb=stem(verb.lemma_),
                doer=doing,
                patient=done,
                certain=_is_certain(patient if patient is not None else doer),
                days=frozenset(_days(days)),
                setting=stretch.setting(verb),
            )


def event_clashes(events: Sequence[Event], quote: Quote) -> Iterator[Contradiction]:
    """Events that happen once with two days; a headline whose event the body denies."""
    by_verb: dict[tuple[str, frozenset[str]], list[Event]] = defaultdict(list)
    for event in events:
        by_verb[event.verb, event.patient or event.doer].append(event)
    for same in by_verb.values():
        dated = [e for e in same if e.days and e.verb in _ONCE and e.certain and e.setting.firm][:_COMPARED]
        yield from _pairs("date", dated, quote)
        denying = [e for e in same if e.setting.headline] + [e for e in same if e.setting.negated]
        yield from _pairs("polarity", denying[:_COMPARED], quote)


def _pairs(kind: str, events: Sequence[Event], quote: Quote) -> Iterator[Contradiction]:
    for i, one in enumerate(events):
        for other in events[i + 1 :]:
            if kind == "date" and _on_other_days(one, other):
                yield told("date", [one.mention, other.mention], quote, "The report dates the same event differently")
            if kind == "polarity" and _denied(one, other):
                yield told("polarity", [one.mention, other.mention], quote, "The body denies what the headline says")


def _on_other_days(one: Event, other: Event) -> bool:
    here, there = one.setting, other.setting
    if here.sentence == there.sentence or here.voice != there.voice or here.negated or there.negated:
        return False
    if (one.doer and other.doer and one.doer != other.doer) or bool(one.patient) != bool(other.patient):
        return False
    mine, theirs = dict(one.days), dict(other.days)
    return any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys()) and bool(one.days)


def _denied(one: Event, other: Event) -> bool:
    here, there = one.setting, other.setting
    return (
        here.headline != there.headline
        and here.negated != there.negated
        and here.firm
        and there.firm
        and bool(one.patient)
        and one.doer == other.doer != frozenset()
        and here.voice == there.voice
        and here.dates == there.dates
    )


def _days(words: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The weekday, the day of the month, the month and the year among `words`, where each is given once."""
    found: dict[str, set[str]] = defaultdict(set)
    for token in words:
        found[_kind(token)].add(token.lower_)
    return ((kind, min(values)) for kind, values in found.items() if len(values) == 1)


def _kind(token: Token) -> str:
    """Which part of a date a word gives; empty for none."""
    low = token.lower_
    if low in WEEKDAYS:
        return "weekday"
    if low in MONTHS or token.text == "May":
        return "month"
    if low.isdigit():
        return "year" if len(low) == 4 else "day" if len(low) < 3 else ""
    return ""


def _is_certain(noun: Token | None) -> bool:
    """Whether a noun means one thing that the report knows: a name, or one with "the" or a possessor."""
    if noun is None or noun.tag_ in ("NNS", "NNPS"):
        return False
    pointed = any(t.lower_ == "the" or t.dep_ == "poss" for t in children(noun, "det", "poss"))
    return pointed or noun.pos_ == "PROPN"
