"""Keys, people and the log in the admin."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from factcheck.access.models import ApiKey, User, digest
from factcheck.log.admin import KINDS, OBJECT_TYPES
from factcheck.log.models import LogEntry
from tests.factories import make_claim, publish

KEYS = "/admin/access/apikey/"


@pytest.fixture
def ruling(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("ada"))
    return client


def test_a_new_key_shows_its_secret_once(ruling: Client) -> None:
    filled = {"name": "A reader", "scopes": ["read", "review"], "expires_at_0": "", "expires_at_1": ""}
    html = ruling.post(f"{KEYS}add/", filled, follow=True).content.decode()
    (secret,) = set(re.findall(r"fc_[\w-]{40,}", html))
    key = ApiKey.objects.get()
    assert (key.digest, key.scopes, key.created_by) == (digest(secret), ["read", "review"], User.objects.get())
    for path in (KEYS, f"{KEYS}{key.pk}/change/"):
        html = ruling.get(path).content.decode()
        assert secret not in html
        assert key.prefix in html


def test_a_key_is_revoked_and_never_changed(ruling: Client) -> None:
    key, _ = ApiKey.issue("A reader", ["read"])
    ruling.post(f"{KEYS}{key.pk}/change/", {"name": "Other", "scopes": ["review"]})
    ruling.post(KEYS, {"action": "revoke", "_selected_action": [str(key.pk)]})
    key.refresh_from_db()
    assert (key.name, key.scopes) == ("A reader", ["read"])
    assert key.revoked_at
    assert "revoked on" in ruling.get(KEYS).content.decode()


def test_a_key_without_a_scope_is_refused(ruling: Client) -> None:
    ruling.post(f"{KEYS}add/", {"name": "A reader"})
    assert not ApiKey.objects.exists()


def test_the_log_is_read_and_not_written(ruling: Client, rosa: User) -> None:
    claim: Claim = publish(make_claim(), rosa)
    entry = LogEntry.objects.get(kind="decision")
    page = f"/admin/log/logentry/{entry.pk}/change/"
    assert "Two outlets saw it themselves." in ruling.get(page).content.decode()
    assert f"{claim.pk}" in ruling.get(f"/admin/log/logentry/?q={claim.pk}").content.decode()
    assert ruling.post(page, {"kind": "other"}).status_code == 403
    assert ruling.get("/admin/log/logentry/add/").status_code == 403


def test_the_log_is_listed_and_searched_without_reading_all_of_it(ruling: Client, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    with CaptureQueriesContext(connection) as asked:
        found = ruling.get(f"/admin/log/logentry/?kind=decision&q=+{claim.pk}+").context["cl"].result_list
    assert [entry.object_id for entry in found] == [str(claim.pk)]
    told = [query["sql"] for query in asked if "log_logentry" in query["sql"]]
    assert not [sql for sql in told if "DISTINCT" in sql]
    # Both columns of the index, by equality.
    assert all('"object_type" IN' in sql and '"object_id" = ' in sql for sql in told)
    assert not ruling.get("/admin/log/logentry/?kind=other").context["cl"].result_list
    assert not ruling.get("/admin/log/logentry/?q=other").context["cl"].result_list


def test_the_log_s_filter_offers_every_kind_that_is_in_it(ruling: Client, rosa: User) -> None:
    publish(make_claim(), rosa)
    kinds, types = (set(LogEntry.objects.values_list(field, flat=True)) for field in ("kind", "object_type"))
    assert kinds <= set(KINDS)
    assert types <= set(OBJECT_TYPES)


@pytest.mark.parametrize("page", [KEYS, "/admin/log/logentry/", "/admin/access/user/", "/admin/auth/group/"])
def test_keys_people_and_log_are_the_administrator_s(client: Client, rosa: User, page: str) -> None:
    client.force_login(rosa)
    assert client.get(page).status_code == 403


def test_people_are_added_with_a_role(ruling: Client) -> None:
    added = {"username": "new", "usable_password": "true", "password1": "Long-enough-9", "password2": "Long-enough-9"}
    assert ruling.post("/admin/access/user/add/", added).status_code == 302
    assert User.objects.filter(username="new").exists()
