"""Nothing is lost and nothing is done twice: a real worker is killed while it reads and the broker is flushed."""

from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count, F

from claims.models import Appearance, Claim, Evidence, Reading, Recheck
from sources.dispatch import enqueue
from sources.models import Indexing, Passage, Snapshot
from sources.models.work import State
from sources.tasks import index
from tests.factories import make_report
from tests.worker import end, flush_broker, kill, until, worker

REPORTS, SENTENCES = 5, 12


def report_text(number: int) -> str:
    """Sentences that no other report has, so that each must end as one claim of one appearance."""
    first = 1000 + number * SENTENCES
    return " ".join(f"Engineers repaired bridge {first + line} in Orsk in May." for line in range(SENTENCES))


def is_being_read() -> bool:
    """Some reading has begun and its row is locked by whoever reads."""
    begun = Reading.objects.filter(state=State.PENDING, attempts__gte=1)
    with transaction.atomic():
        free = begun.select_for_update(skip_locked=True).values_list("pk", flat=True)
        return begun.count() > len(free)


def nothing_is_pending() -> bool:
    return Reading.objects.filter(state=State.DONE).count() == REPORTS and not any(
        model.objects.filter(state=State.PENDING).exists() for model in (Indexing, Reading, Recheck)
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_reports_survive_a_killed_worker_and_a_flushed_broker_read_once_each(tmp_path: Path) -> None:
    snapshots = [make_report(report_text(number)).snapshot for number in range(REPORTS)]
    with worker(tmp_path, STANCE_ENGINE="null") as first:
        for snapshot in snapshots:
            enqueue(index, snapshot.pk)
        until(is_being_read, "a report is being read")
        kill(first)
    assert Reading.objects.filter(state=State.DONE).count() < REPORTS
    flush_broker()

    with worker(tmp_path, STANCE_ENGINE="null") as second:
        until(nothing_is_pending, "every report is read and checked")
        end(second)

    assert Snapshot.objects.count() == REPORTS
    for model in (Indexing, Reading, Recheck):
        assert not model.objects.exclude(state=State.DONE).exists()
    per_snapshot = Passage.objects.values("snapshot").annotate(number=Count("pk")).values_list("number", flat=True)
    assert list(per_snapshot) == [SENTENCES] * REPORTS
    assert Claim.objects.count() == Appearance.objects.count() == REPORTS * SENTENCES
    assert Recheck.objects.count() == REPORTS + REPORTS * SENTENCES
    assert not Appearance.objects.exclude(passage__text__contains=F("quote")).exists()
    judged = Evidence.objects.values("claim", "passage").annotate(number=Count("pk"))
    assert not judged.filter(number__gt=1).exists()
