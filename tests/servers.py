"""A pytest plugin that starts real servers, on import, before Django reads its settings; pyproject's addopts load it.

Servers given by DATABASE_URL and REDIS_URL are used instead; all keys then carry a prefix of their own.
"""

import atexit
import fcntl
import os
from pathlib import Path

from factcheck.embedded import start, stop

ROOT = Path(__file__).resolve().parent.parent / "var" / "test"


def _only_one_run() -> None:
    ROOT.mkdir(parents=True, exist_ok=True)
    lock = (ROOT / "pytest.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit("The tests are already running in this folder; wait for them to end.") from None
    atexit.register(lock.close)


os.environ["VAR_DIR"] = str(ROOT)
(ROOT / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
os.environ["REDIS_KEY_PREFIX"] = f"factcheck-test-{os.getpid()}:"
if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    _only_one_run()
    _services = start(ROOT)
    atexit.register(stop, ROOT)
    os.environ.setdefault("DATABASE_URL", _services.database_url)
    if os.environ["DATABASE_URL"] == _services.database_url:
        os.environ["DATABASE_OWNER_URL"] = _services.database_owner_url
    os.environ.setdefault("REDIS_URL", _services.redis_url)
