"""Webhooks by the API: each key has its own, and secrets are given out once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from claims.models import DeadLetter, Endpoint
from claims.services.public.changes import head
from factcheck.access.models import ApiKey, User
from tests.claims.api.conftest import Ask
from tests.factories import make_claim, publish

HOOK = {"url": "https://mirror.example/hook"}


@pytest.fixture
def made(aggregator: Ask) -> dict[str, Any]:
    answer = aggregator("webhooks/", HOOK)
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()
    assert answer.headers["Location"].endswith(f"/api/v1/webhooks/{told['id']}/")
    return told


def test_a_webhook_is_set_up_listed_and_read_with_its_secret_shown_once(aggregator: Ask, made: dict[str, Any]) -> None:
    assert made["secret"].startswith("whsec_")
    told = {name: value for name, value in made.items() if name != "secret"}
    assert aggregator("webhooks/").json() == {"results": [told]}
    assert aggregator(f"webhooks/{made['id']}/").json() == told
    assert (told["is_active"], told["cursor"], told["events"], told["dead_letters"]) == (True, 0, [], [])


def test_other_keys_know_nothing_of_it_and_keys_without_the_scope_have_none(
    anyone: Ask, wire: Ask, bearer: Callable[[str], Ask], made: dict[str, Any]
) -> None:
    other = bearer(ApiKey.issue("another mirror", ["read"])[1])
    for path, method in (("", "GET"), ("", "PATCH"), ("", "DELETE"), ("ping/", "POST"), ("rotate/", "POST")):
        address = f"webhooks/{made['id']}/{path}"
        assert other(address, {} if method != "GET" else None, method=method).status_code == 404
        assert wire(address, {}, method=method).status_code == 403
        assert anyone(address, {}, method=method).status_code == 401
    assert other("webhooks/").json() == {"results": []}
    assert Endpoint.objects.count() == 1


def test_the_key_that_takes_a_key_s_place_takes_its_webhooks(
    aggregator: Ask, bearer: Callable[[str], Ask], made: dict[str, Any]
) -> None:
    key = ApiKey.objects.get(name="test read")
    for _ in range(2):
        key, secret = ApiKey.issue("test read", ["read"], rotated_from=key)
        assert bearer(secret)(f"webhooks/{made['id']}/").status_code == 200
    assert len(aggregator("webhooks/").json()["results"]) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": "http://mirror.example/"}, "url"),
        ({"url": "https://10.1.2.3/"}, "url"),
        ({"url": "https://mirror.example/\0"}, "url"),
        ({**HOOK, "events": ["claim.eaten"]}, "events.0"),
        ({**HOOK, "after": -1}, "after"),
        ({**HOOK, "after": 99}, "after"),
        ({**HOOK, "after": 2**63}, "after"),
        ({**HOOK, "secret": "whsec_mine"}, "secret"),
        ([], ""),
    ],
)
def test_what_can_t_be_used_is_refused_by_its_field(aggregator: Ask, body: Any, field: str) -> None:
    answer = aggregator("webhooks/", body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Endpoint.objects.exists()


def test_it_starts_where_it_is_told_to_or_with_what_comes(aggregator: Ask, rosa: User) -> None:
    publish(make_claim(), rosa)
    assert aggregator("webhooks/", HOOK).json()["cursor"] == head()
    assert aggregator("webhooks/", {**HOOK, "after": 0}).json()["cursor"] == 0


def test_a_key_has_ten_at_most(aggregator: Ask) -> None:
    assert [aggregator("webhooks/", HOOK).status_code for _ in range(11)] == [201] * 10 + [422]


def test_it_is_switched_off_and_on_again_and_deleted(aggregator: Ask, made: dict[str, Any]) -> None:
    address = f"webhooks/{made['id']}/"
    off = aggregator(address, {"is_active": False}, method="PATCH").json()
    assert (off["is_active"], bool(off["why_inactive"])) == (False, True)
    on = aggregator(address, {"is_active": True, "events": ["claim.gone"]}, method="PATCH").json()
    assert (on["is_active"], on["why_inactive"], on["events"]) == (True, "", ["claim.gone"])
    assert aggregator(address, {"url": "https://elsewhere.example/"}, method="PATCH").status_code == 422
    assert aggregator(address, method="DELETE").status_code == 204
    assert aggregator(address).status_code == 404


def test_a_secret_is_rotated_with_an_overlap(aggregator: Ask, made: dict[str, Any]) -> None:
    told = aggregator(f"webhooks/{made['id']}/rotate/", {"hours": 2}).json()
    assert told["secret"] != made["secret"]
    assert told["former_until"]
    assert aggregator(f"webhooks/{made['id']}/rotate/", {"hours": 999}).status_code == 422
    assert aggregator(f"webhooks/{made['id']}/rotate/", method="POST").status_code == 200


def test_a_ping_tells_what_came_of_it_and_waits_before_the_next(aggregator: Ask, made: dict[str, Any]) -> None:
    """The name ends in .example, which leads nowhere."""
    told = aggregator(f"webhooks/{made['id']}/ping/", method="POST").json()
    assert (told["status"], "mirror.example" in told["error"]) == (None, True)
    again = aggregator(f"webhooks/{made['id']}/ping/", method="POST")
    assert (again.status_code, again.json()["code"], again.headers["Retry-After"]) == (429, "too_soon", "10")


def test_dead_letters_are_shown_and_replayed(aggregator: Ask, made: dict[str, Any]) -> None:
    for sequence in (3, 5, 7):
        DeadLetter.objects.create(
            endpoint_id=made["id"], sequence=sequence, died_at=timezone.now(), error="It answered 500."
        )
    shown = aggregator(f"webhooks/{made['id']}/").json()["dead_letters"]
    assert [letter["sequence"] for letter in shown] == [7, 5, 3]
    replay = f"webhooks/{made['id']}/replay/"
    assert aggregator(replay, {"sequence": 5}).json() == {"replayed": 1}
    assert aggregator(replay, {"sequence": 4}).json() == {"replayed": 0}
    assert list(DeadLetter.objects.filter(due_at__isnull=False).values_list("sequence", flat=True)) == [5]
    assert aggregator(replay, method="POST").json() == {"replayed": 3}
