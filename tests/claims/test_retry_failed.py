"""`manage.py retry_failed`: what was given up is tried anew when an administrator says so."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.management.commands import retry_failed as command
from claims.models import Reading, Recheck
from sources.models import Indexing
from sources.models.work import State
from sources.services.work import carry_out, take_due
from tests.factories import make_report


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("retry_failed", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def failed(db: None) -> Indexing:
    """A report whose indexing, reading and re-check failed, and one whose indexing is done."""
    fields: dict[str, Any] = {
        "state": State.FAILED, "attempts": 5, "error": "OSError: the disk\nis full", "finished_at": timezone.now(),
    }  # fmt: skip
    done = make_report("Another.").snapshot
    snapshot = make_report().snapshot
    Indexing.objects.filter(pk=done.pk).update(state=State.DONE)
    Indexing.objects.filter(pk=snapshot.pk).update(**fields)
    Reading.objects.create(snapshot=snapshot, extractor="x/1", due_at=timezone.now(), **fields)
    Recheck.objects.create(snapshot=snapshot, judge="j/1", due_at=timezone.now(), **fields)
    return Indexing.objects.get(pk=snapshot.pk)


def test_what_failed_is_due_again_and_keeps_its_error_until_it_succeeds(failed: Indexing) -> None:
    assert run() == "Pending anew: 1 indexings, 1 readings, 1 re-checks.\n"
    for model in (Indexing, Reading, Recheck):
        [pk] = take_due(model)
        work = model.objects.get(pk=pk)
        assert (work.state, work.attempts, work.error) == (State.PENDING, 0, "OSError: the disk\nis full")
        assert carry_out(model, pk, lambda _: None)
        work.refresh_from_db()
        assert (work.state, work.error) == (State.DONE, "")
    assert run() == "Pending anew: 0 indexings, 0 readings, 0 re-checks.\n"


def test_a_list_shows_each_with_its_error_and_changes_nothing(failed: Indexing) -> None:
    said = run("--list")
    assert "1 failed readings" in said
    assert said.count("OSError: the disk is full") == 3
    assert str(failed.pk) in said
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_a_list_is_bounded_and_says_how_much_there_is(failed: Indexing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LISTED", 1)
    Indexing.objects.update(state=State.FAILED, finished_at=None)
    said = run("--list")
    assert "2 failed indexings" in said
    assert len(said.splitlines()) == 6
