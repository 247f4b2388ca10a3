"""An address that someone set leads to public machines only, whatever its name leads to."""

import socket
from ipaddress import ip_address
from typing import Any

import pytest

from factcheck.outside import Unreachable, is_public, post

PRIVATE = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255
::1 :: fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1
192.0.0.1 192.88.99.1 198.18.0.1 240.0.0.1 fec0::1 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b:1::7f00:1 3fff::1
2001:0:7f00:1::1 5f00::1 100::1""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_counts_as_public_however_it_is_written(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://2130706433/", "https://0x7f.1/"]
)
def test_a_private_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(Unreachable, match="not a public address"):
        post(url, b"", {}, 2)


@pytest.mark.parametrize("url", ["http://example.org/", "file:///etc/passwd", "https:///x", "gopher://example.org/"])
def test_only_https_is_asked(url: str) -> None:
    with pytest.raises(Unreachable, match="is no https address"):
        post(url, b"", {}, 2)


def test_a_name_with_one_private_address_among_its_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int, **_: Any) -> list[Any]:
        rows = [("8.8.8.8", port), ("10.0.0.1", port)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", row) for row in rows]

    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", both)
        with pytest.raises(Unreachable, match=r"10\.0\.0\.1"):
            post("https://two.example/", b"", {}, 2)


@pytest.mark.parametrize("private", [True, False])
def test_a_name_that_can_t_be_one_is_told(private: bool) -> None:
    with pytest.raises(Unreachable):
        post(f"https://{'a' * 64}.example/", b"", {}, 2, private=private)


def test_a_machine_that_does_not_listen_is_told() -> None:
    with pytest.raises(Unreachable, match="could not be asked"):
        post("http://127.0.0.1:1/", b"", {}, 2, private=True)
