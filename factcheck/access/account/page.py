"""The frame of an account's page."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from factcheck.access.models import User


def page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    shown = {**admin.site.each_context(request), "title": title, "here": name, **context}
    return TemplateResponse(request, f"account/{name}.html", shown)


def person(request: HttpRequest) -> User:
    """Who is logged in; these pages are behind the admin's login."""
    return cast(User, request.user)


def gave_password(request: HttpRequest) -> bool:
    """Asked again before what a stolen session must not do; failures count towards the lockout."""
    given = request.POST.get("password", "")
    return authenticate(request, username=person(request).get_username(), password=given) is not None
