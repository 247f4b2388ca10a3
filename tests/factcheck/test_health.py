from functools import partial
from typing import Any, ClassVar

import pytest
from django.core.cache import cache
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from factcheck import health
from factcheck.celery import app, beat
from factcheck.heartbeat import HEARTBEAT_KEY


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
def test_a_broker_that_is_away_is_seen_while_the_cache_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    beat()
    away = partial(app.connection_for_write, "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app, "connection_for_write", away)
    parts = client.get("/readyz").json()["parts"]
    assert parts.pop("broker").startswith("It does not answer")
    assert set(parts.values()) == {"ok"}


@pytest.mark.django_db
def test_migrations_are_looked_for_until_none_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Executor(MigrationExecutor):
        waiting: ClassVar = [["one"], [], ["never asked"]]

        def migration_plan(self, *_: object) -> Any:
            return self.waiting.pop(0)

    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(health, "MigrationExecutor", Executor)
    answers = [client.get("/readyz").json()["parts"]["migrations"] for _ in range(4)]
    assert answers == ["1 migrations wait; run `manage.py migrate`.", "ok", "ok", "ok"]


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
