"""One answer from a Chat Completions endpoint, in bounded time and size."""

import json
from typing import Any, NamedTuple

import httpcore

from claims.engines.llm.config import Endpoint
from claims.engines.llm.errors import Unanswered, Unusable
from claims.engines.llm.shape import load
from factcheck.deadline import Deadline, DeadlineBackend

LARGEST_ANSWER = 1_000_000
"""Bytes."""

MOST_TOKENS = 10_000_000
"""No request costs more; a count above it is not believed."""

_RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504})


class Completion(NamedTuple):
    """The model's message, and the tokens it cost where the server says so credibly."""

    content: str
    tokens: int | None


def complete(endpoint: Endpoint, body: dict[str, Any], seconds: float) -> Completion:
    """Ask once, for at most `seconds` in all. Raises Unanswered.

    No redirect is followed (it would carry the key elsewhere), no proxy is used, certificates are verified, and no
    compressed answer is taken.
    """
    try:
        status, headers, content = _post(endpoint, json.dumps(body).encode(), Deadline(seconds))
    except httpcore.ConnectTimeout:
        raise Unanswered(f"the model endpoint did not answer in {seconds:.3g} s", retry=True, spent=0) from None
    except httpcore.TimeoutException:
        raise Unanswered(f"the model endpoint did not answer in {seconds:.3g} s", retry=True) from None
    except httpcore.ConnectError:
        raise Unanswered("the model endpoint could not be reached", retry=True, spent=0) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise Unanswered("the model endpoint broke off its answer", retry=True) from None
    _check(status, headers)
    return _completion(content)


def _post(endpoint: Endpoint, body: bytes, deadline: Deadline) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, body."""
    headers: dict[bytes | str, bytes | str] = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    if endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key}"
    with (
        httpcore.ConnectionPool(network_backend=DeadlineBackend(deadline)) as pool,
        pool.stream("POST", f"{endpoint.base_url}/chat/completions", headers=headers, content=body) as response,
    ):
        received = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        content = bytearray()
        for chunk in response.iter_stream():
            content += chunk
            if len(content) > LARGEST_ANSWER:
                raise Unusable(f"the model endpoint sent more than {LARGEST_ANSWER:,} bytes")
        return response.status, received, bytes(content)


def _check(status: int, headers: dict[str, str]) -> None:
    """Raises Unanswered for anything but a 200 with plain JSON."""
    if 300 <= status < 400:
        raise Unanswered("the model endpoint points to another address, which is not followed", spent=0)
    if status != 200:
        raise Unanswered(
            f"the model endpoint answered {status}", retry=status in _RETRYABLE, wait=_wait(headers), spent=0
        )
    if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Unanswered("the model endpoint sent something other than JSON")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Unanswered("the model endpoint sent a compressed answer, which was not asked for")


def _wait(headers: dict[str, str]) -> float | None:
    value = headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() and len(value) < 6 else None


def _completion(content: bytes) -> Completion:
    """The message of the first choice. Raises Unusable where it is cut, refused, or something else."""
    try:
        whole = load(content)
    except ValueError:
        raise Unusable("the model endpoint sent something other than JSON", retry=True) from None
    spent = _tokens(whole)
    choice = _first(whole)
    message = choice.get("message")
    if not isinstance(message, dict):
        raise Unusable("the model endpoint's answer holds no message", retry=True, spent=spent)
    if message.get("tool_calls") or message.get("function_call"):
        raise Unusable("the model asked for tools, and it has none", spent=spent)
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise Unusable("the model refused to read it", spent=spent)
    if choice.get("finish_reason") == "length":
        raise Unusable("the model's answer was cut off at its limit of tokens", spent=spent)
    answer = message.get("content")
    if choice.get("finish_reason") != "stop" or not isinstance(answer, str):
        raise Unusable("the model endpoint's answer is not complete", retry=True, spent=spent)
    return Completion(answer, spent)


def _first(whole: Any) -> dict[str, Any]:
    choices = whole.get("choices") if isinstance(whole, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _tokens(whole: Any) -> int | None:
    usage = whole.get("usage") if isinstance(whole, dict) else None
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    return total if type(total) is int and 0 < total <= MOST_TOKENS else None
