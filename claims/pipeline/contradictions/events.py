"""Who did what to whom and when: the same event on different days, or denied where the headline asserts it."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from claims.pipeline.compare.lexicon import MONTHS, WEEKDAYS
from claims.pipeline.compare.words import stem, stem_set
from claims.pipeline.contradictions.facts import Event
from claims.pipeline.contradictions.stretch import Stretch, core
from claims.pipeline.contradictions.telling import Quote, told
from claims.pipeline.draft import Conflict, Contradiction
from claims.pipeline.syntax import child, children, is_negated, is_passive, subject

_ONCE = stem_set("""
    open close sign die bear found elect arrest kill release launch resign collapse crash sink marry inaugurate adopt
    ratify approve cancel discover sell buy acquire appoint dismiss fire murder assassinate execute land capture
    establish complete convict sentence acquit adjourn depart
""")
_FREE = frozenset({"prep", "npadvmod", "tmod", "advmod"})
_COMPARED = 40


def events(stretch: Stretch, sentence: Sentence, heard: Container[str]) -> Iterator[Event]:
    """The clauses of a sentence that can clash: of the headline, denied, with a day and of what happens once, or with
    one of the verbs `heard` in the headline.
    """
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.dep_ in ("amod", "compound"):
            continue
        name = stem(verb.lemma_)
        days = list(_days_of(verb)) if name in _ONCE else []
        if days or verb.i < stretch.headline or is_negated(verb) or name in heard:
            event = _event(stretch, verb, name, days)
            if event is not None:
                yield event


def _event(stretch: Stretch, verb: Token, name: str, days: Sequence[Token]) -> Event | None:
    """What `verb` tells of, from its first word to its last; None where neither doer nor patient is named."""
    patient = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
    doer = next(iter(subject(verb)), None)
    doing, done = core(doer), core(patient)
    if not (doing or done):
        return None
    inside = [verb.i, *(t.i for t in (doer, patient, *days) if t is not None and t.sent == verb.sent)]
    first = min(stretch.doc[min(inside)].left_edge.i, min(inside))
    return Event(
        mention=stretch.mention(max(first, verb.sent.start), max(inside)),
        verb=name,
        doer=doing,
        known_as=_known_as(doer),
        patient=done,
        certain=_is_certain(patient if patient is not None else doer),
        days=frozenset(_days(days)),
        setting=stretch.setting(verb),
    )


def _days_of(verb: Token) -> Iterator[Token]:
    """The words under `verb` that give a weekday, a day, a month or a year."""
    return (t for c in children(verb, *_FREE) for t in c.subtree if t.ent_type_ == "DATE" and _kind(t))


def event_clashes(events: Sequence[Event], quote: Quote) -> Iterator[Contradiction]:
    """Events that happen once with two days; a headline whose event the body denies."""
    yield from _denials(events, quote)
    by_verb: dict[tuple[str, frozenset[str]], list[Event]] = defaultdict(list)
    for event in events:
        by_verb[event.verb, event.patient or event.doer].append(event)
    for same in by_verb.values():
        dated = [e for e in same if e.days and e.verb in _ONCE and e.certain and e.setting.firm]
        yield from _told("date", _clashing(dated, _on_other_days), quote, "The report dates the same event differently")


def _denials(events: Sequence[Event], quote: Quote) -> Iterator[Contradiction]:
    """A headline's event that the body denies and nowhere asserts: "Minister resigns" may be of another minister."""
    by_verb: dict[tuple[str, frozenset[str]], list[Event]] = defaultdict(list)
    for event in events:
        by_verb[event.verb, event.patient].append(event)
    for same in by_verb.values():
        headline = [e for e in same[:_COMPARED] if e.setting.headline]
        body = [e for e in same[:_COMPARED] if not e.setting.headline]
        borne_out = [
            h for h in headline if any(b.setting.negated == h.setting.negated and _one_doer(h, b) for b in body)
        ]
        clashing = _clashing([*(h for h in headline if h not in borne_out), *body], _denied)
        yield from _told("polarity", clashing, quote, "The body denies what the headline says")


def _one_doer(headline: Event, body: Event) -> bool:
    """Whether both tell of one doer; the body may name in full whom the headline calls "Minister" or "Grey"."""
    return headline.doer == body.doer != frozenset() or (bool(headline.doer) and headline.doer <= body.known_as)


def _known_as(doer: Token | None) -> frozenset[str]:
    """The surname and the titles of a person: what a headline may call them; none for others."""
    if doer is None or doer.ent_type_ != "PERSON":
        return frozenset()
    titles = (t for t in children(doer, "compound") if t.ent_type_ != "PERSON")
    return frozenset(stem(t.lower_) for t in (doer, *titles))


def _clashing(events: Sequence[Event], clash: Callable[[Event, Event], bool]) -> list[Event]:
    """The events that clash with another of them."""
    compared = events[:_COMPARED]
    return [one for one in compared if any(clash(one, other) for other in compared)]


def _told(kind: Conflict, events: Sequence[Event], quote: Quote, says: str) -> Iterator[Contradiction]:
    if events:
        yield told(kind, (event.mention for event in events), quote, says)


def _on_other_days(one: Event, other: Event) -> bool:
    here, there = one.setting, other.setting
    if here.sentence == there.sentence or here.voice != there.voice or here.negated or there.negated:
        return False
    if (one.doer and other.doer and one.doer != other.doer) or bool(one.patient) != bool(other.patient):
        return False
    mine, theirs = dict(one.days), dict(other.days)
    return any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys())


def _denied(one: Event, other: Event) -> bool:
    here, there = one.setting, other.setting
    return (
        here.headline != there.headline
        and here.negated != there.negated
        and here.firm
        and there.firm
        and (_one_doer(one, other) if here.headline else _one_doer(other, one))
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
