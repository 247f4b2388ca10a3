"""One PostgreSQL server for one root folder, on a loopback port."""

import contextlib
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from factcheck.embedded import bootstrap, place, process
from factcheck.embedded.place import Place
from factcheck.embedded.state import POSTGRES, EmbeddedError, State

ATTEMPTS = 10
START_SECONDS = 120  # replaying the log after a crash takes its time
# Fast shutdown; then immediate, which the next start recovers from; then by force.
STOP = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a path in a deep clone may be longer than a socket's may be
    "max_connections": "100",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def start(root: Path, state: State, say: Callable[[str], None]) -> None:
    """Leave a server running and noted in the state: the one that runs already, or a new one."""
    where = place.prepare(root, say)
    if pid := _leftover(where.data):
        if answers(state):
            state.note(POSTGRES, pid, state.ports[POSTGRES])
            return
        process.end(pid, STOP)
    _clear_stale_lock(where.data)
    bootstrap.ensure_cluster(where, state)
    _serve(where, state, root / "log" / "postgres.log")


def stop(root: Path, state: State) -> None:
    if pid := _leftover(place.find(root).data):
        process.end(pid, STOP)
    state.forget(POSTGRES)


def alive(root: Path, state: State) -> bool:
    pid, port = state.pids.get(POSTGRES), state.ports.get(POSTGRES)
    return bool(pid and port and process.runs(pid, place.find(root).data) and process.listens(port))


def answers(state: State) -> bool:
    if not state.ports.get(POSTGRES) or not state.database_owner_url:
        return False
    try:
        psycopg.connect(state.database_owner_url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return "too many clients" in str(error) or "remaining connection slots" in str(error)
    return True


def _serve(where: Place, state: State, log: Path) -> None:
    """A port that another process takes first is exchanged for the next."""
    for _ in range(ATTEMPTS):
        port = state.ports.get(POSTGRES, 0)
        if not port or not process.is_free(port):
            port = process.free_port()
        server = process.Server(_command(where, port), log, where.account)
        state.note(POSTGRES, server.process.pid, port)
        if server.answers(lambda: answers(state), START_SECONDS):
            return
        _react(server.said(), log, state)
    raise EmbeddedError(f"PostgreSQL did not start after {ATTEMPTS} attempts; {log} says why.")


def _command(where: Place, port: int) -> list[str | Path]:
    settings = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items()]
    return [where.program("postgres"), "-D", str(where.data), *settings]


def _react(said: str, log: Path, state: State) -> None:
    """Another port, a moment's wait, or give up: as the server's last words ask."""
    if "could not bind" in said or "could not create any TCP/IP sockets" in said:
        state.ports.pop(POSTGRES)
    elif "is still in use" in said:
        time.sleep(0.5)  # processes of a killed server are on their way out
    else:
        raise EmbeddedError(f"PostgreSQL did not start; it says (all of it is in {log}):\n{said[-2000:]}")


def _leftover(data: Path) -> int | None:
    """The server that runs on these data, whoever started it."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        return pid if process.runs(pid, data) else None
    return None


def _clear_stale_lock(data: Path) -> None:
    """After a crash the number in it may belong to any process of ours, which PostgreSQL would respect."""
    with contextlib.suppress(FileNotFoundError):
        (data / "postmaster.pid").unlink()
