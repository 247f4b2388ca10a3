"""Against the real Valkey."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.conf import settings
from redis import Redis

from claims.engines.llm.budget import KEPT, Budget, Reservation
from claims.engines.llm.errors import Unanswered


@pytest.fixture
def prefix() -> Iterator[str]:
    """A prefix of this test's own, emptied after it."""
    own = f"{settings.REDIS_KEY_PREFIX}{uuid4()}:"
    yield own
    with Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter(match=f"{own}*"):
            client.delete(key)


def stored(reservation: Reservation) -> tuple[int, int]:
    """What is counted under the reservation's key, and for how many seconds it is kept."""
    with Redis.from_url(settings.REDIS_URL, decode_responses=True) as client:
        return int(str(client.get(reservation.key))), int(str(client.ttl(reservation.key)))


def test_what_is_left_can_be_reserved_and_no_more(prefix: str) -> None:
    budget = Budget(settings.REDIS_URL, prefix, 100)
    budget.reserve(60)
    with pytest.raises(Unanswered, match="today's 100 tokens for the model are spent") as caught:
        budget.reserve(41)
    assert not caught.value.retry
    assert stored(budget.reserve(40))[0] == 100


def test_what_was_spent_takes_the_place_of_what_was_reserved(prefix: str) -> None:
    budget = Budget(settings.REDIS_URL, prefix, 100)
    reservation = budget.reserve(90)
    budget.settle(reservation, 20)
    assert stored(reservation)[0] == 20
    budget.settle(budget.reserve(80), 95)
    assert stored(reservation)[0] == 115
    assert 0 < stored(reservation)[1] <= KEPT


def test_a_reservation_stands_where_nobody_knows_what_was_spent(prefix: str) -> None:
    budget = Budget(settings.REDIS_URL, prefix, 100)
    reservation = budget.reserve(90)
    budget.settle(reservation, None)
    assert stored(reservation)[0] == 90


def test_a_count_that_was_lost_does_not_go_below_nothing(prefix: str) -> None:
    budget = Budget(settings.REDIS_URL, prefix, 100)
    reservation = budget.reserve(90)
    with Redis.from_url(settings.REDIS_URL) as client:
        client.delete(reservation.key)
        budget.settle(reservation, 0)
        assert client.get(reservation.key) is None
    again = budget.reserve(10)
    budget.settle(reservation, 0)
    assert stored(again)[0] == 0


def test_each_utc_day_has_its_own(prefix: str) -> None:
    days = iter([datetime(2031, 5, 1, 23, 59, tzinfo=UTC), datetime(2031, 5, 2, tzinfo=UTC)])
    budget = Budget(settings.REDIS_URL, prefix, 100, now=lambda: next(days))
    first, second = budget.reserve(100), budget.reserve(100)
    budget.settle(first, 7)
    assert (stored(first)[0], stored(second)[0]) == (7, 100)


def test_many_workers_together_spend_no_more_than_one_alone(prefix: str) -> None:
    def take(_: int) -> bool:
        try:
            Budget(settings.REDIS_URL, prefix, 100).reserve(7)
        except Unanswered:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(take, range(40)))
    assert sum(granted) == 100 // 7


def test_without_the_count_nothing_is_spent(prefix: str) -> None:
    budget = Budget("redis://127.0.0.1:1/0", prefix, 100)
    with pytest.raises(Unanswered, match="could not be looked up"):
        budget.reserve(1)
    budget.settle(Reservation("any", 5), 3)


def test_a_count_that_is_none_is_not_taken_for_nothing(prefix: str) -> None:
    budget = Budget(settings.REDIS_URL, prefix, 100)
    key = budget.reserve(1).key
    with Redis.from_url(settings.REDIS_URL) as client:
        client.set(key, "plenty")
    with pytest.raises(Unanswered, match="could not be looked up"):
        budget.reserve(1)
