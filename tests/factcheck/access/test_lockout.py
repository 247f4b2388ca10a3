"""Failed logins lock a name for one address, for a time that is told."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.utils import timezone

from factcheck.access.address import address_of
from factcheck.access.models import User

pytestmark = pytest.mark.django_db


def tries(password: str, username: str = "rosa", client: Client | None = None, **meta: str) -> int:
    client = client or Client()
    status: int = client.post("/admin/login/", {"username": username, "password": password}, **meta).status_code  # type: ignore[arg-type]
    return status


def lock_out(**meta: Any) -> None:
    assert [tries("wrong", **meta) for _ in range(5)] == [200, 200, 200, 200, 429]


def test_the_fifth_failure_locks_and_says_for_how_long(rosa: User) -> None:
    lock_out()
    answer = Client().post("/admin/login/", {"username": "rosa", "password": "rosa-password"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "Try again in 15 minutes, or ask an administrator" in answer.content.decode()


def test_trying_on_does_not_make_it_longer(rosa: User) -> None:
    lock_out()
    before = AccessAttempt.objects.get().attempt_time
    assert tries("wrong") == 429
    assert AccessAttempt.objects.get().attempt_time == before


def test_when_the_time_is_over_the_password_opens_again(rosa: User) -> None:
    lock_out()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert tries("rosa-password") == 302


def test_other_names_and_other_addresses_are_not_locked(rosa: User, edith: User) -> None:
    lock_out()
    assert tries("edith-password", "edith") == 302
    assert tries("rosa-password", REMOTE_ADDR="198.51.100.7") == 302


def test_another_browser_is_the_same_address(rosa: User) -> None:
    for n in range(4):
        tries("wrong", HTTP_USER_AGENT=f"Browser {n}")
    assert tries("wrong", HTTP_USER_AGENT="Browser 9") == 429


def test_a_success_forgets_the_failures_before_it(rosa: User) -> None:
    for _ in range(4):
        tries("wrong")
    assert tries("rosa-password") == 302
    assert tries("wrong") == 200


def test_a_made_up_forwarding_header_does_not_help(rosa: User) -> None:
    for n in range(4):
        tries("wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
    assert tries("wrong", HTTP_X_FORWARDED_FOR="203.0.113.9") == 429


def test_behind_a_proxy_its_word_for_the_address_counts(rosa: User, settings: pytest.FixtureRequest) -> None:
    settings.PROXIES = 1  # type: ignore[attr-defined]
    lock_out(HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.1")
    assert tries("rosa-password", HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.2") == 302
    assert tries("rosa-password", HTTP_X_FORWARDED_FOR="203.0.113.3, 198.51.100.1") == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.1, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.1, 198.51.100.1", "203.0.113.1"),
        (3, "203.0.113.1", "203.0.113.1"),
        (1, "not an address", "127.0.0.1"),
        (1, "2001:DB8::0:1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(
    settings: pytest.FixtureRequest, proxies: int, forwarded: str, address: str
) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address


def test_no_password_and_no_code_is_kept_of_a_failed_login(rosa: User) -> None:
    Client().post("/admin/login/", {"username": "rosa", "password": "my-secret-word", "code": "123456"})
    kept = str(AccessAttempt.objects.values().get())
    assert "my-secret-word" not in kept
    assert "123456" not in kept


def test_an_administrator_sees_failed_logins_and_lifts_a_lock_and_an_auditor_only_sees(
    client: Client, rosa: User, ada: User, otto: User
) -> None:
    lock_out()
    lift = {"action": "lift", "_selected_action": [str(AccessAttempt.objects.get().pk)]}
    client.force_login(otto)
    assert "rosa" in client.get("/admin/axes/accessattempt/").content.decode()
    client.post("/admin/axes/accessattempt/", lift)
    assert tries("rosa-password") == 429
    client.force_login(ada)
    client.post("/admin/axes/accessattempt/", lift)
    assert tries("rosa-password") == 302


def test_the_password_asked_for_again_is_not_a_way_round_the_lock(rosa: User) -> None:
    """A stolen session must not guess the password that switches two-step login off."""
    from tests.factcheck.access.test_two_factor import PAGE, set_up

    client, _ = set_up(rosa)
    answers = [client.post(PAGE, {"act": "off", "password": f"guess {n}"}).status_code for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]
