"""PostgreSQL refuses to run as root: then it runs as an account without rights that is there already."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.embedded.state import EmbeddedError

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int

    def owns(self, path: Path) -> bool:
        return path.stat().st_uid == self.uid

    def can_run(self, *argv: str | Path) -> bool:
        """Really tried, since parents' modes, access lists and mount options all have a say."""
        try:
            return run(argv, self).returncode == 0
        except OSError:
            return False

    def can_enter(self, folder: Path) -> bool:
        return self.can_run("/usr/bin/env", "test", "-x", folder)


def for_postgres(data: Path) -> Account | None:
    """None: as ourselves. As root: whoever owns the data already, else the first account there is."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    for name in CANDIDATES:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise EmbeddedError(
        "PostgreSQL refuses to run as root, and there is no account 'postgres' or 'nobody' to run it as. "
        "Run this as an ordinary user, or set DATABASE_URL to a server of your own."
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def options(account: Account | None) -> dict[str, Any]:
    """For subprocess: whose rights, and neither our folder nor our PG* variables."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    whose = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    return {"cwd": "/", "env": environment, **whose}


def run(argv: Sequence[str | Path], account: Account | None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, input=stdin, capture_output=True, text=True, errors="replace", **options(account))
