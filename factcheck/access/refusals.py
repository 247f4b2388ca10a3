"""Every page that is refused says which role it needs and whom to ask."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from factcheck.access.models import User
from factcheck.access.roles import ADMINISTRATOR, roles_with

ACTS = {"changelist": ("view", "see"), "change": ("view", "see"), "add": ("add", "add"), "delete": ("delete", "delete")}
NAMED = 5


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: what was said when it was refused, else which role the page needs; and who gives roles."""
    context = {"said": str(exception) or needed(request), "roles": _roles(request), "ask": _administrators(request)}
    return render(request, "403.html", context, status=403)


def needed(request: HttpRequest) -> str:
    """Which role the admin's page asks for, in a sentence; empty for other pages."""
    name = request.resolver_match.url_name if request.resolver_match else None
    for model in admin.site._registry:
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        if name and name.startswith(prefix) and (act := ACTS.get(name.removeprefix(prefix))):
            return _sentence(model, *_act(request, *act))
    return ""


def _act(request: HttpRequest, codename: str, verb: str) -> tuple[str, str]:
    return ("change", "change") if request.method == "POST" and codename == "view" else (codename, verb)


def _sentence(model: type[models.Model], codename: str, verb: str) -> str:
    roles = roles_with(f"{model._meta.app_label}.{codename}_{model._meta.model_name}")
    what = f"{verb} {model._meta.verbose_name_plural}"
    return f"To {what} you need the role of {' or '.join(roles)}." if roles else f"No role may {what} here."


def _roles(request: HttpRequest) -> list[str]:
    user = getattr(request, "user", None)
    return sorted(group.name for group in user.groups.all()) if isinstance(user, User) else []


def _administrators(request: HttpRequest) -> list[str]:
    """Names for people of the house only."""
    if not isinstance(getattr(request, "user", None), User):
        return []
    people = User.objects.filter(groups__name=ADMINISTRATOR, is_active=True).order_by("username")[:NAMED]
    return [person.get_full_name() or person.get_username() for person in people]
