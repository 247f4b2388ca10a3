"""Past the services: whoever writes, with the ORM or SQL, as the running role or the owner, is held to four eyes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import Claim, Decision, DecisionRequest, Evidence
from claims.services.decide import Verdict, decide
from claims.services.second_person import request_decision
from claims.services.switch import record_switch
from claims.status import MOVES, Need, Status
from factcheck.access.models import User
from factcheck.database import as_owner
from factcheck.ids import uuid7
from factcheck.log.models import LogEntry
from tests.factories import change, make_claim, make_evidence, make_user, publish

INSERT = """
INSERT INTO claims_decision
    (id, claim_id, from_status, to_status, rationale, decided_by_id, decided_at, request_id, second_person)
VALUES (%s, %s, %s, %s, 'x', %s, now() + interval '1 second', %s, %s)
"""
CITE = "INSERT INTO claims_decision_evidence (decision_id, evidence_id) VALUES (%s, %s)"
MOVE = "UPDATE claims_claim SET status = %s, decided_at = now(), published_at = now() WHERE id = %s"
Writer = Callable[..., None]


def by_orm(claim: Claim, by: User, to: str, evidence: Evidence | None, **fields: Any) -> None:
    """A decision and its move, past `decide`."""
    now = timezone.now()
    written = {"rationale": "x", "decided_by": by, "decided_at": now} | fields
    decision = Decision.objects.create(claim=claim, from_status=claim.status, to_status=to, **written)
    if evidence:
        decision.evidence.add(evidence)
    Claim.objects.filter(pk=claim.pk).update(status=to, decided_at=now, published_at=now)


def by_sql(claim: Claim, by: User, to: str, evidence: Evidence | None, **fields: Any) -> None:
    made = uuid7()
    request, said = fields.get("request"), fields.get("second_person", "not_needed")
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [made, claim.pk, claim.status, to, by.pk, request.pk if request else None, said])
        if evidence:
            cursor.execute(CITE, [made, evidence.pk])
        cursor.execute(MOVE, [to, claim.pk])


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A transaction of its own whose deferred rules speak, too."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


ways = pytest.mark.parametrize("write", [by_orm, by_sql])
roles = pytest.mark.parametrize("role", [nullcontext, as_owner], ids=["running role", "owner"])


@pytest.fixture
def cast(transactional_db: None) -> tuple[User, User]:
    return make_user("rosa", "reviewer"), make_user("ravi", "reviewer")


@roles
@ways
def test_a_published_verdict_is_not_changed_by_one(write: Writer, role: Any, cast: tuple[User, User]) -> None:
    """Nor by saying that a second person was switched off, or had confirmed it."""
    rosa, _ravi = cast
    claim = publish(make_claim(), rosa)
    against = make_evidence(claim, stance="refutes")
    for said in ("not_needed", "switched_off", "confirmed"):
        with role(), pytest.raises(IntegrityError, match="once a second person has confirmed"), all_or_nothing():
            write(claim, rosa, "refuted", against, second_person=said)
    claim.refresh_from_db()
    assert claim.status == "verified"


@roles
@ways
def test_a_wish_that_nobody_confirmed_changes_nothing(write: Writer, role: Any, cast: tuple[User, User]) -> None:
    rosa, ravi = cast
    claim = publish(make_claim(), rosa)
    against = make_evidence(claim, stance="refutes")
    asked = request_decision(claim.pk, Verdict("verified", "refuted", "x", [against.pk]), rosa)
    with role(), pytest.raises(IntegrityError, match="not what a second person confirms"), all_or_nothing():
        write(claim, rosa, "refuted", against, request=asked)
    assert DecisionRequest.objects.filter(pk=asked.pk, state="open").exists()
    assert ravi.pk != rosa.pk


@roles
def test_nobody_confirms_for_themselves_or_without_deciding(role: Any, cast: tuple[User, User]) -> None:
    rosa, ravi = cast
    claim = publish(make_claim(), rosa)
    against = make_evidence(claim, stance="refutes")
    asked = request_decision(claim.pk, Verdict("verified", "refuted", "x", [against.pk]), rosa)
    rows = DecisionRequest.objects.filter(pk=asked.pk)
    answered: dict[str, Any] = {"state": "confirmed", "answered_at": timezone.now(), "answer": "Yes."}
    with role(), pytest.raises(IntegrityError, match="request_second_person"), all_or_nothing():
        rows.update(answered_by=rosa, **answered)
    with role(), pytest.raises(IntegrityError, match="decided in the same transaction"), all_or_nothing():
        rows.update(answered_by=ravi, **answered)
    with role(), pytest.raises(IntegrityError, match="answered once and stays"), all_or_nothing():
        rows.update(answered_by=ravi, to_status="withdrawn", **answered)
    with role(), pytest.raises(IntegrityError, match="Only who asked"), all_or_nothing():
        rows.update(answered_by=ravi, **answered | {"state": "withdrawn"})
    with role(), pytest.raises(DatabaseError, match=r"DELETE .*is refused|permission denied"), all_or_nothing():
        rows.delete()
    assert rows.get().state == "open"


@ways
def test_a_confirmed_wish_is_decided_word_for_word(write: Writer, cast: tuple[User, User]) -> None:
    """Not to another status, by another person or on other evidence."""
    rosa, ravi = cast
    claim = publish(make_claim(), rosa)
    against, other = make_evidence(claim, stance="refutes"), make_evidence(claim, stance="refutes")
    asked = request_decision(claim.pk, Verdict("verified", "refuted", "x", [against.pk]), rosa)

    def cheat(by: User, to: str, evidence: Evidence) -> None:
        with all_or_nothing():
            DecisionRequest.objects.filter(pk=asked.pk).update(
                state="confirmed", answered_by=ravi, answered_at=timezone.now(), answer="Yes."
            )
            write(claim, by, to, evidence, request=asked)

    for by, to in ((rosa, "conflicting"), (ravi, "refuted")):
        with pytest.raises(IntegrityError, match="not what a second person confirms"):
            cheat(by, to, against)
    with pytest.raises(IntegrityError, match="cites other evidence"):
        cheat(rosa, "refuted", other)
    cheat(rosa, "refuted", against)


@roles
@ways
def test_nobody_decides_on_what_they_wrote_accepted_or_edited(
    write: Writer, role: Any, cast: tuple[User, User]
) -> None:
    rosa, _ravi = cast
    for part in ("created_by", "accepted_by", "edited_by"):
        authors: dict[str, Any] = {part: rosa, "accepted_at": timezone.now() if part == "accepted_by" else None}
        claim = make_claim(f"The bridge was closed, {part}.", **authors)
        evidence = make_evidence(claim)
        with role(), pytest.raises(IntegrityError, match="Four eyes"), all_or_nothing():
            write(claim, rosa, "verified", evidence)


@roles
def test_nobody_writes_themselves_out_of_a_claim(role: Any, cast: tuple[User, User]) -> None:
    rosa, ravi = cast
    now = timezone.now()
    claim = make_claim(created_by=rosa, accepted_by=rosa, accepted_at=now, edited_by=rosa)
    rows = Claim.objects.filter(pk=claim.pk)
    for fields in ({"created_by": ravi}, {"created_by": None}, {"accepted_by": None, "accepted_at": None}):
        with role(), pytest.raises(IntegrityError, match="stays on record"), all_or_nothing():
            rows.update(**fields)
    for editor in (ravi, None):
        with role(), pytest.raises(IntegrityError, match="whoever changes its words"), all_or_nothing():
            rows.update(edited_by=editor)
    rows.update(edited_by=ravi, statement="The bridge at Orsk was shut.")


@roles
def test_a_status_and_its_decision_come_together(role: Any, cast: tuple[User, User]) -> None:
    rosa, _ravi = cast
    claim = make_claim()
    now = timezone.now()
    with role(), pytest.raises(IntegrityError, match="comes from its last decision"), all_or_nothing():
        Claim.objects.filter(pk=claim.pk).update(status="withdrawn", decided_at=now, published_at=now)
    row = {"claim": claim, "from_status": "unreviewed", "to_status": "withdrawn", "rationale": "x", "decided_by": rosa}
    with role(), pytest.raises(IntegrityError, match="moves its claim in the same transaction"), all_or_nothing():
        Decision.objects.create(**row, decided_at=now)
    decide(claim.pk, Verdict("unreviewed", "withdrawn", "x"), rosa)
    claim.refresh_from_db()
    assert claim.decided_at
    again = row | {"from_status": "withdrawn", "to_status": "verified"}
    with role(), pytest.raises(IntegrityError, match="later than the one before"), all_or_nothing():
        Decision.objects.create(**again, decided_at=claim.decided_at)


@ways
def test_no_verdict_without_evidence(write: Writer, cast: tuple[User, User]) -> None:
    with pytest.raises(IntegrityError, match="needs evidence"), all_or_nothing():
        write(make_claim(), cast[0], "verified", None)


def test_the_database_and_the_table_of_moves_agree(cast: tuple[User, User]) -> None:
    """All pairs of statuses, by one person alone."""
    rosa, ravi = cast
    for source, to in product(Status, Status):
        claim = make_claim(f"The bridge was {source} and became {to}.")
        if source != Status.UNREVIEWED:
            publish(claim, rosa, source)
        move = MOVES.get((source, to))
        alone = move is not None and not move.needs & {Need.SECOND_PERSON, Need.SECOND_ALWAYS}
        try:
            with all_or_nothing():
                by_sql(claim, ravi, to, make_evidence(claim))
        except IntegrityError:
            assert not alone, f"{source} to {to} is refused"
        else:
            assert alone, f"{source} to {to} is let through"


@contextmanager
def switched(on: bool, settings: Any) -> Iterator[None]:
    settings.SECOND_PERSON = on
    with as_owner():
        record_switch(None, "default")  # type: ignore[arg-type]
    try:
        yield
    finally:
        settings.SECOND_PERSON = True
        with as_owner():
            record_switch(None, "default")  # type: ignore[arg-type]


def test_switched_off_one_person_changes_a_verdict_and_the_log_says_so(cast: tuple[User, User], settings: Any) -> None:
    """But two still bring a withdrawn claim back."""
    rosa, ravi = cast
    claim = publish(make_claim(), rosa)
    with switched(False, settings):
        decision = decide(claim.pk, Verdict("verified", "withdrawn", "A hoax."), rosa)
        assert decision.second_person == "switched_off"
        claim.refresh_from_db()
        with pytest.raises(IntegrityError, match="once a second person has confirmed"), all_or_nothing():
            by_sql(claim, ravi, "verified", make_evidence(claim))
        change(claim, "verified", rosa, ravi)
    bodies = [(entry.kind, entry.payload.body) for entry in LogEntry.objects.all()]
    assert ("second_person_switched", '{"on":false}') in bodies
    assert ("second_person_switched", '{"on":true}') in bodies
    assert any(kind == "decision" and '"second_person":"switched_off"' in body for kind, body in bodies)


def test_the_running_role_can_not_switch_it_off(cast: tuple[User, User]) -> None:
    sql = "CREATE OR REPLACE FUNCTION second_person_is_on() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false'"
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
        connection.cursor().execute(sql)
