"""Erase what an entry says, where law asks for it, and show readers a tombstone; the chain stays whole."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from factcheck.access.models import User
from factcheck.log.append import append
from factcheck.log.chain import ERASURE, LOG_ENTRY
from factcheck.log.models import LogEntry, LogPayload

PERMISSION = "log.erase_payload"


class ErasureRefused(Exception):
    """Nothing was erased; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands where a payload was: which entry announced the erasure, and when."""

    sequence: int
    erased_in: int
    erased_at: datetime


@transaction.atomic
def erase(sequence: int, reason: str, by: User) -> LogEntry:
    """Delete one payload and log that, in one transaction; the entry, its digest and its hash stay.

    The reason stays in the log: it must not repeat what is erased. Returns the entry of kind "erasure". Raises
    ErasureRefused.
    """
    if not by.has_perm(PERMISSION):
        raise ErasureRefused("Only an administrator may erase what the log says. Ask one.")
    if not reason.strip():
        raise ErasureRefused("Say which law or ruling asks for it, without repeating what is erased.")
    nothing = ErasureRefused(f"Entry {sequence} says nothing that could be erased: it is not there, or erased.")
    if not LogPayload.objects.filter(pk=sequence).exists():
        raise nothing
    body = {"sequence": sequence, "reason": reason.strip(), "by": by.get_username()}
    announced = append(ERASURE, LOG_ENTRY, sequence, body)
    with connection.cursor() as cursor:
        cursor.execute("SELECT log_erase(%s)", [sequence])
        if not cursor.fetchone()[0]:  # someone was quicker
            raise nothing
    return announced


def bodies(sequences: Collection[int]) -> dict[int, Mapping[str, Any] | Tombstone]:
    """What each of the entries says, or its tombstone; an entry that does not exist is left out."""
    said = dict(LogPayload.objects.filter(entry__in=sequences).values_list("entry_id", "body"))
    found: dict[int, Mapping[str, Any] | Tombstone] = {pk: json.loads(body) for pk, body in said.items()}
    return found | tombstones(set(sequences) - said.keys())


def tombstones(sequences: Collection[int]) -> dict[int, Tombstone]:
    announced = LogEntry.objects.filter(kind=ERASURE, object_type=LOG_ENTRY, object_id__in=map(str, sequences))
    return {int(entry.object_id): Tombstone(int(entry.object_id), entry.pk, entry.recorded_at) for entry in announced}
