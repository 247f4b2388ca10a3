"""Locks on files under var/: the kernel lets go of them when their holder dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path
from typing import TextIO


def take(path: Path, *, shared: bool = False, seconds: float = 0) -> TextIO | None:
    """The open file that holds the lock until it is closed; None if others still held it after the wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                file.close()
                return None
            time.sleep(0.1)
        else:
            return file
