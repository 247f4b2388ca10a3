"""How often one key, or one address without a valid key, may ask."""

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from redis.exceptions import RedisError
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from factcheck.access.address import address_of
from factcheck.access.models import ApiKey
from factcheck.access.rates import Rate, parse_rate
from factcheck.access.window import Count, hit

if TYPE_CHECKING:  # REST framework's views load this module by its name in the settings
    from rest_framework.views import APIView

logger = structlog.get_logger(__name__)
COUNT = "rate_count"


class RateExceeded(Throttled):
    """Says how long to wait, and for whom a key would help."""

    def __init__(self, wait: int, has_key: bool) -> None:
        super().__init__(wait)
        self.seconds = wait
        help_ = "." if has_key else ", or send a valid key."
        self.sentence = f"Too many requests{' with this key' if has_key else ' without a valid key'}. "
        self.sentence += f"Wait {wait} seconds{help_}"


class RateThrottle(BaseThrottle):
    """ANONYMOUS_RATE for each address without a key; the key's own rate or KEY_RATE for each key."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if isinstance(request.auth, ApiKey):
            count(
                request._request,
                f"key:{request.auth.pk}",
                parse_rate(request.auth.rate or settings.KEY_RATE),
                has_key=True,
            )
        else:
            count_anonymous(request)
        return True


def count_anonymous(request: Request) -> None:
    """Also for a key that is not valid: REST framework throttles only after it has authenticated."""
    count(
        request._request, f"address:{address_of(request._request)}", parse_rate(settings.ANONYMOUS_RATE), has_key=False
    )


def count(request: HttpRequest, who: str, rate: Rate, *, has_key: bool) -> None:
    """Raises RateExceeded. With Redis away everyone is let in: what is published must not depend on it."""
    try:
        counted = hit(who, rate)
    except RedisError as error:
        logger.warning("throttle_failed", reason=str(error))
        return
    setattr(request, COUNT, counted)
    if not counted.allowed:
        raise RateExceeded(counted.reset, has_key)


class ContestThrottle(BaseThrottle):
    """DISPUTE_RATE cases for each address, whatever key it carries, by the public form and by the API together."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        count_contest(request._request)
        return True


def count_contest(request: HttpRequest) -> None:
    """Raises RateExceeded."""
    count(request, f"dispute:{address_of(request)}", parse_rate(settings.DISPUTE_RATE), has_key=True)


class RateHeaders(MiddlewareMixin):
    """Tells every client of the API what is left of its rate."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        counted: Count | None = getattr(request, COUNT, None)
        if counted:
            response["RateLimit-Limit"] = str(counted.limit)
            response["RateLimit-Remaining"] = str(counted.remaining)
            response["RateLimit-Reset"] = str(counted.reset)
        return response
