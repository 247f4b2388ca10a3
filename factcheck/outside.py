"""Requests to addresses that someone set or sent: only to public machines, in bounded time, without redirects."""

import ipaddress
import socket
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import httpcore

from factcheck.deadline import Deadline, DeadlineBackend

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")  # all that is given out of IPv6; the rest is local, mapped or old
# Documentation (RFC 9637) and the relays of 6to4 (RFC 7526), which Python's tables do not know.
_NOBODYS = (ipaddress.ip_network("3fff::/20"), ipaddress.ip_network("192.88.99.0/24"))
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreachable(Exception):
    """The request was not made, or not answered; the message says why and what to do."""


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float, *, private: bool = False) -> int:
    """The status of the answer, whose body is not read. Raises Unreachable.

    Unless `private`, the address must be https and its name must lead to public addresses only; the connection goes
    to the address that was looked at, so that no second look-up can lead elsewhere.
    """
    _check(url, private=private)
    deadline = Deadline(seconds)
    sent: list[tuple[bytes | str, bytes | str]] = list(headers.items())
    backend = DeadlineBackend(deadline) if private else _PublicBackend(deadline)
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend) as pool,
            pool.stream("POST", url, headers=sent, content=body) as response,
        ):
            return response.status
    except httpcore.TimeoutException:
        raise Unreachable(f"{_host(url)} did not answer in {seconds:.3g} seconds.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, UnicodeError) as error:  # a label that no name can have
        raise Unreachable(f"{_host(url)} could not be asked ({type(error).__name__}: {error}).") from None


def is_public(address: Address) -> bool:
    """Whether it, and any IPv4 address inside it, is one of the open internet."""
    inner = _inside(address)
    if inner:
        return is_public(inner)
    if any(address in network for network in _NOBODYS) or (address.version == 6 and address not in _UNICAST):
        return False
    return address.is_global and not address.is_multicast


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _check(url: str, *, private: bool) -> None:
    schemes = {"https", "http"} if private else {"https"}
    if urlsplit(url).scheme not in schemes or not _host(url):
        raise Unreachable(f"{url!r} is no {' or '.join(sorted(schemes))} address.")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


class _PublicBackend(DeadlineBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        address = _public_address(host, port)
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


def _public_address(host: str, port: int) -> str:
    """The first address of the host; all of them must be public."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unreachable(f"There is no machine named {host}.") from None
    for address in found:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise Unreachable(f"{host} leads to {address}, which is not a public address, so it is not asked.")
    return found[0]
