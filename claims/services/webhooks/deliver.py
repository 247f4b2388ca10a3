"""Take an endpoint through the feed, one change at a time, from where it has come to."""

import random
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from claims.models import DeadLetter, Delivery, Endpoint
from claims.services.public.changes import Change, changes_after, head
from claims.services.webhooks.owners import is_usable
from claims.services.webhooks.send import message_of, send
from claims.services.webhooks.stop import stop
from sources.services.work import alone

READ_AT_ONCE = 50
SECONDS_IN_ONE_GO = 20
LONGEST_PAUSE = timedelta(hours=6)
LOG_KEPT = timedelta(days=30)


def due_endpoints(now: datetime) -> Sequence[UUID]:
    """Those that have something to be told, and whose time has come."""
    replayed = DeadLetter.objects.filter(endpoint=OuterRef("pk"), due_at__lte=now)
    behind = Q(cursor__lt=head(), due_at__lte=now)
    return list(Endpoint.objects.filter(behind | Exists(replayed), is_active=True).values_list("pk", flat=True))


def deliver(pk: UUID) -> bool:
    """Tell one endpoint what is due, for a bounded time; whether there is more to tell at once.

    Only one worker at a time is at an endpoint, so a change never overtakes an earlier one. Each attempt is counted
    before it is made: after a worker died in it, it is made again, and the receiver knows it by the same id.
    """
    until = time.monotonic() + SECONDS_IN_ONE_GO
    with alone(Endpoint, pk) as is_alone:
        while is_alone and time.monotonic() < until:
            endpoint = Endpoint.objects.filter(pk=pk, is_active=True).first()
            if endpoint is None:
                return False
            if not is_usable(endpoint):
                stop(endpoint, "The key that made it is revoked or has expired.")
                return False
            if not (_replay_next(endpoint) or _deliver_some(endpoint, until)):
                return False
    return is_alone


def forget_old_deliveries(now: datetime) -> int:
    return Delivery.objects.filter(at__lt=now - LOG_KEPT).delete()[0]


def _deliver_some(endpoint: Endpoint, until: float) -> bool:
    """Whether it got on."""
    if endpoint.due_at > timezone.now():
        return False
    changes = changes_after(endpoint.cursor, head(), READ_AT_ONCE)
    for change in changes:
        if time.monotonic() > until:
            return True
        if not endpoint.events or change.event in endpoint.events:
            if not _deliver_one(endpoint, change):
                return False
        elif not _move(endpoint, change.sequence):
            return False
    return bool(changes)


def _deliver_one(endpoint: Endpoint, change: Change) -> bool:
    """Whether the endpoint gets on to the next change, as it also does when this one is given up."""
    if endpoint.attempts >= settings.WEBHOOK_ATTEMPTS:
        return _give_up(endpoint, change, "The worker was lost in the last attempt.")
    now = timezone.now()
    endpoint.attempts += 1
    endpoint.due_at = now + pause(endpoint.attempts)
    ours = Endpoint.objects.filter(pk=endpoint.pk, cursor=endpoint.cursor, is_active=True)
    if ours.update(attempts=endpoint.attempts, due_at=endpoint.due_at) != 1:
        return False
    outcome = send(endpoint, message_of(endpoint, change), change.sequence, endpoint.attempts, now)
    if not outcome.error:
        endpoint.dead_in_a_row = 0
        return _move(endpoint, change.sequence)
    if outcome.is_final:
        stop(endpoint, outcome.error)
        return False
    if endpoint.attempts >= settings.WEBHOOK_ATTEMPTS:
        return _give_up(endpoint, change, outcome.error)
    return False


def _move(endpoint: Endpoint, sequence: int) -> bool:
    """On to the next; False where somebody changed the endpoint meanwhile."""
    now = timezone.now()
    ours = Endpoint.objects.filter(pk=endpoint.pk, cursor=endpoint.cursor)
    moved = ours.update(cursor=sequence, attempts=0, due_at=now, dead_in_a_row=endpoint.dead_in_a_row)
    endpoint.cursor, endpoint.attempts, endpoint.due_at = sequence, 0, now
    return moved == 1


@transaction.atomic
def _give_up(endpoint: Endpoint, change: Change, error: str) -> bool:
    """Keep it for a replay, and go on with the next; after too many in a row, no more is sent."""
    kept = {"died_at": timezone.now(), "error": error, "attempts": 0, "due_at": None}
    DeadLetter.objects.update_or_create(endpoint=endpoint, sequence=change.sequence, defaults=kept)
    endpoint.dead_in_a_row += 1
    moved = _move(endpoint, change.sequence)
    if endpoint.dead_in_a_row < settings.WEBHOOK_DEAD_LETTERS:
        return moved
    stop(endpoint, f"{endpoint.dead_in_a_row} changes in a row could not be delivered. The last time: {error}")
    return False


def _replay_next(endpoint: Endpoint) -> bool:
    """Try the oldest dead letter whose replay is due; whether there was one."""
    now = timezone.now()
    letter = endpoint.dead_letters.filter(due_at__lte=now).order_by("sequence").first()
    if letter is None:
        return False
    letter.attempts += 1
    letter.due_at = now + pause(letter.attempts) if letter.attempts < settings.WEBHOOK_ATTEMPTS else None
    letter.save(update_fields=["attempts", "due_at"])
    changes = changes_after(letter.sequence - 1, letter.sequence, 1)
    outcome = send(endpoint, message_of(endpoint, changes[0]), letter.sequence, letter.attempts, now)
    if not outcome.error:
        letter.delete()
    elif outcome.is_final:
        stop(endpoint, outcome.error)
    else:
        DeadLetter.objects.filter(pk=letter.pk).update(error=outcome.error)
    return True


def pause(attempts: int) -> timedelta:
    """After a failure, three times as long each time, give or take a fifth, so that many do not come back at once."""
    seconds: int = settings.WEBHOOK_FIRST_PAUSE_SECONDS * 3 ** min(attempts - 1, 20)
    return min(timedelta(seconds=seconds), LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311  no secret
