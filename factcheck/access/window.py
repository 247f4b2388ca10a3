"""A sliding window of requests, counted in Redis or Valkey for all processes together."""

import time
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.conf import settings
from redis import Redis

from factcheck.access.rates import Rate


@dataclass(frozen=True, slots=True)
class Count:
    """What the window holds after this request: its limit, what is left, and seconds until some of it is free."""

    limit: int
    remaining: int
    reset: int
    allowed: bool


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def hit(who: str, rate: Rate, now: float | None = None) -> Count:
    """Count one request of `who`; one that is refused is not counted. Raises RedisError.

    Two counters: this period's and, of the last one's, the share that the window still covers. That assumes its
    requests came evenly, and needs no list of them.
    """
    now = time.time() if now is None else now
    period, into = divmod(now, rate.seconds)
    here, before = (f"{settings.REDIS_KEY_PREFIX}cache:rate:{who}:{int(period) - back}" for back in (0, 1))
    with _redis(settings.REDIS_URL).pipeline() as pipe:
        pipe.incr(here)
        pipe.expire(here, 2 * rate.seconds)
        pipe.get(before)
        counted, _, earlier = cast(tuple[int, bool, bytes | None], tuple(pipe.execute()))
    used = counted + int(earlier or 0) * (1 - into / rate.seconds)
    allowed = used <= rate.limit
    if not allowed:
        _redis(settings.REDIS_URL).decr(here)
    return Count(rate.limit, max(0, int(rate.limit - used)), max(1, int(rate.seconds - into)), allowed)
