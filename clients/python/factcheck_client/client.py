"""The client that waits for its answers."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import count
from types import TracebackType
from typing import Any, Self

import httpx

from factcheck_client.requests import ENDED, Requests, Value, in_json
from factcheck_client.retries import Retries
from factcheck_client.shapes import Change, Claim, Processing, Report, WholeClaim


class Client:
    """One server, read and fed with one key or none. Use it in a `with` block, or close it.

    `transport` and `sleep` are for tests and for networks of your own.
    """

    def __init__(
        self,
        address: str,
        key: str | None = None,
        *,
        timeout: float = 30,
        retries: Retries | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._requests = Requests(address, key)
        self._http = httpx.Client(timeout=timeout, transport=transport)
        self._retries, self._sleep = retries or Retries(), sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def claims(self, *, page_size: int = 100, **filters: Value | None) -> Iterator[Claim]:
        """Each claim that the filters let through, newest first; pages are fetched as they are read.

        All pages are of one picture of what is public, whatever is published meanwhile.
        """
        path: str | None = self._requests.address("claims/", {**filters, "page_size": page_size})
        while path:
            page = self._send("GET", path)
            yield from page["results"]
            path = page["next"]

    def claim(self, claim_id: str, *, known_at: datetime | None = None, valid_at: datetime | None = None) -> WholeClaim:
        """A claim with its evidence. Raises NotFound, and Gone where it was withdrawn."""
        when = {"known_at": known_at, "valid_at": valid_at}
        whole: WholeClaim = self._send("GET", f"claims/{claim_id}/", when)
        return whole

    def changes(self, after: int = 0, *, limit: int = 100, poll_seconds: float | None = None) -> Iterator[Change]:
        """What became public after a sequence, in order, none missing.

        It ends where nothing more has come; with `poll_seconds` it looks again after so long, for ever. To resume, give
        the `sequence` of the last change that you have handled.
        """
        path = self._requests.address("changes/", {"after": after, "limit": limit})
        while True:
            page = self._send("GET", path)
            yield from page["results"]
            path = page["next"]
            if page["results"]:
                continue
            if poll_seconds is None:
                return
            self._sleep(poll_seconds)

    def send_report(self, **report: str | datetime | None) -> Report:
        """Hand in a report: `text` or `html`, `url`, `title`, `publisher`, `external_id`, `published_at`, `language`.

        The same report sent again is known again, so this too is asked again when the network fails. Raises Invalid.
        """
        body = in_json(report)
        kept: Report = self._send("POST", "reports/", body=body)
        return kept

    def processing(self, report_id: str) -> Processing:
        """How far a report has come."""
        stage: Processing = self._send("GET", f"reports/{report_id}/processing/")
        return stage

    def follow(self, report_id: str, *, every_seconds: float = 1) -> Iterator[Processing]:
        """Each step of a report's way, until it is done or has failed; the last one is the outcome."""
        last: Processing | None = None
        while last is None or last["state"] not in ENDED:
            if last:
                self._sleep(every_seconds)
            stage = self.processing(report_id)
            if stage != last:
                yield stage
            last = stage

    def _send(
        self, method: str, path: str, parameters: Mapping[str, Value | None] | None = None, body: Any = None
    ) -> Any:
        url = self._requests.address(path, parameters)
        for attempt in count(1):
            try:
                headers = self._requests.headers_for(method, url)
                response = self._http.request(method, url, headers=headers, json=body)
            except httpx.TransportError:
                if (wait := self._retries.wait(attempt, None)) is None:
                    raise
            else:
                if (wait := self._retries.wait(attempt, response)) is None:
                    return self._requests.answer(method, url, response)
            self._sleep(wait)
        raise AssertionError("unreachable")
