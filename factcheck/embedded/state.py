"""What is remembered between runs: ports and passwords, in services.json, which only its owner can read."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

POSTGRES, VALKEY = "postgres", "valkey"
BOTH = (POSTGRES, VALKEY)
OWNER, APP = "factcheck_owner", "factcheck_app"
DATABASE = "factcheck"


class EmbeddedError(Exception):
    """An embedded server can't be started or stopped; the message says what to do."""


@dataclass(frozen=True)
class Services:
    """Where the servers answer; an address is empty where its server was not asked for."""

    database_url: str
    database_owner_url: str
    redis_url: str


@dataclass
class State:
    passwords: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    pids: dict[str, int] = field(default_factory=dict)
    cluster: str = ""  # what PostgreSQL's roles and extensions were last brought to
    database_url: str = ""
    database_owner_url: str = ""
    redis_url: str = ""

    def password(self, name: str) -> str:
        return self.passwords.setdefault(name, secrets.token_urlsafe(24))

    def note(self, server: str, pid: int, port: int) -> None:
        self.pids[server], self.ports[server] = pid, port
        if server == POSTGRES:
            self.database_url = self._database_url(APP)
            self.database_owner_url = self._database_url(OWNER)
        else:
            self.redis_url = f"redis://:{self.password(VALKEY)}@127.0.0.1:{port}/0"

    def forget(self, server: str) -> None:
        """The server has stopped; its port is kept, to be tried first next time."""
        self.pids.pop(server, None)
        if server == POSTGRES:
            self.database_url = self.database_owner_url = ""
        else:
            self.redis_url = ""

    def services(self) -> Services:
        return Services(self.database_url, self.database_owner_url, self.redis_url)

    def _database_url(self, role: str) -> str:
        return f"postgresql://{role}:{self.password(role)}@127.0.0.1:{self.ports[POSTGRES]}/{DATABASE}"


def load(root: Path) -> State:
    """The state as last saved; a fresh one where there is none, or where a crash left half of one."""
    try:
        return State(**json.loads((root / "services.json").read_text()))
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return State()
    except PermissionError:
        raise EmbeddedError(
            f"{root}/services.json belongs to another user; run this as the user that started the servers."
        ) from None


def save(root: Path, state: State) -> None:
    draft = root / "services.json.new"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(state), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / "services.json")
