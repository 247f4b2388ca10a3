"""A new PostgreSQL cluster: two roles, one database, our extensions.

Done in single-user mode, which asks for no password and opens no port: nobody can log in as superuser.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from factcheck.embedded.account import run
from factcheck.embedded.place import Place
from factcheck.embedded.state import APP, DATABASE, OWNER, EmbeddedError, State

EXTENSIONS = ("vector", "pg_trgm", "unaccent", "btree_gist")
CREATE_EXTENSIONS = [f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS]
# The same order on every machine. pg_trgm asks LC_CTYPE what a letter is: with plain C, only ASCII is.
LOCALE = (
    *("--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)


def ensure_cluster(place: Place, state: State) -> None:
    """Make the cluster if there is none; bring its roles and extensions up to what this version wants."""
    if not (place.data / "PG_VERSION").exists():
        _create(place, state)
    elif state.cluster != _fingerprint(state):
        _single_user(place, place.data, "template1", [*CREATE_EXTENSIONS, *_roles(state)])
        _single_user(place, place.data, DATABASE, CREATE_EXTENSIONS)
    state.cluster = _fingerprint(state)


def _create(place: Place, state: State) -> None:
    """Made aside and renamed when complete, so that an interrupted start leaves nothing half made."""
    draft = place.data.with_name("pg.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if place.account:
        os.chown(draft, place.account.uid, place.account.gid)
    # "reject" until our own rules stand: nobody but the two roles ever logs in.
    _checked(place, ["initdb", "-D", str(draft), "-U", "postgres", "--auth=reject", "--no-sync", *LOCALE])
    (draft / "pg_hba.conf").write_text(f"host all {OWNER},{APP} 127.0.0.1/32 scram-sha-256\n")
    database = f"CREATE DATABASE {DATABASE} OWNER {OWNER};"
    statements = [*CREATE_EXTENSIONS, *_roles(state), database]
    _single_user(place, draft, "template1", statements, "-c", "fsync=off")
    _checked(place, ["initdb", "-D", str(draft), "--sync-only"])  # once, instead of at every step
    draft.rename(place.data)


def _roles(state: State) -> list[str]:
    statements = []
    for role, rights in ((OWNER, "CREATEDB"), (APP, "NOCREATEDB")):
        known = f"SELECT FROM pg_roles WHERE rolname = '{role}'"
        statements += [
            f"DO $$ BEGIN IF NOT EXISTS ({known}) THEN CREATE ROLE {role}; END IF; END $$;",
            f"ALTER ROLE {role} LOGIN {rights} NOCREATEROLE NOSUPERUSER PASSWORD '{state.password(role)}';",
        ]
    return statements


def _single_user(place: Place, data: Path, database: str, statements: Sequence[str], *options: str) -> None:
    command = ["postgres", "--single", "-D", str(data), "-c", "exit_on_error=on", *options, database]
    _checked(place, command, "".join(f"{line}\n" for line in statements))


def _checked(place: Place, command: list[str], stdin: str = "") -> None:
    result = run([place.program(command[0]), *command[1:]], place.account, stdin)
    if result.returncode != 0:
        said = (result.stderr or result.stdout).strip()[-2000:]
        raise EmbeddedError(f"PostgreSQL's data could not be prepared in {place.data}; it says:\n{said}")


def _fingerprint(state: State) -> str:
    """Changes with the extensions wanted and with the passwords (lost ones are made anew)."""
    wanted = "\n".join([*EXTENSIONS, *_roles(state)])
    return hashlib.sha256(wanted.encode()).hexdigest()
