"""The page of a source: what kind it is, who owns it, and how reliable people hold it to be."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from factcheck.access.rooms import Room
from sources.admin.rate import owner_view, rate_view
from sources.models import Grade, Source
from sources.search.grades import Standing, grade_of

SHOWN = 50
"""Ratings, and sources that it owns, which the page shows at most."""


@admin.register(Source)
class SourceAdmin(Room):
    """Sources come with reports; what kind a source is may be put right here, the rest has pages of its own."""

    list_display = ("name", "kind", "created_at")
    list_filter = ("kind",)
    search_fields = ("name",)
    fields: ClassVar[tuple[str, ...]] = ("name", "kind", "created_at", "owned_by", "owns", "reliability", "ratings")
    readonly_fields: ClassVar[tuple[str, ...]] = ("name", "created_at", "owned_by", "owns", "reliability", "ratings")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Only what was typed: an owner that was named meanwhile stays."""
        obj.save(update_fields=form.changed_data)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:pk>/rate/", view(rate_view), name="sources_source_rate"),
            path("<uuid:pk>/owner/", view(owner_view), name="sources_source_owner"),
            *super().get_urls(),
        ]

    @admin.display(description="owned by")
    def owned_by(self, source: Source) -> SafeString:
        change = format_html('<a href="{}">Name an owner</a>', reverse("admin:sources_source_owner", args=[source.pk]))
        return format_html("{} {}", _link(source.owner) if source.owner else "nobody that we know of.", change)

    @admin.display(description="owns")
    def owns(self, source: Source) -> str | SafeString:
        rows = ((_link(one),) for one in source.owned.order_by("name")[:SHOWN])
        return format_html_join(", ", "{}", rows) or "No source."

    @admin.display(description="reliability")
    def reliability(self, source: Source) -> SafeString:
        rate = format_html('<a href="{}">Rate it</a>', reverse("admin:sources_source_rate", args=[source.pk]))
        standing = grade_of(source.pk)
        return format_html("{} {}", told(standing) if standing else "Nobody has rated it.", rate)

    @admin.display(description="ratings")
    def ratings(self, source: Source) -> str | SafeString:
        rows = (
            (
                row.get_grade_display() if row.grade else "its own rating taken back",
                f"{row.since:%-d %B %Y}",
                row.why,
                str(row.rated_by),
                f"{row.rated_at:%-d %B %Y}",
            )
            for row in source.ratings.select_related("rated_by")[:SHOWN]
        )
        return format_html_join("", "<p><b>{}</b>, since {}: <bdi>{}</bdi> (By {}, {}.)</p>", rows) or "None."


def told(standing: Standing) -> str:
    """ "B: usually reliable, since 3 May 2024, as its owner House" """
    words = dict(Grade.choices)[standing.grade]
    owner = f", as its owner {standing.held_by_name}" if standing.is_inherited else ""
    return f"{words}, since {standing.since:%-d %B %Y}{owner}."


def _link(source: Source) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("admin:sources_source_change", args=[source.pk]), source)
