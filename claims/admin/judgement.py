"""Judgements: what people held of two claims, and the pages on which they do."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from claims.admin.identity import pair_page
from claims.admin.pair import compare_view, pair_view, suggest_view, undo_view
from claims.models import Judgement
from factcheck.access.rooms import ReadOnly


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Standing"), ("no", "Undone")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() in ("yes", "no"):
            return queryset.filter(undone_at__isnull=self.value() == "yes")
        return queryset


@admin.register(Judgement)
class JudgementAdmin(ReadOnly):
    """Every judgement that was made, also those that were undone."""

    list_display = ("left", "verdict", "right", "by", "at", "undone_by")
    list_filter = (StandingFilter, "verdict")
    list_select_related = ("left", "right", "by", "undone_by")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Judgement]":
        return Judgement.objects.defer("left__search", "right__search")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("pair/<uuid:left>/<uuid:right>/", view(pair_view), name="claims_judgement_pair"),
            path("pair/<uuid:left>/<uuid:right>/suggest/", view(suggest_view), name="claims_judgement_suggest"),
            path("compare/<uuid:pk>/", view(compare_view), name="claims_judgement_compare"),
            path("<uuid:pk>/undo/", view(undo_view), name="claims_judgement_undo"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(Judgement, pk=object_id)
        return redirect(pair_page(row.left_id, row.right_id))
