"""Entities: their names, who speaks as them, and what is judged the same."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from factcheck.access.rooms import Room
from sources.admin.judge import judge_view, undo_view
from sources.models import Entity, EntityJudgement, EntityName

SHOWN = 50
"""Names, sources, judgements and merged entities that a page shows, of each."""
NAMES_LISTED = 4


class MergedFilter(admin.SimpleListFilter):
    title = "merging"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "One for each thing"), ("yes", "Merged into another")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(same_as__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Entity)
class EntityAdmin(Room):
    """Entities come with reports; kind and outside id may be put right here, merging is done by judgements."""

    list_display = ("name", "kind", "also_called", "held_same", "created_at")
    list_filter = ("kind", MergedFilter)
    list_select_related = ("same_as",)
    search_fields = ("name",)
    search_help_text = "The beginning of a name, alias or acronym."
    fields: ClassVar[tuple[str, ...]] = (
        "name",
        "kind",
        "external_scheme",
        "external_id",
        "held_same",
        "all_names",
        "speaks_as",
        "merged_into_it",
        "judgements",
        "created_at",
    )
    readonly_fields: ClassVar[tuple[str, ...]] = (
        "name",
        "held_same",
        "all_names",
        "speaks_as",
        "merged_into_it",
        "judgements",
        "created_at",
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Entity]":
        names = EntityName.objects.filter(entity=OuterRef("pk")).exclude(name=OuterRef("name"))
        return Entity.objects.annotate(
            other_names=ArraySubquery(names.order_by("pk").values("name")[: NAMES_LISTED + 1])
        ).order_by("-id")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        return (queryset & Entity.objects.called(search_term) if search_term.strip() else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entity | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Entity, form: "ModelForm[Entity]", change: bool) -> None:
        """Only what was typed: a merge that was made meanwhile stays."""
        obj.save(update_fields=form.changed_data)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:pk>/judge/", view(judge_view), name="sources_entity_judge"),
            path("<uuid:pk>/undo/<uuid:judgement>/", view(undo_view), name="sources_entity_undo"),
            *super().get_urls(),
        ]

    @admin.display(description="also called")
    def also_called(self, entity: Entity) -> str:
        names: list[str] = entity.other_names  # type: ignore[attr-defined]
        return ", ".join(names[:NAMES_LISTED]) + (" and more" if len(names) > NAMES_LISTED else "")

    @admin.display(description="the same as")
    def held_same(self, entity: Entity) -> str | SafeString:
        return _link(entity.same_as_id, entity.same_as) if entity.same_as else ""

    @admin.display(description="names")
    def all_names(self, entity: Entity) -> SafeString:
        rows = ((row.name, row.get_kind_display().lower()) for row in entity.names.all()[:SHOWN])
        return format_html_join("", "<p>{} ({})</p>", rows)

    @admin.display(description="speaks as")
    def speaks_as(self, entity: Entity) -> str | SafeString:
        rows = (
            (reverse("admin:sources_source_change", args=[row.pk]), row.name, row.get_kind_display().lower())
            for row in entity.sources.order_by("name")[:SHOWN]
        )
        return format_html_join("", '<p><a href="{}">{}</a> ({})</p>', rows) or "No source."

    @admin.display(description="merged into it")
    def merged_into_it(self, entity: Entity) -> str | SafeString:
        rows = ((_link(row.pk, row),) for row in entity.merged.order_by("pk")[:SHOWN])
        return format_html_join("", "<p>{}</p>", rows) or "None."

    @admin.display(description="judgements")
    def judgements(self, entity: Entity) -> SafeString:
        rows = EntityJudgement.objects.filter(Q(left=entity) | Q(right=entity))
        rows = rows.select_related("left", "right", "by", "undone_by")[:SHOWN]
        lines = format_html_join("", "<p>{} {}: {} {}</p>", (_words(entity, row) for row in rows))
        judge = reverse("admin:sources_entity_judge", args=[entity.pk])
        return format_html('{}<p><a href="{}">Judge it the same as or different from another</a></p>', lines, judge)


def _words(entity: Entity, row: EntityJudgement) -> tuple[Any, ...]:
    """What one judgement says, seen from `entity`, and how to undo it."""
    other = row.right if row.left_id == entity.pk else row.left
    verdict = {"same": "The same as", "different": "Different from", "unsure": "Unsure whether the same as"}[
        row.verdict
    ]
    undo = reverse("admin:sources_entity_undo", args=[entity.pk, row.pk])
    fate = (
        f"Undone by {row.undone_by or 'a machine'}, {row.undone_at:%-d %B %Y}."
        if row.undone_at
        else format_html('<a href="{}">Undo</a>', undo)
    )
    said = f"{row.reason} (By {row.by or row.machine}, {row.at:%-d %B %Y}.)"
    return verdict, _link(other.pk, other), said, fate


def _link(pk: UUID | None, entity: Entity) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("admin:sources_entity_change", args=[pk]), entity)
