"""Checkpoints are made when the log grew, and leave the building by every channel that is set."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from factcheck.log import tasks
from factcheck.log.checkpoints import channels, is_due, make_checkpoint, read, signed
from factcheck.log.delivery import deliver, deliver_due, pause
from factcheck.log.keys import believed, our_public_keys
from factcheck.log.models import Channel, Checkpoint, Delivery, LogEntry
from tests.factcheck.log.chains import write


class Witness(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers what it is told to."""

    status: ClassVar = 204
    heard: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def witness(settings: Any) -> Iterator[type[Witness]]:
    Witness.heard.clear()
    server = HTTPServer(("127.0.0.1", 0), Witness)
    thread = Thread(target=server.serve_forever)
    thread.start()
    settings.LOG_CHECKPOINT_WEBHOOK = f"http://127.0.0.1:{server.server_port}/"
    settings.LOG_CHECKPOINT_WEBHOOK_PRIVATE = True
    yield Witness
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_a_checkpoint_names_the_head_and_is_signed() -> None:
    write(3)
    made = make_checkpoint(timezone.now())
    assert made
    assert (made.size, made.head_hash) == (3, LogEntry.objects.get(pk=3).hash)
    made.refresh_from_db()
    assert signed(made).is_signed_by(believed(our_public_keys()))


@pytest.mark.django_db
def test_none_is_made_of_an_empty_log_or_of_one_that_did_not_grow() -> None:
    assert make_checkpoint(timezone.now()) is None
    write(1)
    assert make_checkpoint(timezone.now())
    assert make_checkpoint(timezone.now()) is None
    write(1)
    assert make_checkpoint(timezone.now())


@pytest.mark.django_db
def test_the_next_is_due_after_the_minutes_that_are_set(settings: Any) -> None:
    settings.LOG_CHECKPOINT_MINUTES = 30
    write(1)
    assert is_due(timezone.now())
    made = make_checkpoint(timezone.now())
    assert made
    assert not is_due(made.made_at + timedelta(minutes=29))
    assert is_due(made.made_at + timedelta(minutes=30))


@pytest.mark.django_db
def test_each_channel_takes_the_same_line_out(
    witness: type[Witness], settings: Any, tmp_path: Path, mailoutbox: list[EmailMessage]
) -> None:
    settings.LOG_CHECKPOINT_FILE = str(tmp_path / "kept")
    settings.LOG_CHECKPOINT_EMAIL = ["witness@example.org"]
    write(2)
    made = make_checkpoint(timezone.now())
    assert made
    line = signed(made).line()
    assert deliver_due(timezone.now()) == len(Channel)
    assert (tmp_path / "kept").read_text() == line + "\n"
    assert line in mailoutbox[0].body.splitlines()
    assert witness.heard == [line.encode()]
    assert list(read((tmp_path / "kept").read_text())) == [signed(made)]
    assert not Delivery.objects.filter(delivered_at__isnull=True).exists()
    assert deliver_due(timezone.now() + timedelta(days=9)) == 0
    assert len(witness.heard) == 1


@pytest.mark.django_db
def test_what_fails_is_kept_with_a_sentence_and_tried_again_later(
    witness: type[Witness], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(1)
    make_checkpoint(timezone.now())
    now = timezone.now()
    monkeypatch.setattr(witness, "status", 500)
    assert deliver_due(now) == 0
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.error) == (1, "The webhook answered 500.")
    assert deliver_due(now) == 0
    assert len(witness.heard) == 1, "not before it is due again"
    monkeypatch.setattr(witness, "status", 200)
    assert deliver_due(now + pause(1)) == 1
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.error) == (2, "")
    assert delivery.delivered_at


@pytest.mark.django_db
def test_a_delivery_goes_out_once_however_many_workers_see_it(witness: type[Witness]) -> None:
    write(1)
    make_checkpoint(timezone.now())
    seen = Delivery.objects.select_related("checkpoint").get()
    assert [deliver(seen, timezone.now()), deliver(seen, timezone.now())] == [True, False]
    assert len(witness.heard) == 1


FAILURES: list[tuple[str, Any, str]] = [
    ("LOG_CHECKPOINT_FILE", "/nowhere/kept", "No such file"),
    ("LOG_CHECKPOINT_WEBHOOK", "https://127.0.0.1:9/", "not a public address"),
    ("LOG_CHECKPOINT_WEBHOOK", "http://example.org/", "is no https address"),
    ("LOG_CHECKPOINT_EMAIL", ["witness@example.org"], "could not be sent"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value", "why"), FAILURES)
def test_why_it_failed_is_said(name: str, value: Any, why: str, settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 1
    setattr(settings, name, value)
    write(1)
    make_checkpoint(timezone.now())
    assert deliver_due(timezone.now()) == 0
    assert why in Delivery.objects.get().error
    setattr(settings, name, type(value)())
    assert deliver_due(timezone.now() + timedelta(hours=1)) == 0
    assert "set it again" in Delivery.objects.get().error


def test_pauses_grow_to_six_hours() -> None:
    pauses = [pause(attempts) for attempts in range(1, 100)]
    assert pauses[0] == timedelta(minutes=1)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)


@pytest.mark.django_db
def test_without_a_channel_nothing_is_planned(settings: Any) -> None:
    assert channels() == []
    write(1)
    assert make_checkpoint(timezone.now())
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_the_sweep_makes_a_checkpoint_delivers_it_and_asks_for_the_check(
    witness: type[Witness], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Callable[[], None]] = []
    monkeypatch.setattr(tasks.check_log, "delay", lambda: asked.append(tasks.check_log))
    write(1)
    tasks.sweep()
    assert json.loads(witness.heard[0])["size"] == 1
    assert asked
    for task in asked:
        task()
    tasks.sweep()
    assert (len(asked), Checkpoint.objects.count(), len(witness.heard)) == (1, 1, 1)
