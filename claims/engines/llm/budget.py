"""The tokens of a day, counted in Redis/Valkey across all workers: reserved before a request, settled after it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

import structlog
from redis import Redis
from redis.exceptions import RedisError

from claims.engines.llm.errors import Unanswered

logger = structlog.get_logger(__name__)
SECONDS = 5
KEPT = 2 * 24 * 3600

# One step on the server, so that two workers can't both take the last of it.
_RESERVE = """
local spent = tonumber(redis.call('GET', KEYS[1]) or '0')
if spent + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return 0 end
redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""
# A day whose count was lost meanwhile starts from nothing; it must not start from less.
_SETTLE = """
local spent = tonumber(redis.call('GET', KEYS[1]) or '')
if spent then redis.call('SET', KEYS[1], math.max(0, spent + tonumber(ARGV[1])), 'KEEPTTL') end
"""


class Reservation(NamedTuple):
    """Tokens set aside under the key of one UTC day."""

    key: str
    tokens: int


def _now() -> datetime:
    return datetime.now(UTC)


class Budget:
    """At most `tokens` a UTC day. Where the count can't be kept, nothing is spent."""

    def __init__(self, redis_url: str, prefix: str, tokens: int, now: Callable[[], datetime] = _now) -> None:
        self._redis = Redis.from_url(redis_url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
        self._reserve = self._redis.register_script(_RESERVE)
        self._settle = self._redis.register_script(_SETTLE)
        self._prefix, self._tokens, self._now = prefix, tokens, now

    def reserve(self, tokens: int) -> Reservation:
        """Set tokens aside. Raises Unanswered when the day's are spent or can't be counted."""
        key = f"{self._prefix}llm:tokens:{self._now():%Y-%m-%d}"
        try:
            is_granted = self._reserve(keys=[key], args=[tokens, self._tokens, KEPT])
        except RedisError as error:
            logger.warning("model_budget_unknown", reason=type(error).__name__)
            raise Unanswered("what the model may still spend today could not be looked up") from None
        if not is_granted:
            raise Unanswered(f"today's {self._tokens:,} tokens for the model are spent")
        return Reservation(key, tokens)

    def settle(self, reservation: Reservation, spent: int | None) -> None:
        """Put what was spent in the place of what was reserved; where that is not known, the reservation stands."""
        if spent is None:
            return
        try:
            self._settle(keys=[reservation.key], args=[spent - reservation.tokens])
        except RedisError as error:  # then the day counts too much, never too little
            logger.warning("model_budget_not_settled", reason=type(error).__name__)
