"""What we published is corrected in the open, with a note, and somebody else looks at it again."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from claims.errors import CorrectionRefused, OwnClaim
from claims.models import Claim, Correction, Recheck
from claims.services.another_look import is_held
from claims.services.correct_claim import Amends, correct_claim
from claims.services.decide import Verdict, decide
from claims.signals import claim_corrected
from factcheck.access.models import User
from factcheck.log.models import LogEntry, LogPayload
from tests.factories import EMBEDDER, decide_by_two, make_claim, make_evidence, make_user, publish

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "The bridge at Orks was closed.", "The bridge at Orsk was closed."


def amend(claim: Claim, editor: User, **changes: str) -> Correction:
    wanted = {"seen": WRONG, "statement": RIGHT, "note": "The town was misspelt.", "reason": "A slip."} | changes
    return correct_claim(claim.pk, Amends(**wanted), editor, EMBEDDER, "test/1")


@pytest.fixture
def claim(rosa: User) -> Claim:
    return publish(make_claim(WRONG), rosa)


def test_a_correction_says_before_and_after_and_the_log_keeps_it(claim: Claim, edith: User) -> None:
    told: list[Any] = []

    def hear(sender: object, correction_id: object, **_: object) -> None:
        told.append(correction_id)

    claim_corrected.connect(hear)
    try:
        correction = amend(claim, edith)
    finally:
        claim_corrected.disconnect(hear)
    claim.refresh_from_db()
    assert (claim.statement, claim.status, claim.edited_by) == (RIGHT, "verified", edith)
    assert list(claim.corrections.values_list("before_statement", "after_statement", "note")) == [
        (WRONG, RIGHT, "The town was misspelt.")
    ]
    entry = LogEntry.objects.latest("sequence")
    body = json.loads(LogPayload.objects.get(pk=entry).body)
    assert (entry.kind, body["statement_before"], body["statement"], body["by"]) == (
        "correction",
        WRONG,
        RIGHT,
        "edith",
    )
    assert told == [correction.pk]
    assert Recheck.objects.filter(claim=claim, state="pending").exists()


def test_a_second_person_has_to_look_and_it_is_not_who_corrected(claim: Claim, edith: User, rosa: User) -> None:
    both = make_user("berta", "reviewer")
    both.groups.add(*edith.groups.all())
    both = User.objects.get(pk=both.pk)
    amend(claim, both)
    claim.refresh_from_db()
    assert claim.needs_another_look
    assert is_held(claim)
    row = claim.evidence.get()
    with pytest.raises(OwnClaim):
        decide(claim.pk, Verdict("verified", "verified", "It stands.", [row.pk]), both)
    decide(claim.pk, Verdict("verified", "verified", "It stands.", [row.pk]), rosa)
    claim.refresh_from_db()
    assert not claim.needs_another_look
    assert not is_held(claim)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"note": " "}, "note", "Tell readers"),
        ({"reason": ""}, "reason", "Tell colleagues"),
        ({"statement": "  "}, "statement", "one factual statement"),
        ({"statement": WRONG}, "statement", "Nothing would change"),
        ({"seen": "Something else."}, "", "It now reads"),
    ],
)
def test_what_is_no_correction_is_refused(
    claim: Claim, edith: User, changes: dict[str, str], field: str, sentence: str
) -> None:
    with pytest.raises(CorrectionRefused, match=sentence) as refused:
        amend(claim, edith, **changes)
    assert refused.value.field == field
    assert not Correction.objects.exists()


def test_only_editors_correct_and_only_what_is_published(claim: Claim, edith: User, rosa: User) -> None:
    with pytest.raises(CorrectionRefused, match="Only an editor"):
        amend(claim, rosa)
    with pytest.raises(CorrectionRefused, match="edit it"):
        amend(make_claim(WRONG), edith)


def test_a_changed_verdict_is_told_to_readers_once(edith: User, rosa: User) -> None:
    claim = publish(make_claim(WRONG), rosa)
    row = make_evidence(claim, stance="refutes")
    decide_by_two(claim.pk, Verdict("verified", "refuted", "It was open.", [row.pk]), rosa)
    correction = amend(claim, edith, statement=WRONG, note="We called it true; it is not.")
    assert (correction.before_status, correction.after_status) == ("verified", "refuted")
    with pytest.raises(CorrectionRefused, match="Nothing would change"):
        amend(claim, edith, statement=WRONG)


def test_words_of_a_decided_claim_change_by_no_other_way(claim: Claim, edith: User) -> None:
    for words in ("Something else.", RIGHT):
        with pytest.raises(DatabaseError, match="publish a correction"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(statement=words)
    amend(claim, edith)
    with pytest.raises(DatabaseError, match="publish a correction"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")
    with pytest.raises(DatabaseError, match="how it read before"), transaction.atomic():
        Correction.objects.create(
            claim=claim, note="x", reason="x", before_statement="Never so.", after_statement="y",
            before_status="verified", after_status="verified", corrected_by=edith, corrected_at=claim.created_at,
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE claims_correction SET note = 'x'")


def test_an_editor_publishes_one_on_its_page(client: Client, claim: Claim, edith: User, rosa: User) -> None:
    client.force_login(edith)
    address = f"/admin/claims/claim/{claim.pk}/correct/"
    assert "Note to readers" in client.get(address).content.decode()
    form = {"seen": WRONG, "statement": RIGHT, "note": "The town was misspelt.", "reason": "A slip."}
    assert client.post(address, form | {"note": " "}).status_code == 200
    assert not Correction.objects.exists()
    assert client.post(address, form).status_code == 302
    html = client.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
    assert "The town was misspelt." in html
    assert WRONG in html
    client.force_login(rosa)
    assert client.get(address).status_code == 403
