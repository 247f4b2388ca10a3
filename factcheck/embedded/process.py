"""Server processes: begin one, know it again by its command line, end it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from factcheck.embedded.account import Account, options
from factcheck.embedded.state import EmbeddedError

LOG_BYTES = 10_000_000
READY = "eady to accept connections"  # both servers say so, with a small r or a capital one


class Server:
    """A server just started, and what it has written to its log since."""

    def __init__(self, argv: Sequence[str | Path], log: Path, account: Account | None, config: str = "") -> None:
        self.log = log
        with _open_log(log) as output:
            self._begin = output.tell()
            # In a session of its own, so that Ctrl-C reaches only whoever looks after it.
            self.process = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **options(account),
            )
        with contextlib.suppress(BrokenPipeError), cast(BinaryIO, self.process.stdin) as stdin:
            stdin.write(config.encode())

    def said(self) -> str:
        with self.log.open("rb") as file:
            file.seek(self._begin)
            return file.read().decode(errors="replace")

    def answers(self, check: Callable[[], bool], seconds: float) -> bool:
        """Wait until it says that it is ready and the check passes; False when it has ended instead.

        It speaks first: until then another process may have the port, and is not to be told a password.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if READY in self.said() and check():
                # It outlives this object on purpose; an open end would be warned of, and collected behind us.
                self.process.returncode = 0
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.05)
        self.process.kill()
        raise EmbeddedError(f"A server did not answer within {seconds:.0f} s; {self.log} says why.")


def _open_log(log: Path) -> BinaryIO:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    file = os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
    file.seek(0, os.SEEK_END)
    return file


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False


def runs(pid: int, folder: Path) -> bool:
    """Whether pid is alive and names the folder as an argument: numbers are used again, folders aren't."""
    if pid <= 1 or ended(pid):
        return False
    return str(folder) in _arguments(pid)


def _arguments(pid: int) -> list[str]:
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="surrogateescape").split("\0")
        return []
    ps = shutil.which("ps") or "/bin/ps"
    return subprocess.run([ps, "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout.split()


def ended(pid: int) -> bool:
    """Gone, or dead and not yet collected by its parent (which may be us)."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    return False


def end(pid: int, signals: Sequence[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn, waiting up to its seconds for the process to go."""
    for number, seconds in signals:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if ended(pid):
                return
            time.sleep(0.05)
    raise EmbeddedError(f"Process {pid} does not end; end it by hand, then try again.")
