"""A reviewer decides. Nothing else writes a claim's status, and machine code never imports this."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.errors import (
    DecisionRefused,
    EvidenceMissing,
    EvidenceUnfit,
    FindingChanged,
    MergedClaim,
    NoSuchMove,
    NotAReviewer,
    OwnClaim,
    RationaleMissing,
    StaleDecision,
    StatementChanged,
)
from claims.models import Claim, Decision, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.services.keep_current import next_look
from claims.services.publish import publish
from claims.status import FITTING, MOVES, Move, Stance, Status
from factcheck.access.models import User
from factcheck.log.append import append

PERMISSION = "claims.decide"


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


@transaction.atomic
def decide(claim_id: UUID, verdict: Verdict, reviewer: User) -> Decision:
    """Record the decision, move the claim and write the log, all or nothing.

    Raises DecisionRefused (StaleDecision when the claim has moved since the reviewer looked) and changes
    nothing then. Raises Claim.DoesNotExist for an unknown claim.
    """
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    if not reviewer.has_perm(PERMISSION):
        raise NotAReviewer
    cluster = _cluster(claim)
    finding = Finding.objects.filter(claim=claim, state=FindingState.OPEN).first()
    _check_seen(claim, finding, verdict)
    evidence = _evidence(cluster, verdict.evidence)
    _check_author(cluster, reviewer)
    _check(claim, verdict, evidence)
    decision = _record(claim, verdict, reviewer, evidence, finding)
    _move(claim, decision)
    append("decision", "claim", claim.pk, _body(decision, evidence))
    publish(claim.pk)
    return decision


def _cluster(claim: Claim) -> set[UUID]:
    """All that the decision speaks for: the claim, and those that are held the same."""
    merge = Merge.objects.select_related("kept").filter(claim=claim).first()
    if merge:
        raise MergedClaim(merge.kept.statement)
    return Merge.objects.one_with([claim.pk])


def _check_author(cluster: set[UUID], reviewer: User) -> None:
    theirs = Claim.objects.filter(Q(created_by=reviewer) | Q(edited_by=reviewer), pk__in=cluster)
    if theirs.exists():
        raise OwnClaim


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


def _check(claim: Claim, verdict: Verdict, evidence: Sequence[Evidence]) -> None:
    move: Move | None = MOVES.get((Status(claim.status), Status(verdict.to))) if verdict.to in Status else None
    if move is None:
        raise NoSuchMove(claim.status, verdict.to)
    if not verdict.rationale.strip():
        raise RationaleMissing
    if move.needs_evidence and not evidence:
        raise EvidenceMissing
    fit = FITTING.get(Status(verdict.to))
    if fit and not verdict.reads_otherwise and not any(Stance(row.stance) in fit for row in evidence):
        raise EvidenceUnfit(verdict.to)


def _record(
    claim: Claim, verdict: Verdict, reviewer: User, evidence: Sequence[Evidence], finding: Finding | None
) -> Decision:
    decision = Decision.objects.create(
        claim=claim,
        from_status=claim.status,
        to_status=verdict.to,
        rationale=verdict.rationale.strip(),
        finding=finding,
        decided_by=reviewer,
        decided_at=_after(claim.decided_at),
    )
    decision.evidence.set(evidence)
    if finding:
        finding.state = FindingState.ANSWERED
        finding.save(update_fields=["state"])
    return decision


def _after(last: datetime | None) -> datetime:
    """Now, and later than the decision before even where this machine's clock is behind."""
    now = timezone.now()
    return max(now, last + timedelta(microseconds=1)) if last else now


def _move(claim: Claim, decision: Decision) -> None:
    claim.status = decision.to_status
    claim.decided_at = decision.decided_at
    claim.published_at = claim.published_at or decision.decided_at
    claim.needs_another_look = False
    fresh = next_look(claim, decision.decided_at)
    for name, value in fresh.items():
        setattr(claim, name, value)
    claim.save(update_fields=["status", "decided_at", "published_at", "needs_another_look", *fresh])


def _body(decision: Decision, evidence: Sequence[Evidence]) -> dict[str, Any]:
    return {
        "decision": str(decision.pk),
        "statement": decision.claim.statement,
        "from": decision.from_status,
        "to": decision.to_status,
        "rationale": decision.rationale,
        "evidence": [str(row.pk) for row in evidence],
        "decided_by": decision.decided_by.get_username(),
        "decided_at": decision.decided_at.isoformat(),
    }
