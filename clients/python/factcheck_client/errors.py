"""What the server refused, as exceptions made from its problem details (RFC 9457)."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that must change; `field` is the path to it, empty for the whole body."""

    field: str
    code: str
    detail: str


class ApiError(Exception):
    """Any answer that is an error. `code` is stable, for programs; `detail` is a sentence, for people."""

    def __init__(self, status: int, problem: dict[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        self.detail = str(problem.get("detail", f"The server answered {status}."))
        self.errors = [FieldError(row["field"], row["code"], row["detail"]) for row in problem.get("errors", [])]
        self.retry_after = retry_after
        named = "".join(f" {error.field}: {error.detail}" for error in self.errors)
        super().__init__(f"{self.detail}{named}")


class Unauthorized(ApiError):
    """The key is unknown, expired or revoked, or there is none where one is needed."""


class Forbidden(ApiError):
    """The key does not have the scope that this needs."""


class NotFound(ApiError):
    """There is nothing that you may see."""


class Conflict(ApiError):
    """It changed meanwhile, or clashes with what is there."""


class Gone(ApiError):
    """It was public and is no more: `reason` says why, `at` since when (RFC 3339)."""

    def __init__(self, status: int, problem: dict[str, Any], retry_after: float | None = None) -> None:
        super().__init__(status, problem, retry_after)
        self.reason = str(problem.get("reason", ""))
        self.at = str(problem.get("at", ""))


class Invalid(ApiError):
    """What was sent can't be used: see `errors`."""


class Throttled(ApiError):
    """Too many requests, also after the last attempt; `retry_after` says how many seconds to wait."""


class Unavailable(ApiError):
    """The server does not answer right now, also after the last attempt."""


KINDS: dict[int, type[ApiError]] = {
    400: Invalid,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: Gone,
    412: Conflict,
    422: Invalid,
    429: Throttled,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}


def error_of(response: httpx.Response, retry_after: float | None) -> ApiError:
    """The exception for an answer of 400 or above, whoever sent it: a proxy has no problem details."""
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    kind = KINDS.get(response.status_code, ApiError)
    return kind(response.status_code, problem if isinstance(problem, dict) else {}, retry_after)
