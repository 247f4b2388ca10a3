"""What an address that makes its callers wait needs to know of them, and tells them when there is no room."""

from django.core.handlers.asgi import ASGIRequest
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from claims.api.problems import Problem, problem_of
from claims.api.tail import Full
from factcheck.access.address import address_of
from factcheck.access.models import ApiKey

RETRY_SECONDS = 10


class NoRoom(APIException):
    status_code = 503

    def __init__(self, full: Full) -> None:
        self.full = full
        super().__init__()


@problem_of.register
def _(error: NoRoom) -> Problem:
    headers = {"Retry-After": str(RETRY_SECONDS)}
    if error.full.by_caller:
        detail = "You hold as many waiting connections as one may. End one of them, or ask without waiting."
        return Problem(429, "too_many_waiting", detail, headers=headers)
    detail = "As many wait for changes as this server takes. Try again in a moment, or ask without waiting."
    return Problem(503, "too_many_waiting", detail, headers=headers)


def can_wait(request: Request) -> bool:
    """Not where a whole worker would wait with it (WSGI), nor where nobody reads the body."""
    return isinstance(request._request, ASGIRequest) and request.method == "GET"


def caller(request: Request) -> str:
    """The key, or the address of who carries none."""
    if isinstance(request.auth, ApiKey):
        return f"key:{request.auth.pk}"
    return f"address:{address_of(request._request)}"
