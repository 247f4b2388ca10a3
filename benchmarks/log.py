"""How fast the log is written by eight at once, against a bare INSERT, and what checking 100,000 entries takes.

Works in a database of its own (test_NAME), which is made and dropped: python -m benchmarks.log
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Thread

import django

WRITERS, EACH, ENTRIES, BATCH = 8, 250, 100_000, 2_000
BODY = {"from": "unreviewed", "to": "verified", "rationale": "Two outlets saw it themselves." * 3}


def main() -> None:
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from factcheck.database import as_owner

    with as_owner():
        made = setup_databases(verbosity=0, interactive=False)
    try:
        bare, logged = writes(_bare), writes(_append)
        print(f"appends/s with {WRITERS} writers: {logged:.0f}; bare INSERTs/s: {bare:.0f}; ratio {logged / bare:.2f}")
        fill()
        connection.close()
        _check(str(connection.settings_dict["NAME"]))
    finally:
        with as_owner():
            teardown_databases(made, verbosity=0)


def writes(write: Callable[[int], object]) -> float:
    """Transactions a second, one write in each."""
    from django.db import connection, transaction

    def work(writer: int) -> None:
        for number in range(EACH):
            with transaction.atomic():
                write(writer * EACH + number)
        connection.close()

    threads = [Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return WRITERS * EACH / (time.perf_counter() - began)


def _append(number: int) -> None:
    from factcheck.log.append import append

    append("decision", "claim", number, BODY)


def _bare(number: int) -> None:
    """A row of the same size in a table that nothing guards."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, now())",
            [f"{number}-{secrets.token_hex(8)}", "x" * 500],
        )


def fill() -> None:
    """Entries by the product's own columns and guards, many in one statement."""
    from datetime import timedelta

    from factcheck.log.canonical import canonical
    from factcheck.log.chain import Link, moment, payload_digest
    from factcheck.log.models import LogEntry, LogPayload

    last, text = LogEntry.objects.latest("sequence"), canonical(BODY)
    while last.sequence < ENTRIES:
        entries, payloads = [], []
        for _ in range(min(BATCH, ENTRIES - last.sequence)):
            at, salt = last.recorded_at + timedelta(microseconds=1), secrets.token_bytes(16)
            sequence, digest = last.sequence + 1, payload_digest(salt, text)
            last = LogEntry.of(Link(sequence, "decision", "claim", "1", moment(at), digest, last.hash), at)
            entries.append(last)
            payloads.append(LogPayload(entry=last, salt=salt, body=text))
        _store(entries, payloads)


def _store(entries: list, payloads: list) -> None:  # type: ignore[type-arg]
    from django.db import transaction

    with transaction.atomic():
        type(entries[0]).objects.bulk_create(entries)
        type(payloads[0]).objects.bulk_create(payloads)


def _check(database: str) -> None:
    url, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    place = os.environ | {"DATABASE_URL": f"{url}/{database}", "DATABASE_OWNER_URL": ""}
    idle = _child("check", place)
    seconds = time.perf_counter()
    memory = _child("verify_log", place)
    seconds = time.perf_counter() - seconds
    print(
        f"verify_log of {ENTRIES:,} entries: {seconds:.1f} s with the start, peak {memory} MB (idle command: {idle} MB)"
    )


def _child(command: str, place: dict[str, str]) -> int:
    """Its own peak of resident memory, in MB: a child of the child would hide the smaller of the two."""
    told = "import resource, sys; from django.core.management import execute_from_command_line as run;"
    told += "run(['manage.py', sys.argv[1]]); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    done = subprocess.run([sys.executable, "-c", told, command], env=place, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    main()
