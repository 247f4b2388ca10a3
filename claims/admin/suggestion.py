"""Suggestions: pairs of claims that may say the same, the likeliest first."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from claims.admin.identity import pair_page
from claims.admin.pair import next_view
from claims.models import Suggestion
from factcheck.access.rooms import ReadOnly


class AnsweredFilter(admin.SimpleListFilter):
    title = "answer"
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "Open"), ("answered", "Answered")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() in ("open", "answered"):
            return queryset.filter(is_answered=self.value() == "answered")
        return queryset


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnly):
    """What engines and editors ask; reviewers answer on the page of the pair."""

    list_display = ("older", "newer", "why", "asked_by")
    list_filter = (AnsweredFilter,)
    list_select_related = ("left", "right", "by")
    change_list_template = "admin/claims/suggestion/list.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Suggestion]":
        return Suggestion.objects.defer("left__search", "right__search")

    @admin.display(description="older claim")
    def older(self, row: Suggestion) -> str:
        return str(row.left)

    @admin.display(description="newer claim")
    def newer(self, row: Suggestion) -> str:
        return str(row.right)

    @admin.display(description="why")
    def why(self, row: Suggestion) -> str:
        return " ".join(row.reasons)

    @admin.display(description="asked by")
    def asked_by(self, row: Suggestion) -> str:
        return str(row.by) if row.by else row.engine

    def get_urls(self) -> list[URLPattern]:
        following = path("next/", self.admin_site.admin_view(next_view), name="claims_suggestion_next")
        return [following, *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(Suggestion, pk=object_id)
        return redirect(f"{pair_page(row.left_id, row.right_id)}?ask={row.pk}")
