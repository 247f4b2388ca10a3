"""When the client asks again: against a transport that answers by a script."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from factcheck_client import ApiError, AsyncClient, Client, Retries, Throttled, Unavailable
from factcheck_client.requests import Requests
from factcheck_client.retries import retry_after
from hypothesis import given
from hypothesis import strategies as st

PAGE: dict[str, object] = {"results": [], "next": None, "previous": None}
CERTAIN = Retries(draw=lambda least, most: most)
Answer = httpx.Response | httpx.TransportError


def script(answers: Iterable[Answer]) -> httpx.MockTransport:
    waiting = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        told = waiting.pop(0)
        if isinstance(told, httpx.TransportError):
            raise told
        return told

    return httpx.MockTransport(answer)


def listed(*answers: Answer, retries: Retries = CERTAIN) -> list[float]:
    """The waits between the requests for one list of claims."""
    waits: list[float] = []
    with Client("https://facts.example", transport=script(answers), retries=retries, sleep=waits.append) as client:
        assert list(client.claims()) == []
    return waits


def refusal(status: int, after: str = "") -> httpx.Response:
    headers = {"Retry-After": after} if after else {}
    return httpx.Response(status, json={"code": "x", "detail": "Wait."}, headers=headers)


def good() -> httpx.Response:
    return httpx.Response(200, json=PAGE)


def test_it_waits_as_long_as_the_server_asks() -> None:
    assert listed(refusal(429, "7"), refusal(503, "3"), good()) == [7, 3]


def test_without_a_word_it_waits_twice_as_long_each_time() -> None:
    assert listed(refusal(502), httpx.ConnectError("away"), httpx.ReadTimeout("slow"), good()) == [0.5, 1, 2]


@pytest.mark.parametrize(("status", "kind"), [(429, Throttled), (503, Unavailable)])
def test_after_the_last_attempt_the_refusal_is_raised(status: int, kind: type[ApiError]) -> None:
    with pytest.raises(kind) as refused:
        listed(*[refusal(status, "2") for _ in range(3)], retries=Retries(attempts=3))
    assert refused.value.retry_after == 2


def test_a_network_that_stays_away_is_raised_as_it_is() -> None:
    with pytest.raises(httpx.ConnectError):
        listed(*[httpx.ConnectError("away") for _ in range(5)])


def test_what_will_not_get_better_is_not_asked_again() -> None:
    with pytest.raises(ApiError, match="Wait"):
        listed(refusal(500))
    with pytest.raises(Throttled):
        listed(refusal(429, "3600"))


def test_a_proxy_without_problem_details_is_an_error_all_the_same() -> None:
    with pytest.raises(ApiError, match="The server answered 500"):
        listed(httpx.Response(500, text="<html>"))


def test_the_async_client_waits_the_same() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def read() -> None:
        answers: list[Answer] = [refusal(429, "7"), httpx.ConnectError("away"), good()]
        client = AsyncClient("https://facts.example", transport=script(answers), retries=CERTAIN, sleep=sleep)
        async with client:
            assert [claim async for claim in client.claims()] == []

    asyncio.run(read())
    assert waits == [7, 1]


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_whatever_the_header_says_the_wait_is_none_or_not_negative(header: str) -> None:
    wait = retry_after(httpx.Response(503, headers={"Retry-After": header}))
    assert wait is None or wait >= 0


def test_a_date_is_waited_for() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    wait = retry_after(httpx.Response(503, headers={"Retry-After": soon}))
    assert wait is not None
    assert 20 < wait <= 30


@pytest.mark.parametrize("path", ["https://evil.example/api/v1/claims/", "//evil.example/", "http://facts.example/"])
def test_the_key_goes_to_no_other_server(path: str) -> None:
    with pytest.raises(ValueError, match="is not on"):
        Requests("https://facts.example", "fc_secret").address(path)


@pytest.mark.parametrize("address", ["facts.example", "ftp://facts.example", ""])
def test_an_address_that_is_none_is_said_in_a_sentence(address: str) -> None:
    with pytest.raises(ValueError, match="no address of a server"):
        Client(address)
