"""Clients of the API, each with a key of one scope or none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Ask = Callable[..., Any]


def _asker(key: str = "") -> Ask:
    client = Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    def ask(path: str, data: Any = None, *, method: str = "", **given: Any) -> Any:
        """GET, or POST of JSON when there is data; a whole address is asked as it is."""
        address = path if path.startswith(("http", "/")) else f"/api/v1/{path}"
        method = method or ("GET" if data is None else "POST")
        return client.generic(
            method,
            address.removeprefix("http://testserver"),
            b"" if data is None else data if isinstance(data, bytes) else _json(data),
            given.pop("content_type", "application/json"),
            headers={**headers, **given.pop("headers", {})},
            **given,
        )

    return ask


def _json(data: Any) -> bytes:
    import json

    return json.dumps(data).encode()


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    """A test of many examples asks more often in a minute than a client may."""
    settings.KEY_RATE = "999999/min"


@pytest.fixture
def anyone(db: None) -> Ask:
    """Someone without a key."""
    return _asker()


@pytest.fixture
def aggregator(keys: dict[str, str]) -> Ask:
    """An aggregator with a key that only reads."""
    return _asker(keys["read"])


@pytest.fixture
def wire(keys: dict[str, str]) -> Ask:
    """A wire that sends reports."""
    return _asker(keys["ingest"])


@pytest.fixture
def desk(keys: dict[str, str]) -> Ask:
    """A review desk's tool that sees everything."""
    return _asker(keys["review"])


@pytest.fixture
def bearer() -> Callable[[str], Ask]:
    return _asker
