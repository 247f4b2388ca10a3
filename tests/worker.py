"""A real Celery worker with beat, in a process group of its own, on the test database and broker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def until(true: Callable[[], bool], what: str, seconds: float = 240) -> None:
    """Poll until it holds; fails with what was waited for."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain until {what}"
        time.sleep(0.02)


def database_url() -> str:
    """The test database, as the running role reaches it."""
    options = connection.settings_dict
    login = f"{options['USER']}:{options['PASSWORD']}@" if options["PASSWORD"] else f"{options['USER']}@"
    return f"postgresql://{login}{options['HOST']}:{options['PORT']}/{options['NAME']}"


@contextmanager
def worker(folder: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Runs until the block ends; a test may end it earlier with `kill`."""
    command = [sys.executable, "-m", "celery", "-A", "factcheck", "worker", "--concurrency", "2"]
    command += ["--beat", "--schedule", str(folder / "schedule")]
    surroundings = os.environ | {
        "DATABASE_URL": database_url(),
        "DATABASE_OWNER_URL": database_url(),  # a worker never acts as the owner
        "SWEEP_SECONDS": "1",
        "NUDGE_AGAIN_SECONDS": "2",
    }
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings | environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        end(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9 for the worker and all its children at once, as when the machine loses power."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        kill(process)


def flush_broker() -> int:
    """Forget every message and key of this test run; how many there were."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    keys = list(client.scan_iter(match=f"{settings.REDIS_KEY_PREFIX}*"))
    if keys:
        client.delete(*keys)
    client.close()
    return len(keys)
