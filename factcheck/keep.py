"""Keep one process of `make run` going: `python -m factcheck.keep worker`.

Honcho ends everything when one process ends; this stands between, and starts it again.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from types import FrameType

from billiard.util import set_pdeathsig  # type: ignore[attr-defined]

from factcheck import locks
from factcheck.where import CHILDREN_LOCK, HOST, PORT, VAR

GRACE_SECONDS = 20  # what a Celery worker gets to finish the task in hand
STEADY_SECONDS = 60
LONGEST_PAUSE = 30.0
CELERY = [sys.executable, "-m", "celery", "-q", "-A", "factcheck"]
COMMANDS = {
    "web": [
        *(sys.executable, "-m", "uvicorn", "factcheck.asgi:application", "--host", HOST, "--port", PORT),
        # Streams are cut after a while; requests are logged by the application, with their ids.
        *("--timeout-graceful-shutdown", "5", "--lifespan", "off", "--no-access-log"),
    ],
    "worker": [*CELERY, "worker", "--concurrency", os.environ.get("WORKER_CONCURRENCY") or "2"],
    "beat": [*CELERY, "beat", "--schedule", str(VAR / "beat" / "schedule"), "--pidfile="],
}


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Where the kernel offers it (Linux): get this signal when the parent dies, even by kill -9."""
    with contextlib.suppress(OSError):
        set_pdeathsig(number)


class Keeper:
    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command, self.stopping = name, command, False

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> None:
        pause = 0.5
        while not self.stopping:
            began = time.monotonic()
            child = self._start()
            self._watch(child)
            if self.stopping:
                return
            pause = 1.0 if time.monotonic() - began > STEADY_SECONDS else min(pause * 2, LONGEST_PAUSE)
            print(f"{self.name} {_how(child.returncode)}; starting it again in {pause:.0f} s.", flush=True)
            self._sleep(pause)

    def _start(self) -> "subprocess.Popen[bytes]":
        # In a session of its own: a signal for the whole group would hit the pool of a Celery worker,
        # whose main process is the one to tell.
        return subprocess.Popen(self.command, start_new_session=True, preexec_fn=die_with_parent)

    def _watch(self, child: "subprocess.Popen[bytes]") -> None:
        while child.poll() is None and not self.stopping:
            time.sleep(0.2)
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)  # and whatever it has left behind
        child.wait()

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.stopping:
            time.sleep(0.1)


def _how(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended by itself (exit code {code})"


def main() -> None:
    keeper = Keeper(sys.argv[1], COMMANDS[sys.argv[1]])
    signal.signal(signal.SIGTERM, keeper.stop)
    signal.signal(signal.SIGINT, keeper.stop)
    die_with_parent(signal.SIGTERM)
    # Held while the child lives, so that a later `make run` can wait for what a killed one left.
    with locks.take(CHILDREN_LOCK, shared=True, seconds=60) or sys.exit("Another run is still ending."):
        keeper.run()


if __name__ == "__main__":
    main()
