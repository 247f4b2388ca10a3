"""A reviewer decides: the rules, through the service and past it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims.errors import (
    DecisionRefused,
    EvidenceMissing,
    EvidenceUnfit,
    FindingChanged,
    NoSuchMove,
    NotAReviewer,
    OwnClaim,
    RationaleMissing,
    StaleDecision,
)
from claims.models import Claim, Decision, Evidence
from claims.services.decide import Verdict, decide
from claims.services.propose_finding import propose_finding
from claims.status import VERDICTS, Status
from factcheck.access.models import User
from factcheck.log.models import LogEntry
from tests.factories import make_claim, make_evidence, make_passages, make_report, make_user, publish

pytestmark = pytest.mark.django_db


def verdict(to: str = Status.VERIFIED, evidence: Evidence | None = None, **changes: str) -> Verdict:
    fields: dict[str, Any] = {"seen": "unreviewed", "rationale": "Two outlets saw it themselves."} | changes
    return Verdict(to=to, evidence=[evidence.pk] if evidence else [], **fields)


def test_a_decision_moves_the_claim_publishes_it_and_writes_the_log(rosa: User) -> None:
    claim = make_claim()
    evidence = make_evidence(claim)

    decision = decide(claim.pk, verdict(evidence=evidence), rosa)

    claim.refresh_from_db()
    assert claim.status == Status.VERIFIED
    assert claim.published_at == claim.decided_at == decision.decided_at
    assert list(decision.evidence.all()) == [evidence]
    entry = LogEntry.objects.get(object_id=str(claim.pk), kind="decision")
    assert entry.kind == "decision"
    assert str(decision.pk) in entry.payload.body


STANCES = {"verified": "supports", "refuted": "refutes"}


@pytest.mark.parametrize(("to", "stance"), STANCES.items())
def test_a_verdict_rests_on_evidence_of_its_side_unless_the_reviewer_reads_it_otherwise(
    to: str, stance: str, rosa: User
) -> None:
    claim = make_claim()
    other = make_evidence(claim, stance={"supports": "refutes", "refutes": "not_enough_info"}[stance])
    with pytest.raises(EvidenceUnfit, match=f"that it {stance} the claim"):
        decide(claim.pk, verdict(to, other), rosa)
    decide(claim.pk, replace(verdict(to, other), reads_otherwise=True), rosa)
    claim.refresh_from_db()
    assert claim.status == to


Case = Callable[[Claim, Evidence, User, User], tuple[Verdict, User]]
REFUSED: dict[str, tuple[type[DecisionRefused], Case]] = {
    "someone without the role": (NotAReviewer, lambda c, e, rosa, edith: (verdict(evidence=e), edith)),
    "a claim that moved since": (StaleDecision, lambda c, e, rosa, edith: (verdict(evidence=e, seen="refuted"), rosa)),
    "no such move": (NoSuchMove, lambda c, e, rosa, edith: (verdict("unreviewed", e), rosa)),
    "no such status": (NoSuchMove, lambda c, e, rosa, edith: (verdict("certain", e), rosa)),
    "no evidence": (EvidenceMissing, lambda c, e, rosa, edith: (verdict(), rosa)),
    "a blank rationale": (RationaleMissing, lambda c, e, rosa, edith: (verdict(evidence=e, rationale=" \n"), rosa)),
    "evidence on another claim": (
        DecisionRefused,
        lambda c, e, rosa, edith: (verdict(evidence=make_evidence(make_claim("Another."))), rosa),
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_decision_changes_nothing(why: str, rosa: User, edith: User) -> None:
    claim = make_claim()
    error, case = REFUSED[why]
    wanted, who = case(claim, make_evidence(claim), rosa, edith)

    with pytest.raises(error):
        decide(claim.pk, wanted, who)

    claim.refresh_from_db()
    assert claim.status == Status.UNREVIEWED
    assert not Decision.objects.exists()
    assert not LogEntry.objects.exists()


AUTHORS = ["created_by", "accepted_by", "edited_by"]


@pytest.mark.parametrize("part", AUTHORS)
def test_who_wrote_accepted_or_last_edited_a_claim_can_not_judge_it(part: str, rosa: User) -> None:
    authors: dict[str, Any] = {part: rosa, "accepted_at": timezone.now() if part == "accepted_by" else None}
    claim = make_claim(**authors)
    with pytest.raises(OwnClaim):
        decide(claim.pk, verdict(evidence=make_evidence(claim)), rosa)


def test_an_unknown_claim_is_said_to_be_unknown(rosa: User) -> None:
    with pytest.raises(Claim.DoesNotExist):
        decide(uuid4(), verdict(), rosa)


# --- past the service: the database holds the same rules ----------------------------------------------------


def check_constraints() -> None:
    """Deferred constraints speak at once from here on, as they would at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def write_decision(claim: Claim, by: User, to: str = "verified", source: str = "unreviewed") -> Decision:
    return Decision.objects.create(
        claim=claim, from_status=source, to_status=to, rationale="x", decided_by=by, decided_at=timezone.now()
    )


def test_the_database_refuses_a_status_without_a_decision() -> None:
    claim = make_claim()
    check_constraints()
    with pytest.raises(IntegrityError, match="comes from its last decision"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(
            status="verified", decided_at=timezone.now(), published_at=timezone.now()
        )


def test_the_database_refuses_a_claim_that_is_born_verified() -> None:
    check_constraints()
    with pytest.raises(IntegrityError, match="comes from its last decision"), transaction.atomic():
        make_claim(status="verified", decided_at=timezone.now(), published_at=timezone.now())


@pytest.mark.parametrize("to", sorted(VERDICTS))
def test_the_database_refuses_a_verdict_without_evidence(to: str, rosa: User) -> None:
    claim = make_claim()
    check_constraints()  # so that this rule speaks before the one on the claim's status
    with pytest.raises(IntegrityError, match="needs evidence"), transaction.atomic():
        write_decision(claim, rosa, to)


@pytest.mark.parametrize("part", AUTHORS)
def test_the_database_refuses_the_author_as_the_judge(part: str, rosa: User) -> None:
    authors: dict[str, Any] = {part: rosa, "accepted_at": timezone.now() if part == "accepted_by" else None}
    claim = make_claim(**authors)
    with pytest.raises(IntegrityError, match="Four eyes"), transaction.atomic():
        write_decision(claim, rosa)


def test_the_database_refuses_a_decision_from_a_status_the_claim_does_not_have(rosa: User) -> None:
    claim = make_claim()
    with pytest.raises(IntegrityError, match="The claim is unreviewed"), transaction.atomic():
        write_decision(claim, rosa, source="refuted")


@pytest.mark.parametrize("table", ["claims_decision", "claims_decision_evidence", "log_logentry"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_running_role_has_no_right_to_rewrite(table: str, statement: str, rosa: User) -> None:
    publish(make_claim(), rosa)
    statement = statement.replace("id", "sequence") if table == "log_logentry" else statement
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_database_refuses_to_publish_what_was_not_decided() -> None:
    with pytest.raises(IntegrityError, match="decided_is_published"), transaction.atomic():
        make_claim(published_at=timezone.now())


def test_the_database_refuses_evidence_on_another_claim(rosa: User) -> None:
    claim, other = make_claim(), make_evidence(make_claim("Another."))
    with pytest.raises(IntegrityError, match="on its own claim"), transaction.atomic():
        write_decision(claim, rosa, "unverifiable").evidence.add(other)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_evidence_added_after_the_decision() -> None:
    claim = publish(make_claim(), make_user("rosa", "reviewer"))
    late = make_evidence(claim)
    with pytest.raises(IntegrityError, match="only while it is made"):
        claim.decisions.get().evidence.add(late)


def test_the_database_keeps_the_words_of_a_decided_claim(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")


def test_a_verdict_can_be_upheld_against_new_evidence(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    Claim.objects.filter(pk=claim.pk).update(needs_another_look=True)
    decide(claim.pk, verdict("verified", make_evidence(claim), seen="verified"), rosa)
    claim.refresh_from_db()
    assert (claim.status, claim.needs_another_look) == (Status.VERIFIED, False)
    assert LogEntry.objects.filter(kind="decision").count() == 2


def test_a_finding_that_came_meanwhile_is_read_first(rosa: User) -> None:
    claim = make_claim()
    for number in range(2):
        report = make_report(f"It was closed, says number {number}.", publisher=f"Outlet {number}")
        make_evidence(claim, make_passages(report.snapshot)[0])
    seen = Verdict("unreviewed", "unverifiable", "A rumour.", finding="")
    finding = propose_finding(claim.pk, "test/1")
    assert finding is not None
    with pytest.raises(FindingChanged):
        decide(claim.pk, seen, rosa)
    decide(claim.pk, replace(seen, finding=str(finding.pk)), rosa)


def test_a_clock_that_is_behind_does_not_order_decisions_wrongly(rosa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = publish(make_claim(), rosa)
    before = timezone.now() - timedelta(seconds=5)
    monkeypatch.setattr("claims.services.decide.timezone.now", lambda: before)
    later = decide(claim.pk, verdict("verified", make_evidence(claim), seen="verified"), rosa)
    assert claim.decided_at is not None
    assert later.decided_at > claim.decided_at
    check_constraints()


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told() -> None:
    claim = make_claim()
    evidence = {to: make_evidence(claim, stance=stance) for to, stance in STANCES.items()}
    reviewers = [make_user("rosa", "reviewer"), make_user("ravi", "reviewer")]
    together, outcomes = Barrier(2), []

    def judge(reviewer: User, to: str) -> None:
        try:
            together.wait()
            decide(claim.pk, verdict(to, evidence[to]), reviewer)
            outcomes.append("decided")
        except StaleDecision:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [Thread(target=judge, args=pair) for pair in zip(reviewers, ["verified", "refuted"], strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "stale"]
    assert Decision.objects.count() == LogEntry.objects.filter(kind="decision").count() == 1
