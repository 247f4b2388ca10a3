"""Four eyes for what is published: one reviewer asks for a change, another confirms or rejects it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.errors import (
    AlreadyRequested,
    AnswerMissing,
    NotTheirs,
    RequesterGone,
    RequestGone,
    SamePerson,
    SecondPersonNotNeeded,
)
from claims.models import Claim, Decision, DecisionRequest, Merge
from claims.models.assignment import AssignmentState
from claims.models.decision_request import RequestState
from claims.services.assign import end_assignments
from claims.services.case import Case, Verdict, check_author, check_reviewer, open_case
from claims.services.decide import carry_out, is_for_two
from claims.services.tell_people import tell_asked
from claims.status import DECIDE
from factcheck.access.models import User
from factcheck.log.append import append


@transaction.atomic
def request_decision(claim_id: UUID, verdict: Verdict, reviewer: User) -> DecisionRequest:
    """Ask a second person for a change that `decide` refuses to one alone; the status stays until they confirm.

    Raises DecisionRefused as `decide` does, and AlreadyRequested where a change of this claim waits already.
    """
    case = open_case(claim_id, verdict, reviewer)
    if not is_for_two(case):
        raise SecondPersonNotNeeded
    if waiting := DecisionRequest.objects.open().select_related("requested_by").filter(claim=case.claim).first():
        raise AlreadyRequested(waiting.requested_by.get_username())
    asked = _ask(case, reviewer)
    end_assignments(case.claim, AssignmentState.DONE, "handed to a second person", asked.requested_at)
    append("decision_requested", "claim", case.claim.pk, _body(asked, "requested_by", reviewer))
    tell_asked(asked)
    return asked


@transaction.atomic
def confirm_decision(request_id: UUID, answer: str, reviewer: User, finding: str | None = None) -> Decision:
    """Carry out what another reviewer asked for; `finding` is the id of the open one that was read, "" for none.

    Raises DecisionRefused: StaleDecision where the claim, or the request, has moved meanwhile.
    """
    asked = _locked(request_id)
    _check_second(asked, reviewer, answer)
    if not asked.requested_by.has_perm(DECIDE):
        raise RequesterGone(asked.requested_by.get_username())
    case = open_case(asked.claim_id, _verdict(asked, finding), asked.requested_by)
    _close(asked, RequestState.CONFIRMED, reviewer, answer)
    return carry_out(case, asked.requested_by, asked)


@transaction.atomic
def reject_decision(request_id: UUID, answer: str, reviewer: User) -> DecisionRequest:
    """Leave the verdict as it stands, and say why. Raises DecisionRefused."""
    asked = _locked(request_id)
    _check_second(asked, reviewer, answer)
    _close(asked, RequestState.REJECTED, reviewer, answer)
    append("decision_rejected", "claim", asked.claim_id, _body(asked, "rejected_by", reviewer))
    return asked


@transaction.atomic
def withdraw_request(request_id: UUID, reviewer: User) -> DecisionRequest:
    """Who asked for a change takes it back. Raises DecisionRefused."""
    asked = _locked(request_id)
    if asked.requested_by != reviewer:
        raise NotTheirs(asked.requested_by.get_username())
    _close(asked, RequestState.WITHDRAWN, reviewer, "")
    append("decision_request_withdrawn", "claim", asked.claim_id, _body(asked, "withdrawn_by", reviewer))
    return asked


def _ask(case: Case, reviewer: User) -> DecisionRequest:
    asked = DecisionRequest.objects.create(
        claim=case.claim,
        seen_status=case.claim.status,
        to_status=case.verdict.to,
        rationale=case.verdict.rationale.strip(),
        reads_otherwise=case.verdict.reads_otherwise,
        requested_by=reviewer,
        requested_at=timezone.now(),
    )
    asked.evidence.set(case.evidence)
    return asked


def _locked(request_id: UUID) -> DecisionRequest:
    """The claim is locked first, as everywhere; then nobody else answers this request."""
    found = DecisionRequest.objects.get(pk=request_id)
    Claim.objects.select_for_update(no_key=True).get(pk=found.claim_id)
    asked = DecisionRequest.objects.select_for_update(of=("self",)).select_related("requested_by").get(pk=request_id)
    if asked.state != RequestState.OPEN:
        raise RequestGone(asked.get_state_display().lower())
    return asked


def _check_second(asked: DecisionRequest, reviewer: User, answer: str) -> None:
    check_reviewer(reviewer)
    if reviewer == asked.requested_by:
        raise SamePerson
    check_author(Merge.objects.one_with([asked.claim_id]), reviewer)
    if not answer.strip():
        raise AnswerMissing


def _verdict(asked: DecisionRequest, finding: str | None) -> Verdict:
    evidence = list(asked.evidence.values_list("pk", flat=True))
    return Verdict(
        asked.seen_status,
        asked.to_status,
        asked.rationale,
        evidence,
        finding=finding,
        reads_otherwise=asked.reads_otherwise,
    )


def _close(asked: DecisionRequest, state: RequestState, by: User, answer: str) -> None:
    asked.state, asked.answered_by, asked.answered_at, asked.answer = state, by, timezone.now(), answer.strip()
    asked.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def _body(asked: DecisionRequest, role: str, by: User) -> dict[str, Any]:
    return {
        "request": str(asked.pk),
        "from": asked.seen_status,
        "to": asked.to_status,
        "rationale": asked.rationale,
        "evidence": [str(pk) for pk in asked.evidence.order_by("pk").values_list("pk", flat=True)],
        role: by.get_username(),
    } | ({"answer": asked.answer} if asked.answer else {})
