"""Connections that end when the time is up, however slowly the other side drips."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

_SLICE = 4096


class Deadline:
    """A moment, `seconds` from now by a clock that nobody sets."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, 0 or less when it has passed."""
        return self._end - time.monotonic()


class DeadlineBackend(httpcore.NetworkBackend):
    """Plain sockets held to one deadline from the first name look-up to the last byte.

    The library's own timeouts bound single reads only, and a server that sends a byte now and then never meets one.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline, self._inner = deadline, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(host, port, _left(self._deadline), local_address, socket_options)
        return _DeadlineStream(stream, self._deadline)


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for at in range(0, len(buffer), _SLICE):  # one write may wait many times, each for the whole timeout
            self._inner.write(buffer[at : at + _SLICE], _left(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: Deadline) -> float:
    """Raises httpcore.ReadTimeout once there is none."""
    if (left := deadline.left()) <= 0:
        raise httpcore.ReadTimeout
    return left
