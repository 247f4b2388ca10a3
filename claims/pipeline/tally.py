"""What each voice says of a claim and how much it weighs: facts in, voices out. Pure.

A voice has one stance. Where its passages differ, the latest speaks (people correct themselves, outlets correct
reports), the strongest where they are of one time; the others are said, and take weight off it.
"""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from claims.pipeline.grades import factor, graded_as
from claims.pipeline.voices import WINDOW, Tie, Utterance, ties, voices
from claims.status import Stance

CERTAIN = 0.99
"""No single passage counts for more than this, whatever its judge says."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence: what it says, how likely (0 to 1), and where it comes from.

    `later_value`: it gives another value of what the claim measures, such as a death toll that has risen. `grade`: the
    reliability of who says it, a letter of `claims.pipeline.grades`; None where nobody has rated it.
    """

    id: Hashable
    stance: Stance
    probability: float
    utterance: Utterance
    label: str
    later_value: bool = False
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that makes the claim, the earliest if there are several; `stands` while its current version does."""

    utterance: Utterance
    label: str
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Summand:
    """One summand of a score, in log-odds for (positive) or against (negative) the claim, and the sentence for it."""

    rule: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Voice:
    """All that one origin says. `speaks` is the fact that counts, None where only the claim's own report says it.

    `own`: it is the claim's own voice. `corrects`: it is, and whoever said it takes it back. `earliest` is the fact
    that was said first, `contrary` are those of the other side. `ties` say what makes the facts one voice.
    """

    stance: Stance
    probability: float
    label: str
    facts: tuple[Hashable, ...]
    speaks: Hashable = None
    earliest: Hashable = None
    contrary: tuple[Hashable, ...] = ()
    own: bool = False
    corrects: bool = False
    ties: tuple[Tie, ...] = ()
    terms: tuple[Summand, ...] = ()
    grade: str | None = None

    @property
    def log_odds(self) -> float:
        return math.fsum(term.weight for term in self.terms)


def hear(facts: Iterable[Fact], origin: Origin | None = None, window: timedelta = WINDOW) -> tuple[Voice, ...]:
    """The voices behind the facts that take a side, the claim's own first, then the strongest; in no other order.

    The claim's own voice is whatever is one voice with the report that makes it.
    """
    sided = sorted((fact for fact in facts if fact.stance != Stance.NOT_ENOUGH_INFO), key=_told_apart)
    said = [replace(fact.utterance, side=fact.stance) for fact in sided]
    first = [replace(origin.utterance, side=Stance.SUPPORTS)] if origin else []
    numbers = voices([*first, *said], window)
    groups: dict[int, list[Fact]] = {0: []} if origin else {}
    for number, fact in zip(numbers[len(first) :], sided, strict=True):
        groups.setdefault(number, []).append(fact)
    heard = [_voice(group, origin if origin and number == 0 else None, window) for number, group in groups.items()]
    return tuple(sorted(filter(None, heard), key=lambda voice: (not voice.own, -abs(voice.log_odds), voice.label)))


def _voice(group: Sequence[Fact], origin: Origin | None, window: timedelta) -> Voice | None:
    """None for the own voice where it says nothing any more."""
    speaks = _speaking(group, origin)
    if speaks is None and not (origin and origin.stands):
        return None
    stance = speaks.stance if speaks else Stance.SUPPORTS
    contrary = [fact for fact in group if fact.stance != stance]
    told = [replace(fact.utterance, side=fact.stance) for fact in group]
    first = [replace(origin.utterance, side=Stance.SUPPORTS)] if origin else []
    return Voice(
        stance=stance,
        probability=speaks.probability if speaks else 0.0,
        label=origin.label if origin and stance == Stance.SUPPORTS else speaks.label if speaks else "",
        facts=tuple(fact.id for fact in group),
        speaks=speaks.id if speaks else None,
        earliest=min(group, key=lambda fact: (_moment(fact.utterance), _told_apart(fact))).id if group else None,
        contrary=tuple(fact.id for fact in contrary),
        own=origin is not None,
        corrects=bool(origin and speaks and _corrects(speaks, origin)),
        ties=ties([*first, *told], window),
        terms=tuple(_terms(speaks, contrary, origin)),
        grade=speaks.grade if speaks else None,
    )


def _speaking(group: Sequence[Fact], origin: Origin | None) -> Fact | None:
    """The fact that stands for all; the own report that still says it is heard among them, at its own time."""
    standing = [origin.utterance] if origin and origin.stands else []
    if len({fact.stance for fact in group} | {Stance.SUPPORTS for _ in standing}) < 2:
        return max(group, key=_loudness, default=None)
    latest = max(map(_moment, [*(fact.utterance for fact in group), *standing]))
    if latest in map(_moment, standing):
        return max((fact for fact in group if fact.stance == Stance.SUPPORTS), key=_loudness, default=None)
    return max((fact for fact in group if _moment(fact.utterance) == latest), key=_loudness)


def _corrects(speaks: Fact, origin: Origin) -> bool:
    """Whether whoever said it takes it back: its named speaker anywhere, or its own report in a later version.

    Another report of the same outlet that says the contrary is none: it may be about something else.
    """
    now, said = speaks.utterance, origin.utterance
    if speaks.stance != Stance.REFUTES:
        return False
    if (now.speakers & said.speakers) - said.carriers:
        return True
    is_publishers = not now.unnamed and (not now.speakers or bool(now.speakers & said.carriers))
    return now.report == said.report and is_publishers


def _terms(speaks: Fact | None, contrary: Sequence[Fact], origin: Origin | None) -> Iterable[Summand]:
    if speaks is None:
        yield Summand("own voice", 0.0, "The claim's own report says it, which by itself proves nothing.")
        return
    weight = log_odds(speaks)
    yield Summand("voice", weight, f"{speaks.label} {_verb(speaks)} it with {round(100 * speaks.probability)} of 100.")
    if speaks.grade:
        more = weight * (factor(speaks.grade) - 1)
        yield Summand("reliability", more, graded_as(speaks.label, speaks.grade))
        weight += more
    if contrary:
        off = min(abs(weight), max(abs(log_odds(fact)) * factor(fact.grade) for fact in contrary))
        less = -math.copysign(off, weight)
        yield Summand("says both", less, f"{speaks.label} also says the contrary, which takes weight off it.")
        weight += less
    if origin and speaks.stance == Stance.SUPPORTS:
        yield Summand("own voice", -weight, f"{speaks.label} is the claim's own voice, which proves nothing by itself.")


def log_odds(fact: Fact) -> float:
    """ln(p / (1 - p)) of the stance taken, never below 0, negative where it refutes."""
    probability = min(max(fact.probability, 0.5), CERTAIN)
    size = math.log(probability / (1 - probability))
    return -size if fact.stance == Stance.REFUTES else size


def _verb(fact: Fact) -> str:
    return "refutes" if fact.stance == Stance.REFUTES else "supports"


def _moment(utterance: Utterance) -> datetime:
    return utterance.said_at or datetime.min.replace(tzinfo=UTC)


def _loudness(fact: Fact) -> tuple[float, str, str, str]:
    return (fact.probability, *_told_apart(fact))


def _told_apart(fact: Fact) -> tuple[str, str, str]:
    """An order that does not depend on when facts were found; their ids do, so they come last."""
    return fact.label, fact.utterance.text, str(fact.id)
