"""Webhooks in the admin: administrators set them up and try them; the delivery log is read."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import DeadLetter, Delivery, Endpoint
from claims.services.webhooks.manage import set_up
from factcheck.access.models import User
from tests.factories import make_user

ROOM = "/admin/claims/endpoint/"


@pytest.fixture
def ruling(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("ada"))
    return client


@pytest.fixture
def endpoint(db: None) -> Endpoint:
    return set_up("https://mirror.example/hook")[0]


def act(client: Client, action: str, endpoint: Endpoint) -> str:
    sent = {"action": action, "_selected_action": [str(endpoint.pk)]}
    return client.post(ROOM, sent, follow=True).content.decode()


def test_a_new_webhook_shows_its_secret_once(ruling: Client) -> None:
    html = ruling.post(f"{ROOM}add/", {"url": "https://mirror.example/hook", "events": ["claim.gone"]}, follow=True)
    (secret,) = set(re.findall(r"whsec_[\w+/=]{40,}", html.content.decode()))
    made = Endpoint.objects.get()
    assert (made.events, made.created_by, made.key) == (["claim.gone"], User.objects.get(), None)
    for path in (ROOM, f"{ROOM}{made.pk}/change/"):
        page = ruling.get(path).content.decode()
        assert "mirror.example" in page
        assert secret not in page
        assert made.secret not in page


def test_an_address_that_is_never_asked_is_refused_in_the_form(ruling: Client) -> None:
    page = ruling.post(f"{ROOM}add/", {"url": "https://192.168.0.1/"}).content.decode()
    assert "not a public address" in page
    assert not Endpoint.objects.exists()


def test_it_is_tried_renewed_switched_and_replayed(ruling: Client, endpoint: Endpoint) -> None:
    assert "no machine named mirror.example" in act(ruling, "try_it", endpoint)
    assert "went out a moment ago" in act(ruling, "try_it", endpoint)
    assert "whsec_" in act(ruling, "renew_secret", endpoint)
    act(ruling, "switch_off", endpoint)
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.why_inactive) == (False, "It was switched off by ada.")
    act(ruling, "switch_on", endpoint)
    endpoint.refresh_from_db()
    assert endpoint.is_active
    letter = DeadLetter.objects.create(endpoint=endpoint, sequence=4, died_at=timezone.now(), error="It answered 500.")
    assert "Sent again in a moment: 1." in act(ruling, "replay_dead_letters", endpoint)
    DeadLetter.objects.update(due_at=None)
    sent = {"action": "replay_chosen", "_selected_action": [str(letter.pk)]}
    ruling.post("/admin/claims/deadletter/", sent)
    letter.refresh_from_db()
    assert letter.due_at


def test_the_delivery_log_is_read_and_searched_by_sequence(ruling: Client, endpoint: Endpoint) -> None:
    for sequence in (4, 44):
        Delivery.objects.create(
            endpoint=endpoint, sequence=sequence, attempt=1, at=timezone.now(), milliseconds=9, error="It answered 500."
        )
    found = ruling.get("/admin/claims/delivery/?q=4").context["cl"].result_list
    assert [row.sequence for row in found] == [4]
    assert not ruling.get("/admin/claims/delivery/?q=x").context["cl"].result_list
    assert "It answered 500." in ruling.get("/admin/claims/delivery/").content.decode()
    assert ruling.get("/admin/claims/delivery/add/").status_code == 403


def test_an_auditor_looks_and_does_nothing_and_an_editor_sees_nothing(client: Client, endpoint: Endpoint) -> None:
    client.force_login(make_user("otto", "auditor"))
    assert client.get(ROOM).status_code == 200
    act(client, "switch_off", endpoint)
    assert client.get(f"{ROOM}add/").status_code == 403
    endpoint.refresh_from_db()
    assert endpoint.is_active
    client.force_login(make_user("edith", "editor"))
    assert client.get(ROOM).status_code == 403
