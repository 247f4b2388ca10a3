"""What both clients ask for and how they read the answers: everything but the waiting."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from factcheck_client.errors import error_of
from factcheck_client.retries import retry_after

Value = str | int | bool | datetime
KEPT = 256
"""How many answers with an ETag are kept, so that what has not changed is not sent again."""

ENDED = frozenset({"done", "failed"})
"""The states of a report in which nothing more happens."""


class Requests:
    """Addresses, parameters, and the answers that the server need not send twice."""

    def __init__(self, address: str, key: str | None, version: str = "/api/v1/") -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{address!r} is no address of a server; give one such as https://facts.example")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.version = version
        self.headers = {"Accept": "application/json", "User-Agent": "factcheck-client/1.0"}
        self.headers |= {"Authorization": f"Bearer {key}"} if key else {}
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def address(self, path: str, parameters: Mapping[str, Value | None] | None = None) -> str:
        """The address of a path, below the version where it does not start with a slash.

        Raises ValueError for another server's: the key is not for that one.
        """
        url = httpx.URL(urljoin(self.origin + self.version, path))
        if f"{url.scheme}://{url.netloc.decode()}" != self.origin:
            raise ValueError(f"{url} is not on {self.origin}.")
        given = {name: _text(value) for name, value in (parameters or {}).items() if value is not None}
        return str(url.copy_merge_params(given) if given else url)

    def headers_for(self, method: str, url: str) -> dict[str, str]:
        known = self._kept.get(url) if method == "GET" else None
        return {**self.headers, "If-None-Match": known[0]} if known else self.headers

    def answer(self, method: str, url: str, response: httpx.Response) -> Any:
        """The body, from what is kept where the server says that it has not changed. Raises ApiError."""
        if response.status_code == 304:
            self._kept.move_to_end(url)
            return json.loads(self._kept[url][1])
        if not response.is_success:
            raise error_of(response, retry_after(response))
        if method == "GET" and (tag := response.headers.get("ETag")):
            self._keep(url, tag, response.content)
        return response.json()

    def _keep(self, url: str, tag: str, body: bytes) -> None:
        self._kept[url] = (tag, body)
        self._kept.move_to_end(url)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return str(value)


def in_json(report: Mapping[str, str | datetime | None]) -> dict[str, str]:
    """The body of a report; what is None is left out."""
    return {name: _text(value) for name, value in report.items() if value is not None}
