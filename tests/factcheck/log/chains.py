"""Logs for tests, and hands that reach past every guard."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, transaction

from factcheck.database import as_owner
from factcheck.log.append import append


def write(count: int, kind: str = "decision") -> None:
    for number in range(count):
        with transaction.atomic():
            append(kind, "claim", number, {"number": number, "why": "because – “so”"})


@contextmanager
def unguarded() -> Iterator["psycopg.Cursor[tuple[object, ...]]"]:
    """The owner with every trigger of the log dropped, as an attacker with the owner's login would have it."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
            " AND tgrelid::regclass::text LIKE 'log_%'"
        )
        guards = cursor.fetchall()
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        try:
            yield cursor
        finally:
            for table, name in guards:
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
