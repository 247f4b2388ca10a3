"""Beside web, worker and beat: says when all is ready, loads the sample once, mends the embedded servers.

`python -m factcheck.attend postgres valkey` names the embedded servers to look after.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

from factcheck import embedded, locks
from factcheck.embedded.services import dead
from factcheck.keep import GRACE_SECONDS, die_with_parent
from factcheck.where import CHILDREN_LOCK, RUN_LOCK, SITE, VAR

READY = f"""
  Factcheck is ready. Stop it with Ctrl-C.

    Site          {SITE}/
    Admin         {SITE}/admin/
    API           {SITE}/api/v1/
    API docs      {SITE}/api/v1/docs/
    Logins, keys  {VAR / "credentials.json"}
"""
MEND_SECONDS = 2.0
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Attendant:
    def __init__(self, parts: list[str]) -> None:
        self.parts, self.stopping, self.parent = parts, False, os.getppid()
        self.next_look = 0.0

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> None:
        if self._wait(lambda: _answers("/healthz")):
            say(READY)
        self._wait(lambda: _answers("/readyz"), seconds=60, every=3)  # each "not yet" is a line in web's log
        self._load_sample()
        self._wait(lambda: False)
        if os.getppid() != self.parent:
            _stop_servers()

    def _wait(self, done: Callable[[], bool], seconds: float = float("inf"), every: float = 0.3) -> bool:
        """Until done, told to stop, or out of time; meanwhile the servers are looked after."""
        deadline, look = time.monotonic() + seconds, 0.0
        while not self.stopping and time.monotonic() < deadline:
            if time.monotonic() >= look:
                if done():
                    return True
                look = time.monotonic() + every
            self._mend()
            time.sleep(0.2)
        return False

    def _load_sample(self) -> None:
        if self.stopping:
            return
        command = [sys.executable, "manage.py", "load_sample"]
        with subprocess.Popen(command, preexec_fn=die_with_parent) as sample:
            if not self._wait(lambda: sample.poll() is not None):
                sample.kill()
            elif sample.returncode != 0:
                say(
                    f"The sample was not loaded (exit code {sample.returncode}); the rest runs on. "
                    "Try again with `.venv/bin/python manage.py load_sample`."
                )

    def _mend(self) -> None:
        if time.monotonic() < self.next_look:
            return
        self.next_look = time.monotonic() + MEND_SECONDS
        try:
            if self.parts and (gone := dead(VAR, self.parts)):
                self._start_again(gone)
        except embedded.EmbeddedError as error:
            say(str(error))
            self.next_look += 15

    def _start_again(self, gone: list[str]) -> None:
        say(f"{' and '.join(gone)} ended unexpectedly; starting again.")
        services = embedded.start(VAR, self.parts, say)
        addresses = {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
        if any(url and os.environ.get(name) != url for name, url in addresses.items()):
            say("Its port was taken meanwhile, so the others can't find it: stop and `make run` again.")


def say(text: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(text, flush=True)


def _answers(path: str) -> bool:
    with contextlib.suppress(OSError), _direct.open(SITE + path, timeout=5) as response:
        return bool(response.status == 200)
    return False


def _stop_servers() -> None:
    """The supervisor was killed: once web and worker have ended, end the servers, unless a new one runs."""
    with contextlib.ExitStack() as stack:
        for lock, seconds in ((CHILDREN_LOCK, GRACE_SECONDS + 20.0), (RUN_LOCK, 0.0)):
            file = locks.take(lock, seconds=seconds)
            if file is None:
                return
            stack.enter_context(file)
        embedded.stop(VAR)


def main() -> None:
    attendant = Attendant(sys.argv[1:])
    signal.signal(signal.SIGTERM, attendant.stop)
    signal.signal(signal.SIGINT, attendant.stop)
    die_with_parent(signal.SIGTERM)
    attendant.run()


if __name__ == "__main__":
    main()
