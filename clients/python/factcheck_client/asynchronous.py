"""The client for programs that run an event loop."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from itertools import count
from types import TracebackType
from typing import Any, Self

import httpx

from factcheck_client.requests import ENDED, Requests, Value, in_json
from factcheck_client.retries import Retries
from factcheck_client.shapes import Change, Claim, Processing, Report, WholeClaim


class AsyncClient:
    """As `Client`, awaited: `async with`, `async for`.

    `transport` and `sleep` are for tests and for networks of your own.
    """

    def __init__(
        self,
        address: str,
        key: str | None = None,
        *,
        timeout: float = 30,
        retries: Retries | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._requests = Requests(address, key)
        self._http = httpx.AsyncClient(timeout=timeout, transport=transport)
        self._retries, self._sleep = retries or Retries(), sleep

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    async def claims(self, *, page_size: int = 100, **filters: Value | None) -> AsyncIterator[Claim]:
        """Each claim that the filters let through, newest first; pages are fetched as they are read.

        All pages are of one picture of what is public, whatever is published meanwhile.
        """
        path: str | None = self._requests.address("claims/", {**filters, "page_size": page_size})
        while path:
            page = await self._send("GET", path)
            for claim in page["results"]:
                yield claim
            path = page["next"]

    async def claim(
        self, claim_id: str, *, known_at: datetime | None = None, valid_at: datetime | None = None
    ) -> WholeClaim:
        """A claim with its evidence. Raises NotFound, and Gone where it was withdrawn."""
        when = {"known_at": known_at, "valid_at": valid_at}
        whole: WholeClaim = await self._send("GET", f"claims/{claim_id}/", when)
        return whole

    async def changes(
        self, after: int = 0, *, limit: int = 100, poll_seconds: float | None = None
    ) -> AsyncIterator[Change]:
        """What became public after a sequence, in order, none missing.

        It ends where nothing more has come; with `poll_seconds` it looks again after so long, for ever. To resume, give
        the `sequence` of the last change that you have handled.
        """
        path = self._requests.address("changes/", {"after": after, "limit": limit})
        while True:
            page = await self._send("GET", path)
            for change in page["results"]:
                yield change
            path = page["next"]
            if page["results"]:
                continue
            if poll_seconds is None:
                return
            await self._sleep(poll_seconds)

    async def send_report(self, **report: str | datetime | None) -> Report:
        """Hand in a report: `text` or `html`, `url`, `title`, `publisher`, `external_id`, `published_at`, `language`.

        The same report sent again is known again, so this too is asked again when the network fails. Raises Invalid.
        """
        body = in_json(report)
        kept: Report = await self._send("POST", "reports/", body=body)
        return kept

    async def processing(self, report_id: str) -> Processing:
        """How far a report has come."""
        stage: Processing = await self._send("GET", f"reports/{report_id}/processing/")
        return stage

    async def follow(self, report_id: str, *, every_seconds: float = 1) -> AsyncIterator[Processing]:
        """Each step of a report's way, until it is done or has failed; the last one is the outcome."""
        last: Processing | None = None
        while last is None or last["state"] not in ENDED:
            if last:
                await self._sleep(every_seconds)
            stage = await self.processing(report_id)
            if stage != last:
                yield stage
            last = stage

    async def _send(
        self, method: str, path: str, parameters: Mapping[str, Value | None] | None = None, body: Any = None
    ) -> Any:
        url = self._requests.address(path, parameters)
        for attempt in count(1):
            try:
                headers = self._requests.headers_for(method, url)
                response = await self._http.request(method, url, headers=headers, json=body)
            except httpx.TransportError:
                if (wait := self._retries.wait(attempt, None)) is None:
                    raise
            else:
                if (wait := self._retries.wait(attempt, response)) is None:
                    return self._requests.answer(method, url, response)
            await self._sleep(wait)
        raise AssertionError("unreachable")
