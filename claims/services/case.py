"""A claim with what a reviewer wants of it: locked, as they saw it, and within the rules of the table of moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from claims.errors import (
    DecisionRefused,
    EvidenceMissing,
    EvidenceUnfit,
    FindingChanged,
    MayNotReinstate,
    MergedClaim,
    NoSuchMove,
    NotAReviewer,
    OwnClaim,
    RationaleMissing,
    StaleDecision,
    StatementChanged,
)
from claims.models import Claim, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.status import DECIDE, FITTING, MOVES, REINSTATE, Move, Need, Stance, Status
from factcheck.access.models import User


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer wants: from the status they saw to another, why, and on which evidence.

    `statement` (spacing does not count) and `finding` (its id, "" for none) are what they read; a door
    that does not show them leaves them out. `reads_otherwise`: they read the evidence otherwise than its judge.
    """

    seen: str
    to: str
    rationale: str
    evidence: Sequence[UUID] = field(default=())
    statement: str | None = None
    finding: str | None = None
    reads_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules allow: the locked claim, the move, the evidence cited, and the open finding that it answers."""

    claim: Claim
    move: Move
    verdict: Verdict
    evidence: Sequence[Evidence]
    finding: Finding | None


def open_case(claim_id: UUID, verdict: Verdict, reviewer: User) -> Case:
    """Lock the claim and hold the verdict to the rules; whether a second person is needed, the caller asks.

    Raises DecisionRefused (StaleDecision when the claim has moved since the reviewer looked) and Claim.DoesNotExist.
    """
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    check_reviewer(reviewer)
    cluster = _cluster(claim)
    finding = Finding.objects.filter(claim=claim, state=FindingState.OPEN).first()
    _check_seen(claim, finding, verdict)
    evidence = _evidence(cluster, verdict.evidence)
    check_author(cluster, reviewer)
    return Case(claim, _check(claim, verdict, evidence, reviewer), verdict, evidence, finding)


def check_reviewer(person: User) -> None:
    if not person.has_perm(DECIDE):
        raise NotAReviewer


def check_author(cluster: set[UUID], person: User) -> None:
    if Claim.objects.by(person).filter(pk__in=cluster).exists():
        raise OwnClaim


def _cluster(claim: Claim) -> set[UUID]:
    """All that the decision speaks for: the claim, and those that are held the same."""
    merge = Merge.objects.select_related("kept").filter(claim=claim).first()
    if merge:
        raise MergedClaim(merge.kept.statement)
    return Merge.objects.one_with([claim.pk])


def _check_seen(claim: Claim, finding: Finding | None, verdict: Verdict) -> None:
    if claim.status != verdict.seen:
        raise StaleDecision(verdict.seen, claim.status)
    if verdict.statement is not None and verdict.statement.split() != claim.statement.split():
        raise StatementChanged(claim.statement)
    if verdict.finding is not None and verdict.finding != (str(finding.pk) if finding else ""):
        raise FindingChanged


def _evidence(cluster: set[UUID], wanted: Sequence[UUID]) -> list[Evidence]:
    found = list(Evidence.objects.filter(claim__in=cluster, pk__in=wanted).order_by("pk"))
    if len(found) != len(set(wanted)):
        raise DecisionRefused("foreign_evidence", "Some of the evidence you cite is not about this claim.")
    return found


def _check(claim: Claim, verdict: Verdict, evidence: Sequence[Evidence], reviewer: User) -> Move:
    move: Move | None = MOVES.get((Status(claim.status), Status(verdict.to))) if verdict.to in Status else None
    if move is None:
        raise NoSuchMove(claim.status, verdict.to)
    if move.who == REINSTATE and not reviewer.has_perm(REINSTATE):
        raise MayNotReinstate
    if not verdict.rationale.strip():
        raise RationaleMissing
    if Need.EVIDENCE in move.needs and not evidence:
        raise EvidenceMissing
    fit = FITTING.get(Status(verdict.to))
    if fit and not verdict.reads_otherwise and not any(Stance(row.stance) in fit for row in evidence):
        raise EvidenceUnfit(verdict.to)
    return move
