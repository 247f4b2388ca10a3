"""From the evidence on a claim to a proposal. Pure: the policy in words, as a rule, and the sentences to explain it."""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from claims.pipeline.grades import can_carry
from claims.pipeline.tally import Fact, Origin, Summand, Voice, hear
from claims.pipeline.voices import WINDOW
from claims.status import Stance, Status

UNRATED = Summand("reliability", 0.0, "Source reliability: no rating yet, so every source weighs the same.")
PARTLY_RATED = Summand("reliability", 0.0, "Source reliability: who has no rating weighs as it is.")


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds: how many voices, the own one among those for it; how sure (0 to 1) one must be to count."""

    verified_voices: int = 2
    refuted_voices: int = 2
    sure_to_support: float = 0.6
    sure_to_refute: float = 0.8
    window: timedelta = WINDOW


@dataclass(frozen=True, slots=True)
class Proposal:
    """`score` is the sum of the terms, in log-odds for (positive) or against (negative) the claim.

    `later` are the passages that give a later value of the same measure, the latest first.
    """

    status: Status
    score: float
    voices: tuple[Voice, ...]
    terms: tuple[Summand, ...]
    reasons: tuple[str, ...]
    later: tuple[Hashable, ...] = ()


def propose(
    status: Status, facts: Sequence[Fact], origin: Origin | None = None, policy: Policy | None = None
) -> Proposal | None:
    """What the evidence adds up to, or None when it does not call for another status.

    The claim's own voice (the report that makes it, its copies and versions) counts as the one that says it, whether or
    not a passage of it is among the evidence; it never corroborates itself. `verified`: that and another voice, which
    is sure, say it, and none says otherwise. `refuted`: nobody but the own voice says it and two others say otherwise,
    each surely; or nobody says it any more, the own voice and another say otherwise; or it is taken back by its own
    speaker, or by its own report in a later version. `conflicting`: a voice says otherwise, but not so. `superseded`:
    nobody says otherwise, a later report has another value of the same measure, and the voices for it are too few to
    verify it or it is verified already. Passages that say not enough do not count. How reliable who speaks is weighs as
    `claims.pipeline.grades` says.
    """
    policy = policy or Policy()
    heard = hear(facts, origin, policy.window)
    later = superseding(facts, origin.utterance.said_at if origin else None)
    proposed = _status(status, heard, bool(later), origin, policy)
    if proposed is None or proposed == status:
        return None
    terms = (*(term for voice in heard for term in voice.terms), *_unrated(heard))
    reasons = (*_sides(heard), *_asides(heard), *_outdated(facts, later), _rule(proposed, heard, policy))
    return Proposal(proposed, math.fsum(term.weight for term in terms), heard, terms, reasons, later)


def _unrated(heard: Sequence[Voice]) -> Iterable[Summand]:
    bare = [voice.grade is None for voice in heard if voice.speaks is not None]
    if all(bare):
        yield UNRATED
    elif any(bare):
        yield PARTLY_RATED


def superseding(facts: Iterable[Fact], since: datetime | None) -> tuple[Hashable, ...]:
    """Ids of the passages that give a later value of what the claim measures, the latest first.

    `since` is when the claim was made. Where that or a passage's own time is not known, none can be called later.
    """
    when = {fact.id: fact.utterance.said_at for fact in facts if fact.later_value}
    after = {pk: moment for pk, moment in when.items() if since and moment and moment > since}
    return tuple(sorted(after, key=lambda pk: (after[pk], str(pk)), reverse=True))


def _status(
    status: Status, heard: Sequence[Voice], outdated: bool, origin: Origin | None, policy: Policy
) -> Status | None:
    supporting = [voice for voice in heard if voice.stance == Stance.SUPPORTS]
    refuting = [voice for voice in heard if voice.stance == Stance.REFUTES]
    if refuting:
        return _against(supporting, refuting, origin, policy)
    sure = [voice for voice in supporting if voice.own or voice.probability >= policy.sure_to_support]
    is_verified = len(sure) >= policy.verified_voices and can_carry([voice.grade for voice in sure if not voice.own])
    if outdated and not (is_verified and status == Status.UNREVIEWED):
        return Status.SUPERSEDED
    return Status.VERIFIED if is_verified else None


def _against(
    supporting: Sequence[Voice], refuting: Sequence[Voice], origin: Origin | None, policy: Policy
) -> Status | None:
    sure = [voice for voice in refuting if voice.probability >= policy.sure_to_refute]
    # What the own voice says of its claim counts against it only where it says the contrary now.
    carried = can_carry([voice.grade for voice in sure if not voice.own])
    is_refuted = (len(sure) >= policy.refuted_voices and carried) or any(voice.corrects for voice in sure)
    if is_refuted and all(voice.own for voice in supporting):
        return Status.REFUTED
    return Status.CONFLICTING if supporting or origin else None


def _sides(heard: Sequence[Voice]) -> Iterable[str]:
    for verb, stance in (("support", Stance.SUPPORTS), ("refute", Stance.REFUTES)):
        side = [voice for voice in heard if voice.stance == stance]
        if side:
            count = "One voice" if len(side) == 1 else f"{len(side)} independent voices"
            yield f"{count} {verb}{'s' if len(side) == 1 else ''} it: {'; '.join(map(_told, side))}."


def _told(voice: Voice) -> str:
    more = len(voice.facts) - 1
    copies = f"{more} more passage{'s' if more > 1 else ''} of the same origin" if more > 0 else ""
    notes = ", ".join(filter(None, ("the claim's own" if voice.own else "", copies)))
    return f"{voice.label} ({notes})" if notes else voice.label


def _asides(heard: Sequence[Voice]) -> Iterable[str]:
    for voice in heard:
        if voice.corrects:
            yield f"{voice.label} takes back what it said itself."
        if voice.contrary:
            other = "supports" if voice.stance == Stance.REFUTES else "refutes"
            yield f"{voice.label} also {other} it in another passage; its latest counts, and weighs less for that."


def _outdated(facts: Iterable[Fact], later: Sequence[Hashable]) -> Iterable[str]:
    if later:
        fact = next(fact for fact in facts if fact.id == later[0])
        moment = fact.utterance.said_at
        day = f" on {moment.astimezone(UTC):%-d %B %Y}" if moment else ""
        yield f"{fact.label} gives another value of the same measure{day}; a later value makes an earlier one no lie."


def _rule(proposed: Status, heard: Sequence[Voice], policy: Policy) -> str:
    if proposed == Status.REFUTED and any(voice.corrects for voice in heard):
        return "Who said it takes it back and nobody else says it, which proposes refuted."
    return {
        Status.VERIFIED: f"{policy.verified_voices} voices or more, all sure, and none against, propose verified.",
        Status.REFUTED: f"{policy.refuted_voices} voices or more against what no other voice says propose refuted.",
        Status.CONFLICTING: "Voices on both sides, or too few or not sure enough against it, propose conflicting.",
        Status.SUPERSEDED: "A later value that nobody contradicts proposes superseded, not refuted.",
    }[proposed]
