"""The reviewers' rooms: a change waits for a second person, and work is handed out."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Assignment, Claim, DecisionRequest
from claims.services.assign import assign
from factcheck.access.models import User
from tests.factories import make_claim, make_evidence, publish

ASSIGNED, WAITING = "/admin/claims/assignment/", "/admin/claims/decisionrequest/"


@pytest.fixture
def claim(rosa: User) -> Claim:
    return publish(make_claim(), rosa)


@pytest.fixture
def browsers(rosa: User, ravi: User) -> tuple[Client, Client]:
    first, second = Client(), Client()
    first.force_login(rosa)
    second.force_login(ravi)
    return first, second


def page(claim: Claim, act: str = "decide") -> str:
    return f"/admin/claims/claim/{claim.pk}/{act}/"


def ask(client: Client, claim: Claim) -> DecisionRequest:
    against = make_evidence(claim, stance="refutes")
    form: dict[str, Any] = {"seen": claim.status, "read": claim.statement, "finding": "", "to": "refuted"}
    form |= {"rationale": "He denied it.", "evidence": [str(against.pk)]}
    response = client.post(page(claim), form, follow=True)
    assert "until another reviewer confirms the change" in response.content.decode()
    return DecisionRequest.objects.get(claim=claim)


def answer(client: Client, asked: DecisionRequest, act: str, why: str = "So it is.") -> str:
    response = client.post(f"{WAITING}{asked.pk}/answer/", {"act": act, "answer": why, "finding": ""}, follow=True)
    return response.content.decode()


def test_a_change_waits_is_shown_and_is_confirmed_by_another(browsers: tuple[Client, Client], claim: Claim) -> None:
    first, second = browsers
    assert "another reviewer has to confirm the change" in first.get(page(claim)).content.decode()
    asked = ask(first, claim)
    for place in (WAITING, "/admin/claims/claim/?waits=second", page(claim, "change")):
        assert claim.statement in second.get(place).content.decode()
    assert "from a second person: to become refuted" in second.get("/admin/claims/claim/").content.decode()
    own, theirs = first.get(page(claim)).content.decode(), second.get(page(claim)).content.decode()
    assert 'value="withdraw"' in own
    assert 'value="confirm"' not in own
    assert "He denied it." in theirs
    assert "Confirmed: Refuted. Readers see it now." in answer(second, asked, "confirm")
    claim.refresh_from_db()
    assert claim.status == "refuted"


def test_a_change_is_rejected_with_a_reason_or_taken_back(browsers: tuple[Client, Client], claim: Claim) -> None:
    first, second = browsers
    asked = ask(first, claim)
    assert "Say why you confirm or reject it" in answer(second, asked, "reject", " ")
    assert "someone else must confirm" in answer(first, asked, "confirm")
    assert "Rejected. The verdict stands" in answer(second, asked, "reject")
    assert "This change does not wait any more; it is rejected." in answer(first, asked, "withdraw")
    claim.refresh_from_db()
    assert claim.status == "verified"


def test_nobody_but_a_reviewer_answers(
    client: Client, browsers: tuple[Client, Client], claim: Claim, edith: User
) -> None:
    asked = ask(browsers[0], claim)
    client.force_login(edith)
    assert client.post(f"{WAITING}{asked.pk}/answer/", {"act": "confirm", "answer": "Yes."}).status_code == 403
    assert client.post(f"{ASSIGNED}next/").status_code == 403
    assert client.get(page(claim, "assign")).status_code == 403


def test_the_next_claim_is_taken_and_put_back(browsers: tuple[Client, Client]) -> None:
    first, second = browsers
    claim = make_claim()
    assert first.get(f"{ASSIGNED}next/").status_code == 405
    assert first.post(f"{ASSIGNED}next/").headers["Location"] == f"{page(claim)}?on=1"
    assert "In the hands of rosa" in second.get(page(claim)).content.decode()
    assert "In your hands" in first.get(page(claim)).content.decode()
    assert claim.statement in first.get(ASSIGNED).content.decode()
    assert claim.statement not in second.get(ASSIGNED).content.decode()
    assert claim.statement in second.get(f"{ASSIGNED}?whose=all").content.decode()
    assert "Nothing waits" in second.post(f"{ASSIGNED}next/", follow=True).content.decode()
    row = Assignment.objects.get()
    assert "back in the queue" in first.post(f"{ASSIGNED}{row.pk}/release/", follow=True).content.decode()
    assert second.post(f"{ASSIGNED}next/").headers["Location"] == f"{page(claim)}?on=1"


def test_a_claim_is_given_to_somebody_who_opens_it(browsers: tuple[Client, Client], ravi: User, edith: User) -> None:
    first, second = browsers
    claim = make_claim()
    form = {"assignee": ravi.pk, "message": "Call the mayor.", "due_0": "2020-01-01", "due_1": "10:00"}
    assert f'value="{edith.pk}"' not in first.get(page(claim, "assign")).content.decode()
    assert "That time is past" in first.post(page(claim, "assign"), form).content.decode()
    first.post(page(claim, "assign"), form | {"due_0": "2199-01-01"})
    row = Assignment.objects.get()
    assert (row.state, row.assignee) == ("assigned", ravi)
    html = second.get(page(claim)).content.decode()
    assert "Call the mayor." in html
    assert "1 January 2199" in html
    row.refresh_from_db()
    assert row.state == "taken"


def test_logging_out_gives_back_what_was_taken(browsers: tuple[Client, Client], rosa: User, ravi: User) -> None:
    given = make_claim("Given.")
    assign(given.pk, rosa, ravi, timezone.now())
    make_claim("Taken.")
    first, _second = browsers
    first.post(f"{ASSIGNED}next/")
    first.post("/admin/logout/")
    assert list(Assignment.objects.open().values_list("claim__statement", flat=True)) == ["Given."]
