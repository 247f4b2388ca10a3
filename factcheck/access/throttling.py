"""How often those who carry no valid key may ask."""

from typing import TYPE_CHECKING

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # REST framework's views load this module by its name in the settings
    from rest_framework.views import APIView

logger = structlog.get_logger(__name__)


class AnonymousThrottle(SimpleRateThrottle):
    """ANONYMOUS_RATE requests for each address; a request with a valid key is not counted."""

    scope = "anonymous"
    cache = cache

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        if request.auth is not None:
            return None
        return self.key_for(request)

    def key_for(self, request: Request) -> str:
        return f"throttle:{self.scope}:{self.get_ident(request)}"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """With the cache away everyone is let in: what is published must not depend on it."""
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            logger.warning("throttle_failed", reason=str(error))
            return True


class RefusedKeyThrottle(AnonymousThrottle):
    """A request with a key that is not valid counts as one without a key.

    REST framework throttles only after it has authenticated, so the authentication asks this one itself.
    """

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        return self.key_for(request)

    def check(self, request: Request) -> None:
        """Raises Throttled when this address has asked too often."""
        if not self.allow_request(request, request.parser_context["view"]):
            raise Throttled(self.wait())


class ContestThrottle(AnonymousThrottle):
    """DISPUTE_RATE cases for each address, whatever key it carries, by the public form and by the API together."""

    scope = "dispute"

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        return self.key_for(request)
