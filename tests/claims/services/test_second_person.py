"""What is published changes only once a second person has confirmed it."""

from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from claims.errors import (
    AlreadyRequested,
    AnswerMissing,
    DecisionRefused,
    EvidenceMissing,
    FindingChanged,
    MayNotReinstate,
    NotAReviewer,
    NotTheirs,
    OwnClaim,
    RequesterGone,
    RequestGone,
    SamePerson,
    SecondPersonNeeded,
    SecondPersonNotNeeded,
    StaleDecision,
)
from claims.models import Claim, Decision, DecisionRequest, Merge
from claims.services.decide import Verdict, decide
from claims.services.propose_finding import propose_finding
from claims.services.second_person import confirm_decision, reject_decision, request_decision, withdraw_request
from factcheck.access.models import User
from factcheck.log.models import LogEntry
from tests.factories import change, make_claim, make_evidence, make_passages, make_report, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(rosa: User) -> Claim:
    """Verified by Rosa."""
    return publish(make_claim(), rosa)


def refuting(claim: Claim, **changes: Any) -> Verdict:
    evidence = [make_evidence(claim, stance="refutes").pk]
    return replace(Verdict("verified", "refuted", "The mayor denied it.", evidence), **changes)


def kinds() -> list[str]:
    return list(LogEntry.objects.exclude(kind="publication").values_list("kind", flat=True))


def test_one_reviewer_asks_another_confirms_and_only_then_the_status_moves(
    claim: Claim, rosa: User, ravi: User
) -> None:
    wanted = refuting(claim)
    with pytest.raises(SecondPersonNeeded):
        decide(claim.pk, wanted, rosa)
    asked = request_decision(claim.pk, wanted, rosa)
    claim.refresh_from_db()
    assert claim.status == "verified"

    decision = confirm_decision(asked.pk, "I called the mayor too.", ravi)

    claim.refresh_from_db()
    asked.refresh_from_db()
    assert (claim.status, asked.state, asked.answered_by) == ("refuted", "confirmed", ravi)
    assert (decision.decided_by, decision.rationale) == (rosa, "The mayor denied it.")
    assert (decision.request, decision.second_person) == (asked, "confirmed")
    assert [row.pk for row in decision.evidence.all()] == list(wanted.evidence)
    assert kinds() == ["decision", "decision_requested", "decision"]
    first, last = LogEntry.objects.filter(kind="decision")
    body = last.payload.body
    assert '"second_person":"confirmed"' in body
    assert '"confirmed_by":"ravi"' in body
    assert '"second_person":"not_needed"' in first.payload.body


def test_a_rejected_change_leaves_the_verdict_and_says_why(claim: Claim, rosa: User, ravi: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    reject_decision(asked.pk, "That was another mayor.", ravi)
    claim.refresh_from_db()
    assert claim.status == "verified"
    assert kinds() == ["decision", "decision_requested", "decision_rejected"]
    assert '"answer":"That was another mayor."' in LogEntry.objects.get(kind="decision_rejected").payload.body
    with pytest.raises(RequestGone, match="it is rejected"):
        confirm_decision(asked.pk, "Still.", ravi)


def test_who_asked_takes_it_back_and_nobody_else_does(claim: Claim, rosa: User, ravi: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    with pytest.raises(NotTheirs):
        withdraw_request(asked.pk, ravi)
    withdraw_request(asked.pk, rosa)
    assert kinds()[-1] == "decision_request_withdrawn"
    request_decision(claim.pk, refuting(claim), ravi)


def test_a_change_that_was_overtaken_by_another_decision_is_stale(claim: Claim, rosa: User, ravi: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    decide(claim.pk, Verdict("verified", "verified", "Seen again.", [make_evidence(claim).pk]), ravi)
    asked.refresh_from_db()
    assert asked.state == "overtaken"
    with pytest.raises(RequestGone) as refused:
        confirm_decision(asked.pk, "Yes.", ravi)
    assert (refused.value.code, isinstance(refused.value, StaleDecision)) == ("stale", True)


def test_what_came_in_meanwhile_is_read_before_it_is_confirmed(claim: Claim, rosa: User, ravi: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    for number in range(2):
        report = make_report(f"It was open, says number {number}.", publisher=f"Outlet of {number}")
        make_evidence(claim, make_passages(report.snapshot)[0], "refutes")
    finding = propose_finding(claim.pk, "test/1")
    assert finding
    with pytest.raises(FindingChanged):
        confirm_decision(asked.pk, "Yes.", ravi, finding="")
    confirm_decision(asked.pk, "Yes.", ravi, finding=str(finding.pk))


def test_nobody_confirms_or_rejects_their_own_wish(claim: Claim, rosa: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    for answer in (confirm_decision, reject_decision):
        with pytest.raises(SamePerson):
            answer(asked.pk, "Sure.", rosa)


@pytest.mark.parametrize("part", ["created_by", "accepted_by", "edited_by"])
def test_an_author_is_neither_the_first_nor_the_second(part: str, rosa: User, ravi: User) -> None:
    """Of any claim that is held to be the same."""
    claim = publish(make_claim(), make_user("ruth", "reviewer"))
    authors: dict[str, Any] = {part: ravi, "accepted_at": timezone.now() if part == "accepted_by" else None}
    Merge.objects.create(claim=make_claim("The bridge was shut on Monday.", **authors), kept=claim)
    with pytest.raises(OwnClaim):
        request_decision(claim.pk, refuting(claim), ravi)
    asked = request_decision(claim.pk, refuting(claim), rosa)
    for answer in (confirm_decision, reject_decision):
        with pytest.raises(OwnClaim):
            answer(asked.pk, "Sure.", ravi)


def test_an_answer_gives_a_reason_and_takes_the_role(claim: Claim, rosa: User, ravi: User, edith: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    for answer in (confirm_decision, reject_decision):
        with pytest.raises(AnswerMissing):
            answer(asked.pk, " ", ravi)
        with pytest.raises(NotAReviewer):
            answer(asked.pk, "Sure.", edith)


def test_what_somebody_asked_for_who_lost_the_role_is_not_carried_out(claim: Claim, rosa: User, ravi: User) -> None:
    asked = request_decision(claim.pk, refuting(claim), rosa)
    rosa.groups.clear()
    with pytest.raises(RequesterGone):
        confirm_decision(asked.pk, "Sure.", ravi)
    reject_decision(asked.pk, "She left.", ravi)


def test_only_one_change_of_a_claim_waits(claim: Claim, rosa: User, ravi: User) -> None:
    request_decision(claim.pk, refuting(claim), rosa)
    with pytest.raises(AlreadyRequested, match="rosa asked for"):
        request_decision(claim.pk, refuting(claim), ravi)


def test_a_wish_is_held_to_the_rules_of_a_decision(claim: Claim, rosa: User) -> None:
    with pytest.raises(EvidenceMissing):
        request_decision(claim.pk, refuting(claim, evidence=[]), rosa)
    with pytest.raises(StaleDecision):
        request_decision(claim.pk, refuting(claim, seen="conflicting"), rosa)
    assert not DecisionRequest.objects.exists()


@pytest.mark.parametrize(("seen", "to"), [("unreviewed", "verified"), ("verified", "verified")])
def test_what_needs_nobody_else_is_not_asked_for(seen: str, to: str, claim: Claim, rosa: User) -> None:
    judged = claim if seen == "verified" else make_claim("Another.")
    with pytest.raises(SecondPersonNotNeeded):
        request_decision(judged.pk, Verdict(seen, to, "Seen.", [make_evidence(judged).pk]), rosa)


def test_a_withdrawn_claim_comes_back_if_two_want_it_and_one_may(claim: Claim, rosa: User, ravi: User) -> None:
    change(claim, "withdrawn", rosa, ravi)
    back = Verdict("withdrawn", "verified", "It was no hoax.", [make_evidence(claim).pk])
    group = rosa.groups.get()
    right = group.permissions.get(codename="reinstate")
    group.permissions.remove(right)
    with pytest.raises(MayNotReinstate):
        request_decision(claim.pk, back, User.objects.get(pk=rosa.pk))
    group.permissions.add(right)
    asked = request_decision(claim.pk, back, User.objects.get(pk=rosa.pk))
    confirm_decision(asked.pk, "It was not.", ravi)
    claim.refresh_from_db()
    assert claim.status == "verified"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_is_told_that_it_is_done() -> None:
    rosa, ravi, ruth = (make_user(name, "reviewer") for name in ("rosa", "ravi", "ruth"))
    claim = publish(make_claim(), rosa)
    asked = request_decision(claim.pk, refuting(claim), rosa)
    together, outcomes = Barrier(2), []

    def answer(reviewer: User) -> None:
        try:
            together.wait()
            confirm_decision(asked.pk, "Yes.", reviewer)
            outcomes.append("confirmed")
        except DecisionRefused as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=answer, args=[reviewer]) for reviewer in (ravi, ruth)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["confirmed", "stale"]
    assert Decision.objects.filter(claim=claim).count() == 2
