"""Answers that are stored as bytes: sent as they are, or not at all where the client has them."""

from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from rest_framework.request import Request

from claims.api.problems import Problem, respond

Answered = TypeVar("Answered", bound=HttpResponseBase)
VERSION = "1"
"""Part of every ETag: a change in how answers look makes all of them new."""


def etag(*parts: object) -> str:
    digest = sha256("\x1f".join([VERSION, *map(str, parts)]).encode()).hexdigest()
    return f'"{digest[:32]}"'


def unchanged(request: Request, tag: str, changed_at: datetime | None) -> HttpResponseBase | None:
    """304, or 412 where `If-Match` names another one; None when the whole answer is called for."""
    modified = int(changed_at.timestamp()) if changed_at else None
    found = get_conditional_response(request._request, tag, modified)
    if found is None:
        return None
    if found.status_code == 412:
        changed = "It is no longer as your If-Match or If-Unmodified-Since says. Read it anew."
        found = respond(Problem(412, "changed", changed), instance=request.path)
    return marked(found, tag, changed_at)


def answer(body: str, tag: str, changed_at: datetime | None) -> HttpResponse:
    return marked(HttpResponse(body.encode(), "application/json"), tag, changed_at)


def marked(response: Answered, tag: str, changed_at: datetime | None, cache: str = "no-cache") -> Answered:
    """Caches may keep it, but ask each time, unless `cache` says otherwise."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = cache
    if changed_at:
        response.headers["Last-Modified"] = http_date(int(changed_at.timestamp()))
    return response
