"""`make run`: PostgreSQL, Valkey, web, worker and beat, started in order and ended in order."""

import json
import multiprocessing
import os
import shlex
import signal
import subprocess
import sys
from typing import Any, TextIO

import honcho.manager
import honcho.process

from factcheck import embedded, locks
from factcheck.attend import say
from factcheck.embedded.process import is_free
from factcheck.embedded.state import POSTGRES, VALKEY
from factcheck.keep import COMMANDS, GRACE_SECONDS, die_with_parent
from factcheck.where import CHILDREN_LOCK, CLONE, HOST, PORT, RUN_LOCK, SITE, VAR

STOPPING = (signal.SIGINT, signal.SIGTERM)
PREPARATION = (
    ("migrate", "--noinput"),
    ("collectstatic", "--noinput", "--verbosity", "0"),
    ("bootstrap",),
)


class Relay(honcho.process.Process):  # type: ignore[misc]
    """Honcho's reader of one process's output; it must not outlive us, nor be ended before us."""

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        die_with_parent()
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        super().run(events, ignore_signals)


class Manager(honcho.manager.Manager):  # type: ignore[misc]
    """Honcho's manager, which can't be told to stop before it knows every process's number."""

    def __init__(self) -> None:
        super().__init__()
        self._process_ctor = Relay

    def loop(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            super().loop()
        finally:
            self._end_what_is_left()

    def _end_what_is_left(self) -> None:
        """Nothing after an orderly end; everything when honcho fails, as when nobody reads its output any more."""
        left = [entry for entry in self._processes.values() if "returncode" not in entry]
        for entry in left:
            if "pid" in entry:
                self._procmgr.terminate(entry["pid"])
        if left and (ended := locks.take(CHILDREN_LOCK, seconds=GRACE_SECONDS + 10)):
            ended.close()
        for entry in left:
            if "process" in entry:
                entry["process"].kill()

    def _start(self) -> None:
        super()._start()
        early = []
        while not self._all_started():
            message = self.events.get()
            if message.type == "start":
                self._processes[message.name]["pid"] = message.data["pid"]
            early.append(message)
        for message in early:
            self.events.put(message)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


def main() -> int:
    for number in STOPPING:
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        with _only_one_here():
            _clear_the_way()
            return _run()
    except embedded.EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


def _only_one_here() -> TextIO:
    lock = locks.take(RUN_LOCK)
    if lock is None:
        raise embedded.EmbeddedError(
            f"Factcheck already runs in this folder{_who_runs()}. Stop that one first, or use another clone."
        )
    lock.truncate()
    json.dump({"pid": os.getpid(), "site": SITE}, lock)
    lock.flush()
    return lock


def _who_runs() -> str:
    try:
        known = json.loads(RUN_LOCK.read_text())
        return f" (process {known['pid']}, {known['site']}/)"
    except (OSError, ValueError, KeyError):
        return ""


def _clear_the_way() -> None:
    """What a killed run left may still be ending; a port in use is never ours to take."""
    leftover = locks.take(CHILDREN_LOCK, seconds=GRACE_SECONDS + 10)
    if leftover is None:
        raise embedded.EmbeddedError("Processes of an earlier run have not ended yet; try again in a moment.")
    leftover.close()
    if not PORT.isdecimal() or not 0 < int(PORT) < 65536:
        raise embedded.EmbeddedError(f"PORT is {PORT!r}; set it to a number from 1 to 65535.")
    if not is_free(int(PORT), HOST):
        raise embedded.EmbeddedError(
            f"{HOST}:{PORT} can't be used; another program has it, or it isn't ours. "
            "Serve on another port: PORT=8123 make run"
        )


def _run() -> int:
    parts = [part for part, name in ((POSTGRES, "DATABASE_URL"), (VALKEY, "REDIS_URL")) if not os.environ.get(name)]
    try:
        if parts:
            _start_embedded(parts)
        _prepare()
        return _serve(parts)
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        if parts:
            embedded.stop(VAR)
            say("Everything has stopped.")


def _start_embedded(parts: list[str]) -> None:
    services = embedded.start(VAR, parts)
    if POSTGRES in parts:
        os.environ["DATABASE_URL"] = services.database_url
        os.environ["DATABASE_OWNER_URL"] = services.database_owner_url
    if VALKEY in parts:
        os.environ["REDIS_URL"] = services.redis_url


def _prepare() -> None:
    (VAR / "beat").mkdir(parents=True, exist_ok=True)
    for command in PREPARATION:
        done = subprocess.run([sys.executable, "manage.py", *command], cwd=CLONE)
        if done.returncode != 0:
            raise embedded.EmbeddedError(
                f"`manage.py {command[0]}` failed (exit code {done.returncode}); what it says stands above."
            )


def _serve(parts: list[str]) -> int:
    """Until told to stop: 0; 1 when one of the keepers itself was killed, which ends the others."""
    honcho.manager.KILL_WAIT = GRACE_SECONDS + 10
    multiprocessing.set_start_method("fork")  # honcho's way; the readers must be our children
    manager = Manager()
    # The owner's login is for migrations alone.
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"}
    environment["PYTHONUNBUFFERED"] = "1"
    modules = {name: ["factcheck.keep", name] for name in COMMANDS} | {"factcheck": ["factcheck.attend", *parts]}
    for name, module in modules.items():
        command = "exec " + shlex.join([sys.executable, "-m", *module])
        manager.add_process(name, command, env=environment, cwd=str(CLONE))
    manager.loop()
    return 0 if manager.returncode in (130, 143) else 1


if __name__ == "__main__":
    sys.exit(main())
