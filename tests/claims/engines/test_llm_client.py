import ssl
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from claims.engines.llm.answer import parse
from claims.engines.llm.client import LARGEST_ANSWER, complete
from claims.engines.llm.config import Endpoint
from claims.engines.llm.errors import Unanswered
from tests.claims.engines.model_answers import EMPTY
from tests.claims.engines.model_server import Behaviour, Exchange, completion, fails, gives, says, serving

BODY = {"model": "tiny", "messages": []}


def ask(behaviour: Behaviour, seconds: float = 5) -> Any:
    with serving(behaviour) as server:
        return complete(Endpoint(server.base_url, "tiny"), BODY, seconds)


def test_an_answer_comes_with_what_it_cost() -> None:
    content, tokens = ask(says(EMPTY))
    assert parse(content).claims == []
    assert tokens == 100


def test_the_request_goes_where_it_should_with_the_key_in_its_header() -> None:
    with serving(says(EMPTY)) as server:
        complete(Endpoint(server.base_url, "tiny", api_key="sesame"), BODY, 5)
        complete(Endpoint(server.base_url, "tiny"), BODY, 5)
    assert server.paths == ["/v1/chat/completions"] * 2
    assert server.requests == [BODY] * 2
    assert server.headers[0]["Authorization"] == "Bearer sesame"
    assert "Authorization" not in server.headers[1]
    assert server.headers[0]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("usage", [{"total_tokens": -5}, {"total_tokens": 10**30}, {"total_tokens": "9"}, {}, [1]])
def test_a_cost_that_can_not_be_is_not_believed(usage: Any) -> None:
    whole = completion(EMPTY) | {"usage": usage}
    assert ask(gives(whole)).tokens is None


def first_choice(**changes: Any) -> Behaviour:
    whole = completion(EMPTY)
    whole["choices"][0] |= changes
    return gives(whole)


def cut_short(exchange: Exchange) -> None:
    exchange.close_connection = True
    exchange.send(200, b'{"choices": ', Content_Length="500")


def not_http(exchange: Exchange) -> None:
    exchange.close_connection = True
    exchange.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")


REDIRECT = fails(307, Location="http://127.0.0.1:9/steal")
BROKEN: list[tuple[Behaviour, str, bool, int | None]] = [
    (fails(400), "answered 400", False, 0),
    (fails(401), "answered 401", False, 0),
    (fails(429), "answered 429", True, 0),
    (fails(500), "answered 500", True, 0),
    (fails(503), "answered 503", True, 0),
    (REDIRECT, "not followed", False, 0),
    (gives(b"<html>hello", Content_Type="text/html"), "other than JSON", False, None),
    (gives(b"\x1f\x8b", Content_Encoding="gzip"), "compressed", False, None),
    (gives(b'{"choices": ['), "other than JSON", True, None),
    (gives(b"\xff\xfe"), "other than JSON", True, None),
    (gives(b'{"a": ' * 100_000), "other than JSON", True, None),
    (gives(b"[" * 100_000), "other than JSON", True, None),
    (gives(b"9" * 10_000), "other than JSON", True, None),
    (gives(b"NaN"), "other than JSON", True, None),
    (gives([]), "holds no message", True, None),
    (gives({"choices": None}), "holds no message", True, None),
    (gives({"choices": [None]}), "holds no message", True, None),
    (gives(completion(EMPTY) | {"choices": []}), "holds no message", True, 100),
    (gives(b" " * (LARGEST_ANSWER + 1)), "more than 1,000,000 bytes", False, None),
    (says(EMPTY, finish_reason="length"), "cut off", False, 100),
    (says(EMPTY, finish_reason="content_filter"), "refused", False, 100),
    (says(None, refusal="I would rather not."), "refused", False, 100),
    (says(None, tool_calls=[{"id": "1", "type": "function"}]), "asked for tools", False, 100),
    (says(None), "not complete", True, 100),
    (first_choice(finish_reason=None), "not complete", True, 100),
    (first_choice(message={"content": ["a"]}), "not complete", True, 100),
    (cut_short, "broke off", True, None),
    (not_http, "broke off", True, None),
]


@pytest.mark.parametrize(("behaviour", "because", "retry", "spent"), BROKEN)
def test_what_is_no_answer_is_said_to_be_none(behaviour: Behaviour, because: str, retry: bool, spent: int) -> None:
    with pytest.raises(Unanswered, match=because) as caught:
        ask(behaviour)
    assert (caught.value.retry, caught.value.spent) == (retry, spent)


def test_a_redirect_is_not_followed() -> None:
    with serving(says(EMPTY)) as other:
        with pytest.raises(Unanswered, match="not followed"):
            ask(fails(302, Location=f"{other.base_url}/chat/completions"))
        assert other.requests == []


@pytest.mark.parametrize(("told", "wait"), [("7", 7.0), ("soon", None), ("-1", None), ("9" * 9, None), ("²", None)])
def test_how_long_the_server_wants_us_to_wait_is_kept(told: str, wait: float | None) -> None:
    with pytest.raises(Unanswered) as caught:
        ask(fails(429, Retry_After=told))
    assert caught.value.wait == wait


@pytest.mark.parametrize(
    ("start", "bit"),
    [
        (b"", b""),
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_server_that_drips_gets_no_more_than_its_time(start: bytes, bit: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(Unanswered, match=r"did not answer in 0\.3 s") as caught:
        ask(lambda exchange: exchange.drip(start, bit), seconds=0.3)
    assert 0.25 < time.monotonic() - begun < 3
    assert (caught.value.retry, caught.value.spent) == (True, None)


def test_a_server_that_is_away_costs_nothing() -> None:
    with serving(says(EMPTY)) as server:
        gone = server.base_url
    with pytest.raises(Unanswered, match="could not be reached") as caught:
        complete(Endpoint(gone, "tiny"), BODY, 5)
    assert (caught.value.retry, caught.value.spent) == (True, 0)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """One for localhost that signed itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_a_certificate_is_verified(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(says(EMPTY)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        endpoint = Endpoint(server.base_url.replace("http://127.0.0.1", "https://localhost"), "tiny", api_key="sesame")
        with pytest.raises(Unanswered, match="could not be reached"):
            complete(endpoint, BODY, 5)
        assert server.requests == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert complete(endpoint, BODY, 5).tokens == 100
        with pytest.raises(Unanswered, match="could not be reached"):
            complete(replace(endpoint, base_url=endpoint.base_url.replace("localhost", "127.0.0.1")), BODY, 5)
