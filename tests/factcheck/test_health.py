import pytest
from django.core.cache import cache
from django.test import Client

from factcheck import health
from factcheck.celery import HEARTBEAT_KEY, beat


def test_a_living_process_says_so(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_every_part_answers(client: Client) -> None:
    beat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["parts"].values()) == {"ok"}


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client) -> None:
    cache.delete(HEARTBEAT_KEY)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["worker"] == "No worker has been heard for 30 seconds."


@pytest.mark.django_db
def test_a_part_that_fails_is_named_and_does_not_break_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise ConnectionError

    monkeypatch.setitem(health.CHECKS, "broker", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["broker"] == "It does not answer (ConnectionError)."
