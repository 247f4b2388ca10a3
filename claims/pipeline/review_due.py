"""When a claim is to be looked at again: a rule by its kind. Pure.

The kinds follow how long answers keep. FreshQA (Vu et al. 2023, "FreshLLMs") sorts questions into those whose answer
never changes, changes slowly (over years) and changes fast (within a year); before that, linguists and logicians
told events from states (Vendler 1957, "Verbs and Times") and called what holds only for a while a fluent (McCarthy and
Hayes 1969). An event or a quote stays as it was, though more may come out about it; who holds an office changes slowly;
a figure or a state may change within weeks; a plan has to be looked at when its date has passed. The intervals are
settings; none of them was measured.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from claims.pipeline.compare.sides import read_side
from claims.pipeline.compare.words import tokens


class ReviewKind(StrEnum):
    PLAN = "plan"
    QUOTE = "quote"
    FIGURE = "figure"
    OFFICE = "office"
    EVENT = "event"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Rule:
    """Looked at again every so many days; a plan first on the day after `planned_until`, where that is known."""

    kind: ReviewKind
    days: int
    planned_until: datetime | None = None


OFFICES = frozenset(
    "president premier chancellor minister governor mayor king queen emir ambassador envoy chair chairman chairwoman"
    " chairperson chief head director commander leader secretary speaker spokesman spokeswoman spokesperson"
    " commissioner judge justice senator deputy coach editor executive ceo boss".split()
)
HOLDING = frozenset("is are remains heads leads chairs serves governs runs commands holds".split())
"""Verbs of holding an office now; "was appointed" and "resigned" tell of an event."""
PLANNING = frozenset("will shall plans planned scheduled expected intends aims upcoming forthcoming".split())
SPEAKING = frozenset(
    "said says told wrote warned announced claimed stated tweeted argued insisted denied admitted called promised"
    " vowed accused described predicted replied testified".split()
)
PRESENT = frozenset(
    "is are has have isn't aren't hasn't haven't remains remain stays stay continues continue lives live owns own"
    " holds hold contains contain controls control faces face lacks lack needs need works work".split()
)
PAST_AUXILIARIES = frozenset("was were did had been wasn't weren't didn't hadn't".split())
_IRREGULAR = frozenset(
    "became began broke brought built came caught chose cut died drew drove fell fought found fled flew gave got grew"
    " held hit kept killed knew left led lost made met put quit ran rose sank sent set shot shut sold spent spoke stood"
    " struck took threw went withdrew won".split()
)
_QUOTED = re.compile(r'[“"][^”"]{8,}[”"]')


def kind_of(statement: str, modality: str = "asserted") -> ReviewKind:
    """What kind of thing a statement says, from its words and how its reading took it. The first that fits counts.

    A plan is one to be kept or broken, whatever figures it names; of what somebody said, the saying is what happened.
    """
    words = [token.text.lower() for token in tokens(statement)]
    if modality in ("expected", "planned") or PLANNING.intersection(words):
        return ReviewKind.PLAN
    if _is_quote(statement, words):
        return ReviewKind.QUOTE
    if OFFICES.intersection(words) and HOLDING.intersection(words) and not _tells_the_past(words):
        return ReviewKind.OFFICE
    if read_side(statement).quantities:
        return ReviewKind.FIGURE
    return ReviewKind.EVENT if _tells_the_past(words) else ReviewKind.STATE


def rule_of(kind: str, days: Mapping[str, int], own: int | None = None, until: datetime | None = None) -> Rule:
    """`days` are the intervals by kind; an editor's `own` one goes before them."""
    of = ReviewKind(kind)
    return Rule(of, own or days[of], until if of == ReviewKind.PLAN else None)


def first_due(rule: Rule, now: datetime) -> datetime:
    """When a claim that was stored `now` is due. A plan whose date has passed already is due at once."""
    return max(rule.planned_until, now) if rule.planned_until else now + timedelta(days=rule.days)


def next_due(rule: Rule, now: datetime) -> datetime:
    """When a claim that a person looked at `now` is due again."""
    if rule.planned_until and rule.planned_until > now:
        return rule.planned_until
    return now + timedelta(days=rule.days)


def _is_quote(statement: str, words: list[str]) -> bool:
    return bool(_QUOTED.search(statement)) and bool(SPEAKING.intersection(words))


def _tells_the_past(words: list[str]) -> bool:
    """Whether it speaks of something over: a past auxiliary, or a past form and nothing of the present."""
    if PAST_AUXILIARIES.intersection(words):
        return True
    past = any(word in _IRREGULAR or (len(word) > 4 and word.endswith("ed")) for word in words)
    return past and not PRESENT.intersection(words)
