"""Takes checkpoints out of the building: to a file, by e-mail, to a webhook; what fails is tried again."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TypeVar

import structlog
from django.conf import settings
from django.core.mail import send_mail

from factcheck.log.checkpoints import Signed, signed
from factcheck.log.models import Channel, Delivery
from factcheck.outside import Unreachable, post

WEBHOOK_SECONDS = 20
LONGEST_PAUSE = timedelta(hours=6)
MOST_AT_ONCE = 50

logger = structlog.get_logger(__name__)
T = TypeVar("T", str, list[str])


class NotDelivered(Exception):
    """The message says why."""


def deliver_due(now: datetime) -> int:
    """Try each delivery that is due; returns how many arrived."""
    due = Delivery.objects.filter(delivered_at__isnull=True, due_at__lte=now).order_by("due_at")
    return sum(deliver(row, now) for row in due.select_related("checkpoint")[:MOST_AT_ONCE])


def deliver(row: Delivery, now: datetime) -> bool:
    """Whether it arrived; False also where another worker was quicker. At worst a checkpoint arrives twice.

    It is claimed with the time of the next attempt, so that one on which a worker dies is tried again.
    """
    claimed = Delivery.objects.filter(pk=row.pk, attempts=row.attempts, delivered_at__isnull=True)
    attempts = row.attempts + 1
    if claimed.update(attempts=attempts, due_at=now + pause(attempts)) != 1:
        return False
    ours = Delivery.objects.filter(pk=row.pk)
    try:
        SEND[Channel(row.channel)](signed(row.checkpoint))
    except NotDelivered as error:
        logger.warning("checkpoint_not_delivered", channel=row.channel, reason=str(error))
        ours.update(error=str(error))
        return False
    ours.update(delivered_at=now, error="")
    return True


def pause(attempts: int) -> timedelta:
    """A minute after the first failure, twice as long after each further one."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 20)), LONGEST_PAUSE)


def _still_set(place: T) -> T:
    if not place:
        raise NotDelivered("This channel is no longer set; set it again, and it goes out.")
    return place


def _to_file(checkpoint: Signed) -> None:
    try:
        with open(_still_set(settings.LOG_CHECKPOINT_FILE), "a", encoding="utf-8") as file:
            file.write(checkpoint.line() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise NotDelivered(f"The file could not be written: {error.strerror}.") from error


def _to_email(checkpoint: Signed) -> None:
    subject = f"Factcheck log: {checkpoint.size} entries at {checkpoint.time}"
    text = (
        "Keep this line where those who run the database can't reach it. Save such lines in a file and check the log\n"
        f"against it with `manage.py verify_log --checkpoints FILE`.\n\n{checkpoint.line()}\n"
    )
    try:
        send_mail(subject, text, None, _still_set(settings.LOG_CHECKPOINT_EMAIL))
    except (OSError, SMTPException) as error:
        raise NotDelivered(f"The e-mail could not be sent ({type(error).__name__}: {error}).") from error


def _to_webhook(checkpoint: Signed) -> None:
    headers = {"Content-Type": "application/json", "User-Agent": "Factcheck"}
    address, private = _still_set(settings.LOG_CHECKPOINT_WEBHOOK), settings.LOG_CHECKPOINT_WEBHOOK_PRIVATE
    try:
        status = post(address, checkpoint.line().encode(), headers, WEBHOOK_SECONDS, private=private)
    except Unreachable as error:
        raise NotDelivered(str(error)) from error
    if not 200 <= status < 300:
        raise NotDelivered(f"The webhook answered {status}.")


SEND: dict[Channel, Callable[[Signed], None]] = {
    Channel.FILE: _to_file,
    Channel.EMAIL: _to_email,
    Channel.WEBHOOK: _to_webhook,
}
