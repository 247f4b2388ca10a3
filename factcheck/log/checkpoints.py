"""Signed checkpoints: what is signed, how one is read, and when one is made."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from factcheck.log.canonical import canonical
from factcheck.log.chain import moment
from factcheck.log.keys import Believed, current_key_id, is_signed, sign
from factcheck.log.models import Channel, Checkpoint, Delivery, LogEntry

FORMAT = "factcheck-checkpoint/1"
CHECKPOINT_LOCK = 0x6663636865636B  # "fccheck"


class NoCheckpoint(ValueError):
    """What should be a checkpoint is none."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it leaves the building; `time` is in UTC, as datetime.isoformat() writes it."""

    size: int
    head_hash: str
    time: str
    key_id: str
    signature: str = ""

    def message(self) -> str:
        """What the signature is over: canonical JSON of all but the signature, with the format's name."""
        columns = asdict(self)
        del columns["signature"]
        return canonical(columns | {"format": FORMAT})

    def line(self) -> str:
        """One line of JSON, the same in files, e-mails, webhooks and on the page."""
        return canonical(asdict(self) | {"format": FORMAT})

    def is_signed_by(self, keys: Believed) -> bool:
        return self.key_id in keys and is_signed(self.message(), self.signature, keys[self.key_id])


def signed(row: Checkpoint) -> Signed:
    return Signed(row.size, row.head_hash, moment(row.made_at), row.key_id, row.signature)


def parsed(value: Any) -> Signed:
    """From the JSON object of `line`. Raises NoCheckpoint."""
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise NoCheckpoint(f"This is no checkpoint ({FORMAT}): {str(value)[:80]}")
    names: dict[str, Any] = {name: value.get(name) for name in Signed.__slots__}
    if type(names["size"]) is not int or not all(isinstance(names[it], str) for it in names if it != "size"):
        raise NoCheckpoint(f"This checkpoint lacks a part: {str(value)[:80]}")
    return Signed(**names)


def read(text: str) -> Iterator[Signed]:
    """All checkpoints in a file: a line each, or what /log/checkpoints.json answers. Raises NoCheckpoint."""
    try:
        whole = json.loads(text)
    except ValueError:
        for line in filter(str.strip, text.splitlines()):
            yield parsed(_object(line))
        return
    listed = whole.get("checkpoints") if isinstance(whole, dict) else None
    yield from map(parsed, listed if isinstance(listed, list) else [whole])


def _object(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        raise NoCheckpoint(f"This line is no JSON: {line[:80]}") from None


@transaction.atomic
def make_checkpoint(now: datetime) -> Checkpoint | None:
    """Sign where the log stands, and plan the deliveries; None where it has not grown or another is making one."""
    if not _alone():
        return None
    head = LogEntry.objects.order_by("-sequence").first()
    key = current_key_id()
    if head is None or Checkpoint.objects.filter(size__gte=head.sequence, key_id=key).exists():
        return None
    unsigned = Signed(head.sequence, head.hash, moment(now), key)
    made = Checkpoint.objects.create(
        size=head.sequence, head_hash=head.hash, made_at=now, key_id=key, signature=sign(unsigned.message())
    )
    Delivery.objects.bulk_create(Delivery(checkpoint=made, channel=channel, due_at=now) for channel in channels())
    return made


def is_due(now: datetime) -> bool:
    last = Checkpoint.objects.order_by("-id").first()
    return last is None or last.made_at <= now - timedelta(minutes=settings.LOG_CHECKPOINT_MINUTES)


def channels() -> list[Channel]:
    """Those that are set."""
    places = {
        Channel.FILE: settings.LOG_CHECKPOINT_FILE,
        Channel.EMAIL: settings.LOG_CHECKPOINT_EMAIL,
        Channel.WEBHOOK: settings.LOG_CHECKPOINT_WEBHOOK,
    }
    return [channel for channel, place in places.items() if place]


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CHECKPOINT_LOCK])
        return bool(cursor.fetchone()[0])
