"""What everyone sees of the log, and what its administrators do."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.access.models import User
from factcheck.log.checkpoints import make_checkpoint, read, signed
from factcheck.log.keys import our_public_keys
from factcheck.log.models import Check, Checkpoint, Delivery, LogPayload
from tests.factcheck.log.chains import write

ENTRY = "/admin/log/logentry/1/"


@pytest.fixture
def ruling(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("ada"))
    return client


@pytest.mark.django_db
def test_the_page_shows_checkpoints_keys_and_how_to_check(client: Client) -> None:
    assert "There is no checkpoint yet" in client.get("/log/").content.decode()
    write(2)
    made = make_checkpoint(timezone.now())
    assert made
    html = client.get("/log/").content.decode()
    assert made.head_hash in html
    assert our_public_keys()[0] in html
    assert 'href="/log/"' in client.get("/").content.decode()
    assert not re.search(r"<style|<script| style=| on\w+=", html)


@pytest.mark.django_db
def test_programs_read_checkpoints_page_by_page_as_verify_log_takes_them(client: Client) -> None:
    made = []
    for _ in range(3):
        write(1)
        made.append(make_checkpoint(timezone.now()))
    answer = client.get("/log/checkpoints.json")
    assert list(read(answer.content.decode())) == [signed(row) for row in reversed(made) if row]
    assert answer.json()["public_keys"] == our_public_keys()
    older = client.get("/log/checkpoints.json?before=2").json()["checkpoints"]
    assert [row["size"] for row in older] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("before", ["", "x", "-1", "1.5", "9" * 30, "²"])
def test_a_place_that_is_none_is_refused_in_a_sentence(client: Client, before: str) -> None:
    answer = client.get("/log/checkpoints.json", {"before": before})
    assert (answer.status_code, answer.json()["detail"][-1]) == (422, ".")


def test_an_administrator_erases_with_a_reason_and_readers_see_the_tombstone(ruling: Client) -> None:
    write(1)
    assert f"{ENTRY}erase/" in ruling.get(f"{ENTRY}change/").content.decode()
    assert "stays in the log" in ruling.get(f"{ENTRY}erase/").content.decode()
    assert ruling.post(f"{ENTRY}erase/", {"reason": " "}).status_code == 200
    assert LogPayload.objects.filter(pk=1).exists()
    html = ruling.post(f"{ENTRY}erase/", {"reason": "A court ordered it."}, follow=True).content.decode()
    assert "What it said is erased." in html
    assert not LogPayload.objects.filter(pk=1).exists()
    assert re.search(r'as entry <a href="/admin/log/logentry/2/change/">2</a> says', html)
    assert "A court ordered it." in ruling.get("/admin/log/logentry/2/change/").content.decode()
    again = ruling.post(f"{ENTRY}erase/", {"reason": "Once more."}, follow=True).content.decode()
    assert "says nothing that could be erased" in again


def test_nobody_else_erases(client: Client, rosa: User) -> None:
    write(1)
    client.force_login(rosa)
    assert client.post(f"{ENTRY}erase/", {"reason": "I want to."}).status_code == 403
    assert LogPayload.objects.exists()


def test_failed_deliveries_and_checks_are_seen(ruling: Client, settings: Any) -> None:
    settings.LOG_CHECKPOINT_FILE = "/nowhere/kept"
    write(1)
    make_checkpoint(timezone.now())
    Delivery.objects.update(attempts=2, error="The file could not be written.")
    Check.objects.create(
        started_at=timezone.now(), finished_at=timezone.now(), entries=1, failure="Entry 1: it is missing."
    )
    assert "failed, is tried again" in ruling.get("/admin/log/checkpoint/").content.decode()
    deliveries = ruling.get("/admin/log/delivery/?delivered_at__isempty=1").content.decode()
    assert "The file could not be written." in deliveries
    assert "Entry 1: it is missing." in ruling.get("/admin/log/check/").content.decode()
    for page in ("checkpoint", "delivery", "check"):
        assert ruling.get(f"/admin/log/{page}/add/").status_code == 403
    pk = Checkpoint.objects.get().pk
    assert ruling.post(f"/admin/log/checkpoint/{pk}/change/", {"size": 9}).status_code == 403
