"""Contradictions are stored once with their places, and stay dismissed."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.engines.reader import LocalReader
from claims.models import Contradiction, Reading
from claims.services.dismiss_contradiction import dismiss_contradiction
from claims.services.plan_work import plan_reading
from claims.services.read_report import read_report
from factcheck.access.models import User
from sources.models import Snapshot
from sources.models.work import State
from sources.services.index_snapshot import index_snapshot
from tests.factories import EMBEDDER, make_report

pytestmark = pytest.mark.django_db
READER = LocalReader()
STORY = "Five Lakeland ministers signed the pact on Monday. Crowds came. The mayor invited three towns: Vidby and Orsk."
TITLE = "Four Lakeland ministers sign pact"


def read() -> Snapshot:
    snapshot = make_report(STORY, title=TITLE).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    read_again(plan_reading(snapshot.pk, READER.version))
    return snapshot


def read_again(reading: Reading) -> None:
    Reading.objects.filter(pk=reading.pk).update(state=State.PENDING, due_at=timezone.now())
    read_report(reading.pk, READER, EMBEDDER, "test/1")


def test_reading_stores_each_contradiction_with_the_places_of_text_and_headline() -> None:
    snapshot = read()
    places = {
        row.kind: [(snapshot.title if where == "title" else snapshot.text)[a:b] for where, a, b in row.mentions]
        for row in Contradiction.objects.filter(snapshot=snapshot)
    }
    assert places == {
        "count": ["Four Lakeland ministers", "Five Lakeland ministers"],
        "list": ["three towns", "Vidby and Orsk"],
    }


def test_reading_again_stores_nothing_new_and_keeps_what_was_dismissed(edith: User) -> None:
    snapshot = read()
    kept = Contradiction.objects.get(kind="list")
    assert dismiss_contradiction(kept.pk, edith)
    read_again(snapshot.readings.get())
    assert Contradiction.objects.count() == 2
    kept.refresh_from_db()
    assert (kept.dismissed_by, kept.dismissed_at is not None) == (edith, True)


def test_the_first_who_dismisses_stays_named(edith: User, rosa: User) -> None:
    read()
    row = Contradiction.objects.first()
    assert row
    assert dismiss_contradiction(row.pk, edith)
    assert not dismiss_contradiction(row.pk, rosa)
    row.refresh_from_db()
    assert row.dismissed_by == edith


def test_open_ones_come_first(edith: User) -> None:
    read()
    first, second = Contradiction.objects.all()
    dismiss_contradiction(first.pk, edith)
    assert list(Contradiction.objects.all()) == [second, first]


def test_no_one_dismisses_without_a_name() -> None:
    read()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contradiction.objects.update(dismissed_at=timezone.now())
