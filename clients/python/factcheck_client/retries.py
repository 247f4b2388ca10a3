"""When to ask again, and how long to wait before."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

AGAIN = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Retries:
    """At most `attempts` requests for one answer; between them what the server asks for, else a doubling pause.

    The pause is drawn between nothing and `first_seconds` x 2^n (full jitter), at most `longest_seconds`. A server that
    asks for a longer wait than that is not waited for.
    """

    attempts: int = 5
    first_seconds: float = 0.5
    longest_seconds: float = 60
    draw: Callable[[float, float], float] = random.uniform

    def wait(self, attempt: int, response: httpx.Response | None) -> float | None:
        """Seconds before the next attempt, after the `attempt`-th (from 1) failed; None when there is no next.

        `response` is None where the network failed.
        """
        if attempt >= self.attempts or (response is not None and response.status_code not in AGAIN):
            return None
        asked = retry_after(response) if response is not None else None
        if asked is not None:
            return asked if asked <= self.longest_seconds else None
        return self.draw(0, min(self.first_seconds * 2 ** (attempt - 1), self.longest_seconds))


def retry_after(response: httpx.Response) -> float | None:
    """The header's seconds, or the seconds until its date; None without one that can be read."""
    given = response.headers.get("Retry-After", "").strip()
    if given.isascii() and given.isdecimal():
        return float(given)
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
