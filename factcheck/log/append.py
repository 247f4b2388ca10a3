"""The one way to write to the log: inside the transaction that does what it records."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from factcheck.log.canonical import canonical
from factcheck.log.chain import GENESIS, Link, moment, payload_digest
from factcheck.log.models import LogEntry, LogPayload

APPEND_LOCK = 0x666374_6C6F67  # "fctlog": one appender at a time, so order of sequence is order of commit


def append(kind: str, object_type: str, object_id: object, body: Mapping[str, Any]) -> LogEntry:
    """Write one entry and its payload; must be called inside a transaction.

    All other appenders wait until that transaction ends: lock your rows first, and call this last. Sequences have no
    holes, and `recorded_at` grows with them by at least a microsecond, whatever the clock does. Raises NotCanonical
    for a body with floats, dates or ids that are not text.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The log is written in the transaction it records.")
    text, salt = canonical(body), secrets.token_bytes(16)
    now = _lock()
    last = LogEntry.objects.order_by("-sequence").only("sequence", "hash", "recorded_at").first()
    recorded_at = max(now, last.recorded_at + timedelta(microseconds=1)) if last else now
    link = Link(
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        object_type=object_type,
        object_id=str(object_id),
        recorded_at=moment(recorded_at),
        payload_digest=payload_digest(salt, text),
        previous_hash=last.hash if last else GENESIS,
    )
    entry = LogEntry.of(link, recorded_at)
    entry.save(force_insert=True)
    LogPayload.objects.create(entry=entry, salt=salt, body=text)
    return entry


def _lock() -> datetime:
    """The database's time once no other appender is under way; its clock is the one that all machines share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s), clock_timestamp()", [APPEND_LOCK])
        now: datetime = cursor.fetchone()[1]
    return now
