"""Readings: what was found in each snapshot, and what was left out and why."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from claims.admin.by_hand import EDIT
from claims.admin.by_hand import urls as by_hand_urls
from claims.admin.coverage import coverage, covered
from claims.admin.pick import PickForm, pick_view
from claims.admin.reread import PERMISSION, reread_view
from claims.models import Reading
from factcheck.access.rooms import ReadOnly


@admin.register(Reading)
class ReadingAdmin(ReadOnly):
    list_display = ("snapshot", "state", "claims_found", "covers", "extractor", "finished_at")
    list_filter = ("state",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Reading]":
        rows = Reading.objects.select_related("snapshot")
        return rows.defer("fates", "snapshot__text", "snapshot__original").order_by("-id")

    @admin.display(description="coverage")
    def covers(self, reading: Reading) -> str:
        return coverage(reading)

    def get_urls(self) -> list[URLPattern]:
        again = path("again/<uuid:pk>/", self.admin_site.admin_view(reread_view), name="claims_reading_again")
        pick = path("<uuid:pk>/pick/", self.admin_site.admin_view(pick_view), name="claims_reading_pick")
        return [again, pick, *by_hand_urls(), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The report as it was read; whatever is posted here changes nothing."""
        reading = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, reading):
            raise PermissionDenied("You may not see readings. Ask an administrator for a role.")
        if not isinstance(reading, Reading):
            raise Http404("There is no such reading.")
        context = {
            **self.admin_site.each_context(request),
            **covered(reading, _page(request)),
            "report": reading.snapshot.report,
            "opts": self.opts,
            "may_edit": request.user.has_perm(EDIT),
            "pick": PickForm(auto_id="pick_%s"),
            "may_reread": request.user.has_perm(PERMISSION),
            "title": "Reading",
        }
        return TemplateResponse(request, "admin/claims/reading/page.html", context)


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    if not given.isdecimal() or not 1 <= int(given) <= 1_000_000:
        raise Http404("Pages are numbered from 1.")
    return int(given)
