"""Contradictions inside reports: the list, and each one with its places in their context."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from claims.models import Contradiction
from claims.services.dismiss_contradiction import PERMISSION, dismiss_contradiction
from claims.telling import Words, in_context
from factcheck.access.rooms import ReadOnly, allowed
from sources.models import Report, Snapshot

AROUND = 120
"""Characters shown on each side of a place."""


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "Open"), ("dismissed", "Dismissed")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() in ("open", "dismissed"):
            return queryset.filter(dismissed_at__isnull=self.value() == "open")
        return queryset


@admin.register(Contradiction)
class ContradictionAdmin(ReadOnly):
    list_display = ("told", "kind", "report", "standing")
    list_filter = (StandingFilter, "kind")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Contradiction]":
        rows = Contradiction.objects.select_related("snapshot__report", "dismissed_by")
        return rows.defer("snapshot__text", "snapshot__original")

    @admin.display(description="contradiction")
    def told(self, row: Contradiction) -> str:
        return Truncator(row.reason).chars(300)

    @admin.display(description="report")
    def report(self, row: Contradiction) -> Report:
        return row.snapshot.report

    @admin.display(description="standing")
    def standing(self, row: Contradiction) -> str:
        return f"dismissed by {row.dismissed_by}" if row.dismissed_by else "open"

    def get_urls(self) -> list[URLPattern]:
        dismiss = self.admin_site.admin_view(dismiss_view)
        return [path("<uuid:pk>/dismiss/", dismiss, name="claims_contradiction_dismiss"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Every place in its context; it takes no form but the one that dismisses."""
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied("You may not see contradictions. Ask an administrator for a role.")
        if row is None:
            raise Http404("There is no such contradiction.")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": row.get_kind_display(),
            "contradiction": row,
            "report": row.snapshot.report,
            "places": list(places(row.snapshot, row)),
            "may_dismiss": request.user.has_perm(PERMISSION) and row.dismissed_at is None,
        }
        return TemplateResponse(request, "admin/claims/contradiction/contradiction.html", context)


def places(snapshot: Snapshot, row: Contradiction) -> Iterator[tuple[str, Words]]:
    """Where each place is, and its words in context."""
    for where, start, end in row.mentions:
        in_title = where == "title"
        yield (
            "In the headline" if in_title else "In the text",
            in_context(snapshot.title if in_title else snapshot.text, start, end, AROUND),
        )


@require_POST
def dismiss_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor = allowed(request, PERMISSION, "Only an editor or a reviewer may dismiss a contradiction.")
    row = get_object_or_404(Contradiction, pk=pk)
    if dismiss_contradiction(row.pk, editor):
        messages.success(request, "Dismissed: it counts as no contradiction.")
    else:
        messages.warning(request, "Somebody had dismissed it already.")
    return redirect("admin:claims_contradiction_change", row.pk)
