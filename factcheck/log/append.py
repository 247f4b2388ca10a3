"""The one way to write to the log: inside the transaction that does what it records."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from factcheck.log.models import LogEntry, LogPayload

GENESIS = "0" * 64
APPEND_LOCK = 0x666374_6C6F67  # "fctlog": one appender at a time, so order of sequence is order of commit


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces and no floats, so that equal payloads are equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def payload_digest(salt: bytes, body: str) -> str:
    return hashlib.sha256(salt + body.encode()).hexdigest()


def entry_hash(entry: LogEntry) -> str:
    """SHA-256 over every column of the entry but the hash itself."""
    return hashlib.sha256(
        canonical(
            {
                "sequence": entry.sequence,
                "kind": entry.kind,
                "object_type": entry.object_type,
                "object_id": entry.object_id,
                "recorded_at": entry.recorded_at.isoformat(),
                "payload_digest": entry.payload_digest,
                "previous_hash": entry.previous_hash,
            }
        ).encode()
    ).hexdigest()


def append(kind: str, object_type: str, object_id: object, body: Mapping[str, Any]) -> LogEntry:
    """Write one entry and its payload; must be called inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The log is written in the transaction it records.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
    last = LogEntry.objects.order_by("-sequence").only("sequence", "hash").first()
    text, salt = canonical(body), secrets.token_bytes(16)
    entry = LogEntry(
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        object_type=object_type,
        object_id=str(object_id),
        recorded_at=timezone.now(),
        payload_digest=payload_digest(salt, text),
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    LogPayload.objects.create(entry=entry, salt=salt, body=text)
    return entry
