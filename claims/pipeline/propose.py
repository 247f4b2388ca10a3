"""From the evidence on a claim to a proposal. Pure: thirty lines of policy and the words to explain it."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from claims.pipeline.voices import Utterance, voices
from claims.status import Stance, Status

CERTAIN = 0.99
"""No single passage counts for more than this, whatever its judge says."""
CORROBORATED = 2
"""Independent voices that must agree before anything but a conflict is proposed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence: what it says, how likely (0 to 1), and where it comes from."""

    id: Hashable
    stance: Stance
    probability: float
    utterance: Utterance
    label: str


@dataclass(frozen=True, slots=True)
class Voice:
    """All that one origin says: the strongest fact speaks, the others are its copies."""

    stance: Stance
    log_odds: float
    label: str
    facts: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`score` is the sum of the voices' log-odds, for (positive) or against (negative) the claim."""

    status: Status
    score: float
    voices: tuple[Voice, ...]
    reasons: tuple[str, ...]


def propose(status: Status, facts: Sequence[Fact]) -> Proposal | None:
    """What the evidence adds up to, or None when it does not call for another status.

    A claim's own report counts as one voice like any other. So two supporting voices and none against
    propose `verified`; two against and no more than the claim's own voice for it propose `refuted`; any
    other voice against a supported claim proposes `conflicting`. Passages that say not enough do not count.
    """
    heard = _heard([fact for fact in facts if fact.stance != Stance.NOT_ENOUGH_INFO])
    supporting = [voice for voice in heard if voice.stance == Stance.SUPPORTS]
    refuting = [voice for voice in heard if voice.stance == Stance.REFUTES]
    proposed = _status(len(supporting), len(refuting))
    if proposed is None or proposed == status:
        return None
    reasons = (*_reasons("support", supporting), *_reasons("refute", refuting))
    return Proposal(proposed, sum(voice.log_odds for voice in heard), tuple(heard), reasons)


def _status(supporting: int, refuting: int) -> Status | None:
    if refuting >= CORROBORATED and supporting <= 1:
        return Status.REFUTED
    if refuting and supporting:
        return Status.CONFLICTING
    if supporting >= CORROBORATED:
        return Status.VERIFIED
    return None


def _heard(facts: Sequence[Fact]) -> list[Voice]:
    groups: dict[int, list[Fact]] = {}
    for number, fact in zip(voices([fact.utterance for fact in facts]), facts, strict=True):
        groups.setdefault(number, []).append(fact)
    return [_voice(group) for group in groups.values()]


def _voice(group: Sequence[Fact]) -> Voice:
    loudest = max(group, key=lambda fact: fact.probability)
    return Voice(loudest.stance, log_odds(loudest), loudest.label, tuple(fact.id for fact in group))


def log_odds(fact: Fact) -> float:
    """ln(p / (1 - p)) of the stance taken, never below 0, negative where it refutes."""
    probability = min(max(fact.probability, 0.5), CERTAIN)
    size = math.log(probability / (1 - probability))
    return -size if fact.stance == Stance.REFUTES else size


def _reasons(verb: str, heard: Sequence[Voice]) -> list[str]:
    if not heard:
        return []
    count = "One voice" if len(heard) == 1 else f"{len(heard)} independent voices"
    names = "; ".join(_with_copies(voice) for voice in heard)
    return [f"{count} {verb}{'s' if len(heard) == 1 else ''} it: {names}."]


def _with_copies(voice: Voice) -> str:
    more = len(voice.facts) - 1
    if not more:
        return voice.label
    return f"{voice.label} (and {more} more passage{'s' if more > 1 else ''} of the same origin)"
