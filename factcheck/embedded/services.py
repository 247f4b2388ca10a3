"""Start, stop and find both servers of one root folder."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from factcheck.embedded import postgres, state, valkey
from factcheck.embedded.state import BOTH, POSTGRES, VALKEY, EmbeddedError, Services, State


def start(root: Path, parts: Sequence[str] = BOTH, say: Callable[[str], None] = print) -> Services:
    """Make sure that the servers run; those that run already are used as they are."""
    root = _made(root)
    with _one_at_a_time(root):
        known = state.load(root)
        try:
            if POSTGRES in parts:
                postgres.start(root, known, say)
            if VALKEY in parts:
                valkey.start(root, known)
        finally:
            state.save(root, known)
    return known.services()


def stop(root: Path) -> None:
    """End whatever runs here, also what a killed supervisor left; data and passwords stay."""
    root = root.resolve()
    if not root.is_dir():
        return
    with _one_at_a_time(root):
        known = state.load(root)
        try:
            valkey.stop(root, known)
            postgres.stop(root, known)
        finally:
            state.save(root, known)


def running(root: Path) -> Services | None:
    """Where the servers answer now; None if none was started or one of them is gone."""
    root = root.resolve()
    known = state.load(root)
    return known.services() if known.pids and not _dead(root, known) else None


def dead(root: Path, parts: Sequence[str]) -> list[str]:
    """Which of the servers should run and do not."""
    root = root.resolve()
    known = state.load(root)
    return [part for part in parts if part not in known.pids] + _dead(root, known)


def _dead(root: Path, known: State) -> list[str]:
    alive = {POSTGRES: postgres.alive, VALKEY: valkey.alive}
    return [part for part in known.pids if not alive[part](root, known)]


def _made(root: Path) -> Path:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"{root} can't be made ({error.strerror}); it holds the servers' data.") from None
    if not os.access(root, os.W_OK | os.X_OK):
        raise EmbeddedError(f"{root} belongs to another user; run this as that user, or in your own clone.")
    return root.resolve()


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    with os.fdopen(os.open(root / "services.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
