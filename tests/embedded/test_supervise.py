"""`make run` in a folder of its own, refused before it touches anything."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck import locks

Supervise = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def supervise(tmp_path: Path) -> Supervise:
    def run(**environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "factcheck.supervise"],
            env={**os.environ, "VAR_DIR": str(tmp_path / "var"), **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def test_a_second_run_in_the_same_folder_says_so_and_touches_nothing(supervise: Supervise, tmp_path: Path) -> None:
    with locks.take(tmp_path / "var" / "run.lock") as lock:  # type: ignore[union-attr]
        json.dump({"pid": 4711, "site": "http://127.0.0.1:8123"}, lock)
        lock.flush()
        second = supervise(PORT="8124")
    assert second.returncode == 1
    assert "already runs in this folder (process 4711, http://127.0.0.1:8123/)" in second.stderr
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["run.lock"]


def test_a_port_in_use_is_named_with_the_way_out(supervise: Supervise, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        refused = supervise(PORT=str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "PORT=8123 make run" in refused.stderr
    assert not (tmp_path / "var" / "services.json").exists()


def test_a_port_that_is_no_number_is_refused_in_a_sentence(supervise: Supervise) -> None:
    refused = supervise(PORT="http")
    assert refused.returncode == 1
    assert "PORT is 'http'" in refused.stderr
