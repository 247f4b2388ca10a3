"""Set up an endpoint, try it, and have what was given up sent again."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from claims.models import DeadLetter, Endpoint
from claims.services.public.changes import head
from claims.services.webhooks.secrets import new_secret, sealed
from claims.services.webhooks.send import Outcome, ping_of, send
from factcheck.outside import Unreachable, is_public

LONGEST_URL = 500
PING_PAUSE = timedelta(seconds=10)


class TooSoon(Exception):
    """A ping follows the last one too quickly."""


def set_up(url: str, events: Sequence[str] = (), after: int | None = None, **owner: Any) -> tuple[Endpoint, str]:
    """An endpoint and its secret, which can't be had again. It is told what comes after `after`, or from now on.

    `owner`: the `key`, or the person it is `created_by`. Raises Unreachable for an address that is never asked.
    """
    check_url(url)
    secret, now = new_secret(), timezone.now()
    cursor = head() if after is None else after
    made = Endpoint.objects.create(
        url=url, events=list(events), cursor=cursor, secret=sealed(secret), due_at=now, **owner
    )
    return made, secret


def check_url(url: str) -> None:
    """Raises Unreachable, with what to give instead. Where its name leads is looked at in each delivery."""
    schemes = ("https", "http") if settings.WEBHOOK_ALLOW_PRIVATE else ("https",)
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Unreachable("This is no web address.") from None
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise Unreachable(f"Give an address of at most {LONGEST_URL} characters, all of them ASCII and without spaces.")
    if parts.scheme not in schemes or not host:
        raise Unreachable("Give a whole address that begins with https:// .")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Unreachable("Give an address without a user name, a password or a fragment.")
    if not settings.WEBHOOK_ALLOW_PRIVATE and _is_private(host):
        raise Unreachable("This is not a public address, and only public ones are asked.")


def _is_private(host: str) -> bool:
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return not is_public(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        return False


def ping(endpoint: Endpoint, now: datetime) -> Outcome:
    """Send a test message at once. Raises TooSoon within PING_PAUSE of the last one, so that nobody floods others."""
    free = Endpoint.objects.filter(pk=endpoint.pk).exclude(pinged_at__gt=now - PING_PAUSE)
    if free.update(pinged_at=now) != 1:
        raise TooSoon
    return send(endpoint, ping_of(endpoint, now), None, 1, now)


def replay(endpoint: Endpoint, sequence: int | None = None) -> int:
    """Have one dead letter, or all of them, sent again before anything new; how many."""
    letters = DeadLetter.objects.filter(endpoint=endpoint)
    if sequence is not None:
        letters = letters.filter(sequence=sequence)
    return letters.update(due_at=timezone.now(), attempts=0)
