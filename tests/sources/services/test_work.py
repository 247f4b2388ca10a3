"""Durable work: done once in effect, given up in the end, never lost on the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Event
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from sources.errors import FactcheckError
from sources.models import Indexing, Passage, Snapshot
from sources.models.work import State
from sources.services import index_snapshot as indexing_service
from sources.services.index_snapshot import index_snapshot
from sources.services.work import carry_out, take_due
from sources.signals import snapshot_ready
from tests.factories import EMBEDDER, make_report


@pytest.fixture
def work(db: None) -> Indexing:
    """One indexing that is to be done."""
    return Indexing.objects.get(snapshot=make_report().snapshot)


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows an indexing is not the subject here."""
    monkeypatch.setattr(snapshot_ready, "receivers", [])
    snapshot_ready.sender_receivers_cache.clear()


def at_once(number: int, action: Callable[[], Any]) -> list[Any]:
    """The results of `action` in as many threads, all let go at the same moment."""
    barrier = Barrier(number)

    def run(_: int) -> Any:
        try:
            barrier.wait()
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def let_time_pass(seconds: int = 86_400) -> None:
    """By default all that waits has waited long enough."""
    Indexing.objects.update(due_at=timezone.now(), finished_at=F("finished_at") - timedelta(seconds=seconds))


def succeed(_: Indexing) -> None:
    pass


class PowerCut(BaseException):
    """Nothing after it runs, as when the process is killed."""


def die(_: Indexing) -> None:
    raise PowerCut


def fail_with(error: Exception) -> Callable[[Indexing], None]:
    def action(_: Indexing) -> None:
        raise error

    return action


# --- carry out -------------------------------------------------------------------------------------


def test_work_is_done_and_says_when(work: Indexing) -> None:
    assert carry_out(Indexing, work.pk, succeed)
    work.refresh_from_db()
    assert (work.state, work.attempts, work.error) == (State.DONE, 1, "")
    assert work.finished_at


def test_what_is_done_or_unknown_is_not_done_again(work: Indexing) -> None:
    carry_out(Indexing, work.pk, succeed)
    assert not carry_out(Indexing, work.pk, fail_with(AssertionError("done twice")))
    assert not carry_out(Indexing, "019a0000-0000-7000-8000-000000000000", succeed)


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_do_it_once_and_count_one_attempt() -> None:
    work = Indexing.objects.get(snapshot=make_report().snapshot)
    done: list[str] = []

    def action(_: Indexing) -> None:
        done.append("once")
        Event().wait(0.2)

    results = at_once(8, lambda: carry_out(Indexing, work.pk, action))
    assert (sorted(results), done) == ([False] * 7 + [True], ["once"])
    work.refresh_from_db()
    assert (work.state, work.attempts) == (State.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_a_second_delivery_never_gives_up_the_last_attempt_while_it_begins(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between counting an attempt and locking the row for it, the row is free for a moment."""
    from sources.services import work as module

    work = Indexing.objects.get(snapshot=make_report().snapshot)
    Indexing.objects.update(attempts=settings.WORK_ATTEMPTS - 1)
    begin = module._begin

    def begin_and_be_overtaken(model: Any, pk: object) -> bool:
        monkeypatch.setattr(module, "_begin", begin)
        is_ours = begin(model, pk)
        assert at_once(1, lambda: carry_out(Indexing, work.pk, succeed)) == [False]
        return is_ours

    monkeypatch.setattr(module, "_begin", begin_and_be_overtaken)
    assert carry_out(Indexing, work.pk, succeed)
    work.refresh_from_db()
    assert work.state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_another_worker_can_go_on_after_one_has_failed_or_succeeded() -> None:
    """Whatever the first one held, it let go."""
    work = Indexing.objects.get(snapshot=make_report().snapshot)
    with pytest.raises(OSError, match="disk"):
        carry_out(Indexing, work.pk, fail_with(OSError("disk")))
    let_time_pass()
    assert at_once(1, lambda: carry_out(Indexing, work.pk, succeed)) == [True]


def test_what_a_failing_action_wrote_is_undone_and_it_comes_again_later(work: Indexing, settings: Any) -> None:
    settings.NUDGE_AGAIN_SECONDS = 60

    def write_and_fail(indexing: Indexing) -> None:
        Snapshot.objects.create(report=indexing.snapshot.report, text="half done", sha256="0" * 64)
        raise OSError("the disk is full")

    for attempt, wait in ((1, 60), (2, 120), (3, 240)):
        with pytest.raises(OSError, match="disk is full"):
            carry_out(Indexing, work.pk, write_and_fail)
        work.refresh_from_db()
        assert (work.state, work.attempts) == (State.PENDING, attempt)
        assert work.error == "OSError: the disk is full"
        assert timedelta(seconds=wait - 5) < work.due_at - timezone.now() <= timedelta(seconds=wait)
        let_time_pass()
    assert Snapshot.objects.count() == 1


def test_work_that_succeeds_after_a_failure_is_done(work: Indexing) -> None:
    with pytest.raises(OSError, match="disk"):
        carry_out(Indexing, work.pk, fail_with(OSError("disk")))
    let_time_pass()
    assert carry_out(Indexing, work.pk, succeed)
    work.refresh_from_db()
    assert (work.state, work.attempts, work.error) == (State.DONE, 2, "")


def test_work_that_failed_is_not_done_again_before_its_time_however_often_it_is_delivered(
    work: Indexing, settings: Any
) -> None:
    settings.NUDGE_AGAIN_SECONDS = 60
    with pytest.raises(OSError, match="disk"):
        carry_out(Indexing, work.pk, fail_with(OSError("disk")))
    for _ in range(settings.WORK_ATTEMPTS):
        assert not carry_out(Indexing, work.pk, fail_with(AssertionError("done too early")))
    work.refresh_from_db()
    assert (work.state, work.attempts, work.error) == (State.PENDING, 1, "OSError: disk")


def test_work_that_failed_is_done_when_the_sweep_sends_it_out(work: Indexing) -> None:
    with pytest.raises(OSError, match="disk"):
        carry_out(Indexing, work.pk, fail_with(OSError("disk")))
    assert list(take_due(Indexing)) == []
    let_time_pass()
    assert list(take_due(Indexing)) == [work.pk]
    assert carry_out(Indexing, work.pk, succeed)


def test_work_that_lost_its_worker_is_done_at_once_even_if_it_failed_before(work: Indexing, settings: Any) -> None:
    settings.NUDGE_AGAIN_SECONDS = 60
    with pytest.raises(OSError, match="disk"):
        carry_out(Indexing, work.pk, fail_with(OSError("disk")))
    let_time_pass(seconds=61)  # enough after the first failure, and too little if there had been a second
    with pytest.raises(PowerCut):
        carry_out(Indexing, work.pk, die)
    assert carry_out(Indexing, work.pk, succeed)


@pytest.mark.parametrize("told", ["page a\0b", "half \ud83d", "x" * 5000, ""])
def test_a_failure_is_written_down_whatever_its_message(work: Indexing, told: str) -> None:
    with pytest.raises(RuntimeError):
        carry_out(Indexing, work.pk, fail_with(RuntimeError(told)))
    work.refresh_from_db()
    assert work.error.startswith("RuntimeError: " + told[:4])
    assert len(work.error) <= 2000
    assert work.state == State.PENDING


def test_a_broken_statement_in_the_database_is_a_failure_like_any_other(work: Indexing) -> None:
    def action(_: Indexing) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    with pytest.raises(Exception, match="division by zero"):
        carry_out(Indexing, work.pk, action)
    work.refresh_from_db()
    assert "division by zero" in work.error


def test_a_permanent_failure_ends_it_at_once(work: Indexing) -> None:
    with pytest.raises(FactcheckError):
        carry_out(Indexing, work.pk, fail_with(FactcheckError("It can't be read.")))
    work.refresh_from_db()
    assert (work.state, work.error) == (State.FAILED, "FactcheckError: It can't be read.")
    assert work.finished_at
    assert not carry_out(Indexing, work.pk, succeed)


def test_a_foreseen_failure_that_passes_is_tried_again(work: Indexing) -> None:
    class Passing(FactcheckError):
        permanent = False

    with pytest.raises(Passing):
        carry_out(Indexing, work.pk, fail_with(Passing("Busy.")))
    work.refresh_from_db()
    assert work.state == State.PENDING


def test_work_that_keeps_losing_its_worker_is_given_up_with_a_sentence(work: Indexing, settings: Any) -> None:
    for attempt in range(1, settings.WORK_ATTEMPTS + 1):
        with pytest.raises(PowerCut):
            carry_out(Indexing, work.pk, die)
        work.refresh_from_db()
        assert (work.state, work.attempts, work.error) == (State.PENDING, attempt, "")
    assert not carry_out(Indexing, work.pk, die)
    work.refresh_from_db()
    assert work.state == State.FAILED
    assert work.error == f"Its worker was lost {settings.WORK_ATTEMPTS} times; it is not tried again."


def test_work_that_keeps_failing_is_given_up_with_its_last_error(work: Indexing, settings: Any) -> None:
    for attempt in range(settings.WORK_ATTEMPTS):
        with pytest.raises(OSError, match="disk"):
            carry_out(Indexing, work.pk, fail_with(OSError(f"disk {attempt}")))
        let_time_pass()
    assert not carry_out(Indexing, work.pk, succeed)
    work.refresh_from_db()
    assert (work.state, work.error) == (State.FAILED, f"OSError: disk {settings.WORK_ATTEMPTS - 1}")


# --- take what is due ------------------------------------------------------------------------------


def make_due(number: int) -> list[UUID]:
    """Keys of work whose time has come, longest due first."""
    keys = [make_report(f"Report {n}.").snapshot.pk for n in range(number)]
    for age, key in enumerate(keys):
        Indexing.objects.filter(pk=key).update(due_at=timezone.now() - timedelta(hours=number - age))
    return keys


@pytest.mark.django_db
def test_what_is_due_is_taken_once_until_its_time_comes_again(settings: Any) -> None:
    settings.NUDGE_AGAIN_SECONDS = 60
    keys = make_due(3)
    later = make_report("Not yet.").snapshot.pk
    assert list(take_due(Indexing)) == keys
    assert list(take_due(Indexing)) == []
    Indexing.objects.filter(pk=keys[1]).update(due_at=timezone.now())
    assert list(take_due(Indexing)) == [keys[1]]
    assert Indexing.objects.get(pk=later).state == State.PENDING


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_what_has_ended_is_never_due(state: State) -> None:
    make_due(2)
    Indexing.objects.update(state=state)
    assert list(take_due(Indexing)) == []


@pytest.mark.django_db
def test_a_sweep_takes_a_bounded_number_the_longest_due_first() -> None:
    keys = make_due(5)
    assert list(take_due(Indexing, limit=2)) == keys[:2]
    assert list(take_due(Indexing, limit=2)) == keys[2:4]


@pytest.mark.django_db(transaction=True)
def test_what_somebody_is_doing_is_left_to_them() -> None:
    keys = make_due(3)
    with transaction.atomic():
        Indexing.objects.select_for_update().get(pk=keys[0])
        assert at_once(1, lambda: list(take_due(Indexing))) == [keys[1:]]
    assert list(take_due(Indexing)) == keys[:1]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_share_the_work_between_them() -> None:
    keys = make_due(40)
    taken = [key for keys_of_one in at_once(4, lambda: list(take_due(Indexing))) for key in keys_of_one]
    assert sorted(map(str, taken)) == sorted(map(str, keys))


# --- indexing --------------------------------------------------------------------------------------


def test_a_second_indexing_writes_nothing(work: Indexing) -> None:
    assert index_snapshot(work.pk, EMBEDDER)
    before = list(Passage.objects.values_list("pk", "text"))
    assert not index_snapshot(work.pk, EMBEDDER)
    assert list(Passage.objects.values_list("pk", "text")) == before != []


def test_readers_hear_of_a_snapshot_in_the_transaction_that_indexed_it(
    work: Indexing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(sender: object, snapshot_id: UUID, **_: Any) -> None:
        assert Passage.objects.filter(snapshot=snapshot_id).exists()
        raise OSError("no reading could be planned")

    snapshot_ready.connect(refuse)
    with pytest.raises(OSError, match="planned"):
        index_snapshot(work.pk, EMBEDDER)
    assert not Passage.objects.exists()
    assert Indexing.objects.get().state == State.PENDING


def test_a_long_report_is_written_in_batches(work: Indexing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing_service, "BATCH", 2)
    long = make_report("\n\n".join(f"Bridge {n} was closed." for n in range(7))).snapshot
    assert index_snapshot(long.pk, EMBEDDER)
    assert list(long.passages.values_list("position", flat=True)) == list(range(7))


@pytest.mark.django_db
@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("é\u0301\r\n. \ufeff😀"), max_size=200
    )
)
@effort(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_a_passage_is_its_snapshot_s_text_from_start_to_end(text: str) -> None:
    with transaction.atomic():
        snapshot = make_report("Start. " + text).snapshot
        assert index_snapshot(snapshot.pk, EMBEDDER)
        passages = list(snapshot.passages.all())
        assert [passage.text for passage in passages] == [snapshot.text[p.start : p.end] for p in passages]
        assert [passage.position for passage in passages] == list(range(len(passages)))
        assert all(before.end <= after.start for before, after in pairwise(passages))
        assert {passage.embedded_by for passage in passages} == {EMBEDDER.name}
