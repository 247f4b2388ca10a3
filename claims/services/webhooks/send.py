"""Post one message to an endpoint, signed, and write down what came of it."""

import json
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from claims.models import Delivery, Endpoint
from claims.services.public.changes import Change
from claims.services.public.document import moment
from claims.services.webhooks.secrets import signatures
from factcheck.outside import Unreachable, post
from factcheck.sealed import Unreadable

GONE = 410
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is a sentence, empty where the message arrived; `is_final` where no further attempt can help."""

    status: int | None
    error: str
    is_final: bool = False


def message_of(endpoint: Endpoint, change: Change) -> tuple[str, str]:
    """The id, the same in every attempt, by which a receiver knows what it has; and the body."""
    body = f'{{"type":"{change.event}","timestamp":"{moment(change.at)}","data":{change.document}}}'
    return f"msg_{endpoint.pk.hex}_{change.sequence}", body


def ping_of(endpoint: Endpoint, now: datetime) -> tuple[str, str]:
    body: dict[str, Any] = {"type": "ping", "timestamp": moment(now), "data": {"webhook": str(endpoint.pk)}}
    return f"ping_{endpoint.pk.hex}_{now.timestamp():.6f}", json.dumps(body, separators=(",", ":"))


def send(endpoint: Endpoint, message: tuple[str, str], sequence: int | None, attempt: int, now: datetime) -> Outcome:
    began = time.monotonic()
    outcome = _post(endpoint, *message, now)
    Delivery.objects.create(
        endpoint=endpoint,
        sequence=sequence,
        attempt=attempt,
        at=now,
        milliseconds=round((time.monotonic() - began) * 1000),
        status_code=outcome.status,
        error=outcome.error,
    )
    return outcome


def _post(endpoint: Endpoint, message_id: str, body: str, now: datetime) -> Outcome:
    try:
        signed = signatures(endpoint, message_id, now, body)
    except Unreadable as error:
        return Outcome(None, f"{error} Rotate the secret of this webhook.", is_final=True)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Factcheck",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signed,
    }
    seconds, private = settings.WEBHOOK_TIMEOUT_SECONDS, settings.WEBHOOK_ALLOW_PRIVATE
    try:
        return _answered(post(endpoint.url, body.encode(), headers, seconds, private=private))
    except Unreachable as error:
        return Outcome(None, str(error)[:LONGEST_ERROR])


def _answered(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome(status, "")
    if 300 <= status < 400:
        return Outcome(status, f"It answered {status}. Redirects are not followed; give the address it leads to.")
    if status == GONE:
        return Outcome(status, "It answered 410: it wants no more messages.", is_final=True)
    return Outcome(status, f"It answered {status}.")
