"""What is public of a claim: written once for each change, with its entry in the log, and kept."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from claims.models import Claim, Publication, PublicationDue
from claims.services.decide import Verdict
from claims.services.publish import publish as publish_claim
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from factcheck.database import as_owner
from factcheck.log.models import LogEntry, LogPayload
from sources.models import Source
from sources.services.kill_report import kill_report
from tests.factories import decide_by_two, make_claim, make_evidence, make_passages, make_report, make_user, publish


def body(publication: Publication) -> dict[str, object]:
    said: dict[str, object] = json.loads(LogPayload.objects.get(pk=publication.pk).body)
    return said


def test_a_decision_publishes_the_claim_with_an_entry_in_the_log(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    only = Publication.objects.get()
    entry = LogEntry.objects.get(kind="publication")
    assert (only.claim_id, only.version, only.until_sequence) == (claim.pk, 1, None)
    assert (only.sequence, only.published_at) == (entry.sequence, entry.recorded_at)
    assert only.content["decision"]["rationale"] == "Two outlets saw it themselves."
    assert json.loads(str(body(only)["after"])) == only.content
    assert body(only)["before"] == "{}"
    assert not PublicationDue.objects.exists()


def test_what_nobody_decided_on_is_not_public(db: None) -> None:
    claim = make_claim()
    make_evidence(claim)
    assert publish_claim(claim.pk) is None
    assert not PublicationDue.objects.exists()


def test_publishing_what_is_public_already_writes_nothing(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    assert publish_claim(claim.pk) is None
    assert LogEntry.objects.filter(kind="publication").count() == 1


def test_new_evidence_makes_a_version_that_names_what_changed(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    first = Publication.objects.get()
    make_evidence(claim, stance="refutes")
    assert publish_due(10) == 1
    second = Publication.objects.standing().get()
    first.refresh_from_db()
    assert (first.until_sequence, second.version) == (second.sequence, 2)
    assert set(json.loads(str(body(second)["before"]))) == {"evidence", "evidence_total"}
    assert len(json.loads(str(body(second)["after"]))["evidence"]) == 2
    assert publish_due(10) == 0


def test_evidence_that_takes_no_side_is_no_news_unless_it_replaces_one_that_did(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    make_evidence(claim, stance="not_enough_info")
    assert not PublicationDue.objects.exists()
    sided = make_evidence(claim, stance="refutes")
    assert publish_due(10) == 1
    make_evidence(claim, sided.passage, stance="not_enough_info", judge="test/2")
    assert publish_due(10) == 1
    assert Publication.objects.standing().get().content["evidence_total"] == 1


def test_a_withdrawn_claim_leaves_the_reason_and_the_date(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    decide_by_two(claim.pk, Verdict("verified", "withdrawn", "The witness took it back."), rosa)
    standing = Publication.objects.standing().get()
    assert (standing.tombstone, standing.is_listed) == ("withdrawn", False)
    assert set(standing.content) == {"id", "tombstone", "reason", "at"}
    assert standing.content["reason"] == "The witness took it back."
    assert make_evidence(claim)
    assert publish_due(10) == 0


STATEMENTS = [
    "UPDATE claims_publication SET document = '{}'",
    "UPDATE claims_publication SET is_listed = false",
    "UPDATE claims_publication SET until_sequence = NULL, tombstone = 'erased', card = '', words = '', erased_in = 1",
    "UPDATE claims_publication SET claim_id = (SELECT id FROM claims_claim WHERE published_at IS NULL)",
    "DELETE FROM claims_publication",
    "TRUNCATE claims_publication CASCADE",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_was_published_stays_whoever_asks(rosa: User, statement: str) -> None:
    publish(make_claim(), rosa)
    make_claim("Another one.")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_was_published_stays_even_if_the_owner_asks(statement: str) -> None:
    publish(make_claim(), make_user("rosa", "reviewer"))
    make_claim("Another one.")
    with as_owner(), pytest.raises(IntegrityError, match="What was published stays"):
        connection.cursor().execute(statement)
    assert Publication.objects.get().content["status"] == "verified"


def test_a_publication_ends_only_with_the_next_one(rosa: User) -> None:
    publish(make_claim(), rosa)
    Publication.objects.update(until_sequence=99)
    with pytest.raises(IntegrityError, match="ends only with the next"), transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    transaction.set_rollback(True)


def test_a_publication_without_its_entry_is_refused(rosa: User) -> None:
    publish(make_claim(), rosa)
    row = Publication.objects.get()
    row.sequence, row.claim = 99, make_claim("Another one.")
    row._state.adding = True
    with pytest.raises(IntegrityError, match="written with its log entry"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_someone_holds_is_left_for_later() -> None:
    claim = publish(make_claim(), make_user("rosa", "reviewer"))
    make_evidence(claim)
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
        assert other.submit(_elsewhere).result(30) == 0
    assert publish_due(10) == 1


def _elsewhere() -> int:
    try:
        return publish_due(10)
    finally:
        connection.close()


def test_a_killed_report_and_a_new_name_of_its_outlet_are_published(rosa: User, edith: User) -> None:
    [passage] = make_passages(make_report("The bridge at Orsk was closed on Monday.").snapshot)
    publish(make_claim(passage=passage), rosa)
    report = passage.snapshot.report
    kill_report(report.pk, "The outlet took it back.", edith)
    assert publish_due(10) == 1
    assert Publication.objects.standing().get().content["appearances"][0]["snapshot"]["is_current"] is False
    Source.objects.filter(reports=report).update(name="Example Gazette")
    assert publish_due(10) == 1
    told = Publication.objects.standing().get().content
    assert (told["appearances"][0]["report"]["publisher"], told["needs_another_look"]) == ("Example Gazette", True)
