"""Sweeps must not pile up: while no worker takes them, at most the last one waits."""

from datetime import UTC, datetime
from typing import Any

import pytest
from celery.beat import Scheduler

from factcheck.celery import app


@pytest.mark.parametrize("name", ["sweep-sources", "sweep-claims", "sweep-webhooks", "sweep-log"])
def test_a_sweep_that_no_worker_took_expires_when_the_next_is_due(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(
        app.amqp, "send_task_message", lambda _producer, _name, message, **_: sent.append(message.headers)
    )
    scheduler = Scheduler(app, lazy=False)
    scheduler.apply_async(scheduler.schedule[name], advance=False)
    [headers] = sent
    left = datetime.fromisoformat(headers["expires"]) - datetime.now(UTC)
    assert 0 < left.total_seconds() <= app.conf.beat_schedule[name]["schedule"]
