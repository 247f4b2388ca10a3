"""Every error of the API as problem details (RFC 9457) with a stable `code`."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import singledispatch
from http import HTTPStatus
from itertools import islice
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from claims.errors import DecisionRefused, DisputeRefused, StaleDecision, TooManyExports
from sources.errors import UnusableReport

MEDIA_TYPE = "application/problem+json"
LONGEST_FIELD, MOST_ERRORS = 100, 100
RETRY_SECONDS = 10
EXPORT_SECONDS = 60
SENTENCES = {
    "unsupported_media_type": " Send the body as application/json.",
    "not_acceptable": " Accept application/json.",
    "method_not_allowed": " The Allow header lists what this address takes.",
}
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class FieldError:
    """`field` is the path to what must change; empty when it is the body as a whole."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    status: int
    code: str
    detail: str
    errors: Sequence[FieldError] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


class Gone(exceptions.APIException):
    """There was something at this address; `tombstone` is the document that is left of it."""

    status_code = HTTPStatus.GONE
    SENTENCES = {
        "withdrawn": "This claim was withdrawn",
        "apart": "There is nothing public at this address any more",
        "erased": "What stood here was erased, as law asked",
    }

    def __init__(self, tombstone: Mapping[str, Any]) -> None:
        self.tombstone = tombstone
        super().__init__(f"{self.SENTENCES[tombstone['tombstone']]}: {tombstone['reason']}", tombstone["tombstone"])


class NoFile(exceptions.APIException):
    """The file of an export is not there yet, or no longer."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status_code = status
        super().__init__(detail, code)


class LengthRequired(exceptions.APIException):
    """A body that comes in chunks would be read as no body at all."""

    status_code = HTTPStatus.LENGTH_REQUIRED
    default_code = "length_required"
    default_detail = "Send the body with a Content-Length header; chunked bodies are not read."


def handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """REST framework's EXCEPTION_HANDLER. It answers without a renderer, so whatever the client accepts."""
    set_rollback()
    request = context.get("request")
    return respond(problem_of(error), instance=request.path if request else "")


def respond(problem: Problem, *, instance: str) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "instance": instance,
    }
    body |= problem.more
    if problem.errors:
        body["errors"] = [asdict(error) for error in problem.errors]
    # A lone surrogate that the client sent can't be written as UTF-8; it comes back as a question mark.
    encoded = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(encoded, MEDIA_TYPE, problem.status, headers=dict(problem.headers))


@singledispatch
def problem_of(error: Exception) -> Problem:
    logger.error("request_failed", exc_info=error)
    return Problem(500, "server_error", "Something went wrong on our side and was logged. Try again later.")


@problem_of.register
def _(error: exceptions.APIException) -> Problem:
    code = str(error.get_codes())
    detail = f"{error.detail}{SENTENCES.get(code, '')}"
    authenticate = getattr(error, "auth_header", "")
    headers = {"WWW-Authenticate": authenticate} if authenticate else {}
    return Problem(error.status_code, code, detail, headers=headers)


@problem_of.register
def _(error: Gone) -> Problem:
    more = {"reason": error.tombstone["reason"], "at": error.tombstone["at"]}
    return Problem(410, error.tombstone["tombstone"], str(error.detail), more=more)


@problem_of.register
def _(error: exceptions.ValidationError) -> Problem:
    return _invalid(list(islice(_field_errors(error.get_full_details()), MOST_ERRORS)))


@problem_of.register
def _(error: exceptions.Throttled) -> Problem:
    wait = max(1, math.ceil(getattr(error, "wait", None) or 1))
    detail = getattr(error, "sentence", f"Too many requests. Wait {wait} seconds.")
    return Problem(429, "throttled", detail, headers={"Retry-After": str(wait)})


@problem_of.register(Http404)
@problem_of.register(exceptions.NotFound)
def _(error: Exception) -> Problem:
    return Problem(404, "not_found", "There is nothing at this address that you may see.")


@problem_of.register
def _(error: PermissionDenied) -> Problem:
    return Problem(403, "permission_denied", str(error) or "You may not do this. Ask an administrator.")


@problem_of.register
def _(error: UnusableReport) -> Problem:
    return _invalid([FieldError(error.field, error.code, error.message)])


@problem_of.register
def _(error: DisputeRefused) -> Problem:
    return _invalid([FieldError(error.field, "invalid", error.message)])


@problem_of.register
def _(error: DecisionRefused) -> Problem:
    return Problem(409 if isinstance(error, StaleDecision) else 422, error.code, error.message)


@problem_of.register
def _(error: TooManyExports) -> Problem:
    return Problem(429, "too_many_exports", str(error), headers={"Retry-After": str(EXPORT_SECONDS)})


@problem_of.register
def _(error: RequestDataTooBig) -> Problem:
    from django.conf import settings

    limit = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,}"
    return Problem(413, "too_large", f"The body is too large: at most {limit} bytes are read.")


@problem_of.register
def _(error: SuspiciousOperation) -> Problem:
    return Problem(400, "bad_request", "This request can't be understood.")


@problem_of.register
def _(error: OperationalError) -> Problem:
    logger.error("database_failed", exc_info=error)
    detail = "The database does not answer right now. Try again in a moment."
    return Problem(503, "unavailable", detail, headers={"Retry-After": str(RETRY_SECONDS)})


def _invalid(errors: Sequence[FieldError]) -> Problem:
    named = sorted({error.field for error in errors if error.field})
    where = f" in {', '.join(named[:5])}" if named else ""
    return Problem(422, "invalid", f"The request can't be used as it is: see the errors{where}.", errors)


def _field_errors(details: Any, path: str = "") -> Iterator[FieldError]:
    """Flatten REST framework's nesting into one line for each error, with a dotted path."""
    if isinstance(details, dict) and isinstance(details.get("message"), str):
        yield FieldError(path[:LONGEST_FIELD], str(details["code"]), str(details["message"]))
    elif isinstance(details, dict):
        for name, inner in details.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _field_errors(inner, ".".join(filter(None, (path, own))))
    else:
        for inner in details:
            yield from _field_errors(inner, path)
