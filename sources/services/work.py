"""Carry out durable work exactly once in effect, however often and by however many it is started."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from sources.errors import FactcheckError
from sources.models.work import State, Work

W = TypeVar("W", bound=Work)
SWEEP_LIMIT = 200
LONGEST_ERROR = 2000


def carry_out(model: type[W], pk: object, action: Callable[[W], None]) -> bool:
    """Run `action` on pending work in the transaction that marks it done; False if it is not ours to do.

    A failure is written to the row and raised again. A worker that dies leaves the attempt counted.
    """
    return _attempt(model, pk, lambda: _conclude(model, pk, action))


def carry_out_aside(model: type[W], pk: object, make: Callable[[W], Callable[[W], None]]) -> bool:
    """The same for long work on something beside the database, such as a file: `make` runs outside a transaction.

    What it returns is run in the one that marks the work done. `make` may be started again after a lost worker, so it
    must be able to start anew. Whoever ends the row's pending state meanwhile has called the work off: then False.
    """
    return _attempt(model, pk, lambda: _conclude(model, pk, make(_objects(model).get(pk=pk))))


def take_due(model: type[Work], limit: int = SWEEP_LIMIT) -> Sequence[Any]:
    """Keys of pending work that nobody is doing and whose time has come; it comes again if not done."""
    with transaction.atomic():
        due = _objects(model).filter(state=State.PENDING, due_at__lte=timezone.now()).order_by("due_at")
        keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        _objects(model).filter(pk__in=keys).update(due_at=soon())
    return keys


def retry_failed(model: type[Work]) -> int:
    """Make work that was given up pending anew, due now; its error stays until it succeeds. How much there was."""
    return due_again(_objects(model).filter(state=State.FAILED))


def due_again(rows: models.QuerySet[W], **changes: Any) -> int:
    """Make work that was done or given up pending anew, due now. How much there was."""
    return rows.update(state=State.PENDING, attempts=0, due_at=timezone.now(), finished_at=None, **changes)


def soon() -> datetime:
    """When the sweep sends out work whose message was lost; the message itself goes out at once."""
    return timezone.now() + timedelta(seconds=settings.NUDGE_AGAIN_SECONDS)


def _attempt(model: type[W], pk: object, act: Callable[[], bool]) -> bool:
    with alone(model, pk) as is_alone:
        if not is_alone or not _begin(model, pk):
            return False
        try:
            return act()
        except Exception as error:
            _record_failure(model, pk, error)
            raise


def _conclude(model: type[W], pk: object, action: Callable[[W], None]) -> bool:
    with transaction.atomic():
        work = _lock(model, pk)
        if work is None:
            return False
        action(work)
        _finish(work, State.DONE)
    return True


@contextmanager
def alone(model: type[models.Model], pk: object) -> Iterator[bool]:
    """Whether this session is the only one at it; PostgreSQL lets go when the session ends, however it ends.

    The row's lock can't say so: it is free for a moment after the attempt is counted, and a second delivery
    would then count, and in the end give up, work that somebody is just beginning.
    """
    key = f"{model._meta.db_table} {pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def _begin(model: type[W], pk: object) -> bool:
    """Count the attempt before it starts, so that work which kills its worker is given up in the end."""
    with transaction.atomic():
        work = _lock(model, pk)
        if work is None or _waits(work):
            return False
        if work.attempts >= settings.WORK_ATTEMPTS:
            work.error = work.error or f"Its worker was lost {work.attempts} times; it is not tried again."
            _finish(work, State.FAILED)
            return False
        work.attempts += 1
        work.due_at, work.finished_at = soon(), None
        work.save(update_fields=["attempts", "due_at", "finished_at"])
    return True


def _waits(work: Work) -> bool:
    """Whether its last attempt failed a short time ago; one that lost its worker did not finish, and need not wait.

    `due_at` can't say so: the sweep has moved it on when its message arrives.
    """
    if not work.error or work.finished_at is None:
        return False
    return timezone.now() < work.finished_at + _pause(work)


def _pause(work: Work) -> timedelta:
    """After a failure, twice as long each time."""
    return timedelta(seconds=settings.NUDGE_AGAIN_SECONDS * 2 ** max(work.attempts - 1, 0))


def _lock(model: type[W], pk: object) -> W | None:
    rows: models.QuerySet[W] = _objects(model).filter(pk=pk, state=State.PENDING)
    return rows.select_for_update(skip_locked=True, of=("self",)).first()


def _finish(work: Work, state: State) -> None:
    work.state, work.finished_at = state, timezone.now()
    if state == State.DONE:
        work.error = ""
    work.save()


def _record_failure(model: type[W], pk: object, error: Exception) -> None:
    with transaction.atomic():
        work = _lock(model, pk)
        if work is None:
            return
        work.error = _told(error)
        if isinstance(error, FactcheckError) and error.permanent:
            _finish(work, State.FAILED)
            return
        work.finished_at = timezone.now()
        work.due_at = work.finished_at + _pause(work)
        work.save(update_fields=["error", "finished_at", "due_at"])


def _told(error: Exception) -> str:
    """What went wrong, without the characters that no database can keep."""
    told = f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace").decode()
    return told.replace("\0", "\\x00")[:LONGEST_ERROR]


def _objects(model: type[W]) -> "models.Manager[W]":
    manager: models.Manager[W] = model._default_manager
    return manager
