"""What the chain of the log is made of, without a database: anyone can work the hashes out again from this page."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from factcheck.log.canonical import canonical

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

ERASURE, LOG_ENTRY = "erasure", "log_entry"
"""Kind and object of the entry that announces an erasure; its object_id is the sequence of what is erased."""


@dataclass(frozen=True, slots=True)
class Link:
    """The columns of an entry that its hash covers; `recorded_at` is in UTC, as datetime.isoformat() writes it."""

    sequence: int
    kind: str
    object_type: str
    object_id: str
    recorded_at: str
    payload_digest: str
    previous_hash: str

    def hash(self) -> str:
        """SHA-256, in hexadecimal, over the canonical JSON of all seven."""
        columns = {name: getattr(self, name) for name in self.__slots__}
        return hashlib.sha256(canonical(columns).encode()).hexdigest()

    def erases(self) -> int | None:
        """The sequence whose payload this entry says is erased."""
        is_erasure = self.kind == ERASURE and self.object_type == LOG_ENTRY
        return int(self.object_id) if is_erasure and self.object_id.isdecimal() else None


def payload_digest(salt: bytes, body: str) -> str:
    """SHA-256, in hexadecimal, over 16 random bytes and the payload's canonical JSON.

    The salt goes with the payload, so that an erased one can't be guessed from the digest that stays.
    """
    return hashlib.sha256(salt + body.encode()).hexdigest()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def link_of(columns: Mapping[str, Any]) -> Link:
    """From a row of the table, or of an export, where the time is written out already."""
    at = columns["recorded_at"]
    values = {name: columns[name] for name in Link.__slots__}
    return Link(**values | {"recorded_at": at if isinstance(at, str) else moment(at)})
