"""Where `make run` keeps its files and serves its site; read before there are settings."""

import os
from pathlib import Path

CLONE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR") or CLONE / "var").absolute()
RUN_LOCK = VAR / "run.lock"
CHILDREN_LOCK = VAR / "children.lock"
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
# What a browser on this machine asks for, whichever addresses we listen on.
SITE = f"http://{'127.0.0.1' if HOST in ('0.0.0.0', '::') else HOST}:{PORT}"  # noqa: S104
