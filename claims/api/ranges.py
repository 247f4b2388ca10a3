"""One range of a file (RFC 9110, 14): which part is asked for, and the answer that sends it without holding it."""

import asyncio
import re
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from claims.api.problems import Problem, respond

CHUNK = 256 * 1024
RANGE = re.compile(r"bytes=[ \t]*(?:([0-9]+)-([0-9]*)|-([0-9]+))[ \t]*", re.ASCII | re.IGNORECASE)
DIGITS = 19
"""Of the longest number that counts; what is longer lies beyond every file."""


class Unsatisfiable(Exception):
    """The range lies beyond the end."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes from `start` to before `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def part_of(asked: str, size: int) -> Part | None:
    """None where the header can't be read or asks for several: then all is sent. Raises Unsatisfiable."""
    found = RANGE.fullmatch(asked)
    if not found:
        return None
    first, last, suffix = (_number(given) for given in found.groups())
    if suffix is not None:
        if not suffix or not size:
            raise Unsatisfiable
        return Part(max(size - suffix, 0), size)
    start = first or 0
    if last is not None and last < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return Part(start, size if last is None else min(last + 1, size))


def _number(given: str | None) -> int | None:
    if not given:
        return None
    return int(given) if len(given.lstrip("0")) <= DIGITS else int("9" * DIGITS)


def asked_range(request: HttpRequest, tag: str) -> str:
    """The Range header where it counts: of a GET, and if `If-Range` is there only for the file that it names."""
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    return asked if request.headers.get("If-Range", tag) == tag else ""


def send(request: HttpRequest, path: Path, size: int, tag: str, content_type: str) -> HttpResponseBase:
    """200 with all of the file, 206 with the part that is asked for, 416 where there is no such part."""
    try:
        part = part_of(asked_range(request, tag), size)
    except Unsatisfiable:
        beyond = f"The file has {size} bytes; ask for a range that begins before its end."
        headers = {"Content-Range": f"bytes */{size}"}
        return respond(Problem(416, "range_not_satisfiable", beyond, headers=headers), instance=request.path)
    status, sent = (206, part) if part else (200, Part(0, size))
    response: HttpResponseBase = _body(request, path, sent, content_type, status)
    response.headers["Content-Length"] = str(sent.length)
    if part:
        response.headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
    return response


def _body(request: HttpRequest, path: Path, part: Part, content_type: str, status: int) -> HttpResponseBase:
    """An ASGI server would first read a plain iterator to its end, a WSGI server an asynchronous one."""
    given: dict[str, Any] = {"content_type": content_type, "status": status}
    if request.method == "HEAD":
        return HttpResponse(**given)
    chunks = _aread(path, part) if isinstance(request, ASGIRequest) else _read(path, part)
    return StreamingHttpResponse(chunks, **given)


def _read(path: Path, part: Part) -> Generator[bytes, None, None]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = part.length
        while left and (chunk := file.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk


async def _aread(path: Path, part: Part) -> AsyncIterator[bytes]:
    chunks = _read(path, part)
    try:
        while chunk := await asyncio.to_thread(next, chunks, b""):
            yield chunk
    finally:
        chunks.close()
