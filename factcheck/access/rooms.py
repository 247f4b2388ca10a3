"""What every room of the admin shares: who may come in, lists that count no big table, pages that only show."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from factcheck.access.models import User

COUNTED = 2_000
"""Rows that a list counts and pages through; further ones are found by search and filters."""


def allowed(request: HttpRequest, permission: str, refusal: str) -> User:
    """Who asks, if they have the permission; else raises PermissionDenied with that sentence."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(permission):
        raise PermissionDenied(refusal)
    return user


class BoundedPaginator(Paginator[Any]):
    """Counts at most COUNTED rows, so that a list of millions opens as fast as a short one."""

    object_list: "QuerySet[Any]"

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[:COUNTED].count()

    @property
    def is_cut(self) -> bool:
        return self.count == COUNTED


class Room(admin.ModelAdmin[Any]):
    """A list without counts, in its own order."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()
    list_per_page = 50
    actions: Any = None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural)
        heading = {"title": title[:1].upper() + title[1:]}
        return super().changelist_view(request, {**heading, **(extra_context or {})})


class ReadOnly(Room):
    """What nobody changes here: it is written elsewhere, once."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
