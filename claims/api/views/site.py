"""The API's own pages: where it starts, how it is described, and where there is nothing."""

from typing import Any, NoReturn

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from drf_spectacular.utils import extend_schema, inline_serializer
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.schema import problems
from claims.api.views.base import ApiView

ADDRESSES = {
    "claims": "api-claims",
    "changes": "api-changes",
    "changes_stream": "api-changes-stream",
    "exports": "api-exports",
    "reports": "api-reports",
    "sources": "api-sources",
    "webhooks": "api-webhooks",
    "schema": "api-schema",
    "docs": "api-docs",
    "guide": "api-guide",
}
GUIDE = settings.BASE_DIR / "docs" / "guide.md"


class Index(ApiView):
    scopes = {"GET": frozenset()}

    @extend_schema(
        operation_id="index",
        tags=["start"],
        summary="Start here",
        responses={
            200: inline_serializer("Index", {name: serializers.URLField() for name in ADDRESSES}),
            **problems(422),
        },
    )
    def get(self, request: Request) -> Response:
        """The addresses of the API."""
        return Response({name: reverse(view, request=request) for name, view in ADDRESSES.items()})


class Guide(ApiView):
    """The five-minute guide, as it is written: a text."""

    schema = None
    scopes = {"GET": frozenset()}

    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(GUIDE.read_bytes(), "text/plain; charset=utf-8")


class MissingSlash(APIException):
    status_code = 404
    default_code = "missing_slash"
    default_detail = "There is nothing at this address; with a slash at its end there is."


class Unknown(ApiView):
    """Everything under /api/ that is no address, whatever the method."""

    schema = None
    scopes = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        if not request.path.endswith("/") and _is_address(request.path_info + "/"):
            raise MissingSlash
        raise Http404


def _is_address(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "cls", None) is not Unknown
    except Resolver404:
        return False


class Schema(SpectacularJSONAPIView):
    """The OpenAPI description as JSON."""


class Docs(SpectacularSwaggerSplitView):
    """A page to read and try the API; its scripts and styles are our own files, as the CSP demands."""

    url_name = "api-schema"
    template_name = "api/docs.html"  # without the inline styles of the original
