"""Assistants that ask: the SDK's own client over stdio, and over HTTP to a real server."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.worker import database_url, end, until

ROOT = Path(__file__).resolve().parents[3]
Asked = tuple[str, dict[str, Any]]
Call = Callable[..., list[Any]]


def surroundings() -> dict[str, str]:
    """Of a process beside the tests: on their database, with engines that need no model."""
    given = {"DATABASE_URL": database_url(), "DATABASE_OWNER_URL": database_url()}
    return os.environ | given | {"EMBEDDING_ENGINE": "null", "STANCE_ENGINE": "null"}


async def ask(client: Client, asked: Sequence[Asked]) -> list[Any]:
    """The results of tools, in one connection."""
    async with client:
        return [await client.call_tool(tool, arguments) for tool, arguments in asked]


@pytest.fixture
def stdio(transactional_db: None) -> Call:
    command = StdioServerParameters(
        command=sys.executable, args=["manage.py", "mcp"], env=surroundings(), cwd=str(ROOT)
    )

    def call(*asked: Asked) -> Any:
        return anyio.run(ask, Client(command), asked)

    return call


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a real server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "factcheck.asgi:application", "--port", str(port)]
    with (tmp_path / "site.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings(), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(process, address), "the site answers")
        yield address
    finally:
        end(process)


def answers(process: "subprocess.Popen[bytes]", address: str) -> bool:
    assert process.poll() is None, "the site has ended"
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.ConnectError:
        return False


@pytest.fixture
def over_http(site: str) -> Call:
    """As a client of this `mode` (old or new) with this `key`."""

    async def connect(key: str, mode: str, asked: Sequence[Asked]) -> Any:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with httpx2.AsyncClient(headers=headers) as http:
            return await ask(Client(streamable_http_client(f"{site}/mcp", http_client=http), mode=mode), asked)

    def call(*asked: Asked, key: str = "", mode: str = "auto") -> Any:
        return anyio.run(connect, key, mode, asked)

    return call
