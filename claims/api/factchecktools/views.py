"""`GET /v1alpha1/claims:search`, and the discovery document from which Google's client libraries build themselves."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.factchecktools.asked import Asked, Refused, token
from claims.api.factchecktools.discovery import discovery
from claims.api.factchecktools.shapes import claim, site
from claims.models import Publication
from claims.models.publication import PublicationQuerySet
from factcheck.access.authentication import KeyAuthentication, known_key
from factcheck.access.models import ApiKey
from factcheck.access.throttling import count_anonymous

CODES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 429: "RESOURCE_EXHAUSTED"}


class KeyParameter(KeyAuthentication):
    """`?key=`, as Google's clients send it; without one the caller stays anonymous, at the lower rate."""

    def authenticate(self, request: Request) -> tuple[None, ApiKey] | None:
        given = request.query_params.get("key")
        if not given:
            return super().authenticate(request)
        key = known_key(given)
        if key is None:
            count_anonymous(request)
            raise AuthenticationFailed("API key not valid. Please pass a valid API key.")
        return None, key


class GoogleView(APIView):
    """Errors as Google's libraries read them."""

    authentication_classes = [KeyParameter]
    scopes = {"GET": frozenset[str]()}

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Refused):
            return _error(400, str(exc))
        if isinstance(exc, AuthenticationFailed):
            return _error(400, str(exc.detail))
        if isinstance(exc, APIException):
            wait = getattr(exc, "wait", None)
            headers = {"Retry-After": str(int(wait) + 1)} if wait else None
            return _error(exc.status_code, str(exc.detail), headers)
        raise exc


class Search(GoogleView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Published claims, the newest change first."""
        asked = Asked.read(request.query_params)
        home = request.build_absolute_uri("/")
        if asked.site and asked.site != site(home):
            return Response({})
        rows = list(_found(asked)[asked.offset : asked.offset + asked.size + 1])
        shown = [
            claim(row.content, request.build_absolute_uri(reverse("claim", args=[row.claim_id])), settings.SITE_NAME)
            for row in rows[: asked.size]
        ]
        told: dict[str, Any] = {"claims": shown} if shown else {}
        if len(rows) > asked.size:
            told["nextPageToken"] = token(rows[asked.size - 1].pk, request.query_params)
        return Response(told)


class Discovery(GoogleView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(discovery(request.build_absolute_uri("/")))


def _found(asked: Asked) -> PublicationQuerySet:
    rows = Publication.objects.standing().listed().defer("search", "words", "card").order_by("-sequence")
    if asked.query:
        rows = rows.mentioning(asked.query)
    if asked.language:
        rows = rows.filter(language__istartswith=asked.language)
    if asked.days is not None:
        rows = rows.filter(decided_at__gte=timezone.now() - timedelta(days=asked.days))
    return rows.filter(pk__lt=asked.before) if asked.before else rows


def _error(code: int, message: str, headers: dict[str, str] | None = None) -> Response:
    told = {"code": code, "message": message, "status": CODES.get(code, "UNKNOWN")}
    return Response({"error": told}, code, headers=headers)
