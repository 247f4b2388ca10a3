"""A reviewer decides. Nothing else writes a claim's status, and machine code never imports this."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from claims.errors import SecondPersonNeeded
from claims.models import Claim, Decision, DecisionRequest, Evidence
from claims.models.assignment import AssignmentState
from claims.models.decision_request import RequestState
from claims.models.finding import FindingState
from claims.services.assign import end_assignments
from claims.services.case import Case, Verdict, open_case
from claims.services.keep_current import next_look
from claims.services.publish import publish
from claims.status import DECIDE, Need
from factcheck.access.models import User
from factcheck.log.append import append

__all__ = ["PERMISSION", "Verdict", "carry_out", "decide", "is_for_two", "needs_second_person"]
PERMISSION = DECIDE


@transaction.atomic
def decide(claim_id: UUID, verdict: Verdict, reviewer: User) -> Decision:
    """Record the decision, move the claim and write the log, all or nothing.

    Raises DecisionRefused (StaleDecision when the claim has moved since the reviewer looked; SecondPersonNeeded where
    `claims.services.second_person` has to ask first) and changes nothing then. Raises Claim.DoesNotExist.
    """
    case = open_case(claim_id, verdict, reviewer)
    if is_for_two(case):
        raise SecondPersonNeeded
    return carry_out(case, reviewer)


def is_for_two(case: Case) -> bool:
    """Whether a second person has to confirm this move before it is made."""
    if Need.SECOND_ALWAYS in case.move.needs:
        return True
    return Need.SECOND_PERSON in case.move.needs and needs_second_person(case.claim)


def needs_second_person(claim: Claim) -> bool:
    """Whether a change of its published verdict takes two; the database holds every writer to the same answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT claim_needs_second_person(%s)", [claim.pk])
        return bool(cursor.fetchone()[0])


def carry_out(case: Case, reviewer: User, confirmed: DecisionRequest | None = None) -> Decision:
    """What the case asks for, within the transaction that opened it; `confirmed` by the second person, where it is."""
    decision = _record(case, reviewer, confirmed)
    _move(case.claim, decision)
    _overtake(case.claim, reviewer)
    end_assignments(case.claim, AssignmentState.DONE, "decided", decision.decided_at)
    append("decision", "claim", case.claim.pk, _body(decision, case.evidence))
    publish(case.claim.pk)
    return decision


def _record(case: Case, reviewer: User, confirmed: DecisionRequest | None) -> Decision:
    decision = Decision.objects.create(
        claim=case.claim,
        from_status=case.claim.status,
        to_status=case.verdict.to,
        rationale=case.verdict.rationale.strip(),
        finding=case.finding,
        decided_by=reviewer,
        decided_at=_after(case.claim.decided_at),
        request=confirmed,
    )
    decision.refresh_from_db(fields=["second_person"])
    decision.evidence.set(case.evidence)
    if case.finding:
        case.finding.state = FindingState.ANSWERED
        case.finding.save(update_fields=["state"])
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


def _overtake(claim: Claim, reviewer: User) -> None:
    """A change that still waits was asked for on what this decision has moved on from."""
    DecisionRequest.objects.open().filter(claim=claim).update(
        state=RequestState.OVERTAKEN, answered_by=reviewer, answered_at=timezone.now()
    )


def _body(decision: Decision, evidence: Sequence[Evidence]) -> dict[str, Any]:
    confirmed = decision.request
    return {
        "decision": str(decision.pk),
        "statement": decision.claim.statement,
        "from": decision.from_status,
        "to": decision.to_status,
        "rationale": decision.rationale,
        "evidence": [str(row.pk) for row in evidence],
        "decided_by": decision.decided_by.get_username(),
        "decided_at": decision.decided_at.isoformat(),
        "second_person": decision.second_person,
        "confirmed_by": confirmed.answered_by.get_username() if confirmed and confirmed.answered_by else "",
    }
