"""A process that ends is started again; one that is told to stop takes its children along."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.embedded.process import ended

SCRIPT = """
import signal, sys
from factcheck import keep
keeper = keep.Keeper("sleeper", ["sh", "-c", "echo $$ >> {pids}; sleep 1000 & wait"])
signal.signal(signal.SIGTERM, keeper.stop)
keeper.run()
"""


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited 20 s in vain"
        time.sleep(0.05)


@pytest.fixture
def pids(tmp_path: Path) -> Callable[[], list[int]]:
    def read() -> list[int]:
        path = tmp_path / "pids"
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    return read


def test_a_killed_process_is_started_again_and_stops_when_told(tmp_path: Path, pids: Callable[[], list[int]]) -> None:
    script = SCRIPT.format(pids=tmp_path / "pids")
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as keeper:
        until(lambda: len(pids()) == 1)
        subprocess.run(["kill", "-9", str(pids()[0])], check=True)
        until(lambda: len(pids()) == 2)
        keeper.send_signal(signal.SIGTERM)
        output, _ = keeper.communicate(timeout=30)
    assert keeper.returncode == 0
    assert "sleeper was killed by signal 9; starting it again" in output
    assert all(ended(pid) for pid in pids())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells children of a parent's death")
def test_a_killed_keeper_takes_its_process_along(tmp_path: Path, pids: Callable[[], list[int]]) -> None:
    script = SCRIPT.format(pids=tmp_path / "pids")
    with subprocess.Popen([sys.executable, "-c", script]) as keeper:
        until(lambda: len(pids()) == 1)
        keeper.kill()
    until(lambda: ended(pids()[0]))
