"""A real web server in a process of its own, on the test database."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.worker import ROOT, database_url, until


@dataclass(frozen=True, slots=True)
class Web:
    process: subprocess.Popen[bytes]
    url: str

    def is_up(self) -> bool:
        assert self.process.poll() is None, "the server ended by itself"
        try:
            return httpx.get(f"{self.url}/healthz").status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def web(folder: Path, **environment: str) -> Iterator[Web]:
    """Serves as `make run` does, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "factcheck.asgi:application", "--port", str(port)]
    command += ["--timeout-graceful-shutdown", "5", "--lifespan", "off", "--no-access-log"]
    surroundings = {"DATABASE_URL": database_url(), "DATABASE_OWNER_URL": database_url(), "ANONYMOUS_RATE": "9999/min"}
    surroundings |= environment
    with (folder / "web.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | surroundings, stdout=log, stderr=log)
    served = Web(process, f"http://127.0.0.1:{port}")
    try:
        until(served.is_up, "the server answers", 60)
        yield served
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
