"""Logs for tests, and hands that reach past every guard."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from factcheck.database import as_owner
from factcheck.log.append import append


def write(count: int, kind: str = "decision") -> None:
    for number in range(count):
        with transaction.atomic():
            append(kind, "claim", number, {"number": number, "why": "because – “so”"})


def run(*statements: str) -> None:
    """In one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unguard(cursor: CursorWrapper) -> list[tuple[str, str]]:
    """Take off every trigger of the log; returns the tables and names of them."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
        " AND tgrelid::regclass::text LIKE 'log_%'"
    )
    guards: list[tuple[str, str]] = cursor.fetchall()
    for table, name in guards:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    return guards


@contextmanager
def unguarded() -> Iterator[CursorWrapper]:
    """The owner without any trigger of the log, as an attacker with the owner's login would have it."""
    with as_owner(), connection.cursor() as cursor:
        guards = unguard(cursor)
        try:
            yield cursor
        finally:
            for table, name in guards:
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
