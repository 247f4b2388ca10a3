"""Anybody contests a published claim, by the page or the API; a reviewer answers, once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from claims.errors import DisputeRefused
from claims.models import Claim, Dispute, DisputeContact
from claims.services import dispute_claim
from claims.services.dispute_claim import Contest, answer_dispute, dispute_of, open_dispute
from claims.signals import claim_contested
from factcheck.access.models import User
from factcheck.log.models import LogEntry, LogPayload
from tests.claims.api.conftest import Ask, _asker
from tests.factories import make_claim, publish

pytestmark = pytest.mark.django_db
TEXT, NAME, EMAIL = "The bridge was open: I drove over it.", "Jo Reader", "jo@reader.example"
FORM = {"text": TEXT, "link": "https://reader.example/photo", "name": NAME, "email": EMAIL, "website": ""}


@pytest.fixture
def claim(rosa: User) -> Claim:
    return publish(make_claim(), rosa)


@pytest.fixture
def anyone(db: None) -> Ask:
    return _asker()


def page(claim: Claim) -> str:
    return f"/claims/{claim.pk}/dispute"


def test_who_contests_gets_an_address_that_tells_how_it_stands(client: Client, claim: Claim, rosa: User) -> None:
    answer = client.post(page(claim), FORM)
    assert answer.status_code == 302
    address = answer.headers["Location"]
    dispute = Dispute.objects.get()
    assert (dispute.claim, dispute.text, dispute.state) == (claim, TEXT, "open")
    assert dispute.deadline - dispute.opened_at == timedelta(days=settings.DISPUTE_DAYS)
    assert re.fullmatch(r"/disputes/[\w-]{43}/", address)
    assert dispute.token not in address
    assert TEXT in client.get(address).content.decode()
    answer_dispute(dispute.pk, "answered", "Looked at the photo.", "You are right, and we say so now.", rosa)
    html = client.get(address).content.decode()
    assert "You are right, and we say so now." in html
    assert "Looked at the photo." not in html
    assert EMAIL not in html


def test_what_people_say_of_themselves_stays_out_of_case_log_and_public_pages(
    client: Client, claim: Claim, anyone: Ask, rosa: User
) -> None:
    address = client.post(page(claim), FORM).headers["Location"]
    contact = DisputeContact.objects.get()
    assert (contact.name, contact.email) == (NAME, EMAIL)
    answer_dispute(contact.dispute_id, "rejected", "", "It was shut that day.", rosa)
    everything = "".join(row.body for row in LogPayload.objects.all())
    everything += client.get(address).content.decode() + client.get("/").content.decode()
    everything += anyone(f"claims/{claim.pk}/").content.decode()
    for secret in (NAME, EMAIL, "photo"):
        assert secret not in everything
    kinds = list(LogEntry.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == ["dispute", "dispute"]
    DisputeContact.objects.all().delete()
    assert Dispute.objects.exists()


def test_a_form_that_only_a_program_fills_in_opens_no_case(client: Client, claim: Claim) -> None:
    answer = client.post(page(claim), FORM | {"website": "https://spam.example"})
    assert answer.status_code == 200
    assert not Dispute.objects.exists()


def test_a_form_from_elsewhere_is_refused(claim: Claim) -> None:
    assert Client(enforce_csrf_checks=True).post(page(claim), FORM).status_code == 403


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "required"),
        ({"text": "x" * 5001}, "at most 5000"),
        ({"link": "javascript:alert(1)"}, "Give a full web address"),
        ({"email": "jo"}, "no e-mail address"),
    ],
)
def test_what_is_wrong_is_said(client: Client, claim: Claim, changes: dict[str, str], sentence: str) -> None:
    assert sentence in client.post(page(claim), FORM | changes).content.decode()
    assert not Dispute.objects.exists()


def test_hostile_text_stays_text(client: Client, claim: Claim, rosa: User) -> None:
    hostile = "<script>alert(1)</script>"
    address = client.post(page(claim), FORM | {"text": hostile}).headers["Location"]
    client.force_login(rosa)
    for path in (address, f"/admin/claims/dispute/{Dispute.objects.get().pk}/change/"):
        assert hostile not in client.get(path).content.decode()


def test_each_address_may_contest_so_often_by_page_and_api_together(
    client: Client, anyone: Ask, claim: Claim, settings: Any
) -> None:
    settings.DISPUTE_RATE = "2/hour"
    assert client.post(page(claim), FORM).status_code == 302
    sent = {"claim": str(claim.pk), "text": TEXT}
    assert anyone("disputes/", sent).status_code == 201
    refused = client.post(page(claim), FORM)
    assert (refused.status_code, refused.headers["Retry-After"].isdecimal()) == (429, True)
    assert anyone("disputes/", sent).status_code == 429
    assert client.post(page(claim), FORM, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_the_api_opens_a_case_and_tells_how_it_stands(anyone: Ask, claim: Claim, rosa: User) -> None:
    made = anyone("disputes/", {"claim": str(claim.pk), "text": TEXT, "email": EMAIL})
    assert made.status_code == 201
    body = made.json()
    assert made.headers["Location"] == body["status_url"]
    assert EMAIL not in made.content.decode()
    answer_dispute(Dispute.objects.get().pk, "rejected", "", "It was shut that day.", rosa)
    told = anyone(body["status_url"]).json()
    assert (told["state"], told["public_answer"]) == ("rejected", "It was shut that day.")
    assert "status_url" not in told
    assert anyone("disputes/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"), [({"text": ""}, 422), ({"link": "x"}, 422), ({"claim": "x"}, 422), ({"text": 5}, 422)]
)
def test_the_api_refuses_in_problem_details(anyone: Ask, claim: Claim, changes: dict[str, Any], status: int) -> None:
    made = anyone("disputes/", {"claim": str(claim.pk), "text": TEXT} | changes)
    assert (made.status_code, made.json()["code"]) == (status, "invalid")


def test_only_what_is_published_can_be_contested(client: Client, anyone: Ask) -> None:
    hidden = make_claim("Nobody decided on this.")
    assert client.get(page(hidden)).status_code == 404
    assert client.post(page(hidden), FORM).status_code == 404
    assert anyone("disputes/", {"claim": str(hidden.pk), "text": TEXT}).status_code == 404


def test_a_flood_on_one_claim_ends(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispute_claim, "MOST_OPEN", 1)
    open_dispute(claim.pk, Contest(TEXT))
    with pytest.raises(DisputeRefused, match="Many contest"):
        open_dispute(claim.pk, Contest(TEXT))


def test_whoever_is_to_be_told_is_told_in_the_transaction(claim: Claim) -> None:
    told: list[Any] = []

    def hear(sender: object, dispute_id: object, **_: object) -> None:
        told.append(dispute_id)

    claim_contested.connect(hear)
    try:
        dispute, token = open_dispute(claim.pk, Contest(TEXT))
    finally:
        claim_contested.disconnect(hear)
    assert told == [dispute.pk]
    assert dispute_of(token) == dispute


def test_a_case_is_answered_once_with_words_and_by_a_reviewer(claim: Claim, edith: User, rosa: User) -> None:
    dispute, _ = open_dispute(claim.pk, Contest(TEXT))
    for to, answer, who, sentence in (
        ("answered", "So.", edith, "Only a reviewer"),
        ("answered", " ", rosa, "Write what"),
        ("open", "So.", rosa, "answered or rejected"),
    ):
        with pytest.raises(DisputeRefused, match=sentence):
            answer_dispute(dispute.pk, to, "", answer, who)
    answer_dispute(dispute.pk, "answered", "", "So.", rosa)
    with pytest.raises(DisputeRefused, match="quicker"):
        answer_dispute(dispute.pk, "rejected", "", "No.", rosa)
    with pytest.raises(DatabaseError, match="once, answered"), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(public_answer="Something else.")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("DELETE FROM claims_dispute")


def test_the_list_shows_what_is_overdue_and_only_who_answers_sees_who_asked(
    client: Client, claim: Claim, edith: User, rosa: User
) -> None:
    dispute, _ = open_dispute(claim.pk, Contest(TEXT, name=NAME, email=EMAIL))
    late = timezone.now() - timedelta(days=1)
    Dispute.objects.create(claim=claim, token="t", text="Late.", opened_at=late, deadline=late)
    case = f"/admin/claims/dispute/{dispute.pk}/change/"
    client.force_login(edith)
    assert EMAIL not in client.get(case).content.decode()
    assert client.post(case, {"state": "answered", "public_answer": "So."}).status_code == 403
    client.force_login(rosa)
    html = client.get("/admin/claims/dispute/?overdue=yes").content.decode()
    assert html.count(": overdue") == 1
    assert EMAIL in client.get(case).content.decode()
    assert client.post(case, {"state": "answered", "public_answer": "You are right."}).status_code == 302
    dispute.refresh_from_db()
    assert (dispute.state, dispute.public_answer) == ("answered", "You are right.")
    assert TEXT in client.get(f"/admin/claims/claim/{claim.pk}/change/").content.decode()
