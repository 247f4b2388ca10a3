"""The log, to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck.access.rooms import ReadOnly
from factcheck.log.models import LogEntry, LogPayload

# Fixed, because asking the log itself would read all of it.
KINDS = ("decision", "grant")
OBJECT_TYPES = ("claim", "user", "desk", "apikey")


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, kind) for kind in KINDS]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ("sequence", "recorded_at", "kind", "object_type", "object_id", "hash")
    list_filter = (KindFilter,)
    search_fields = ("object_id",)
    search_help_text = "The id of what the entry is about."
    ordering = ("-sequence",)
    fields = (
        "sequence",
        "recorded_at",
        "kind",
        "object_type",
        "object_id",
        "body",
        "payload_digest",
        "previous_hash",
        "hash",
    )
    readonly_fields = ("body",)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        """By type and id together, as they are indexed."""
        if search_term:
            queryset = queryset.filter(object_type__in=OBJECT_TYPES, object_id=search_term.strip())
        return queryset, False

    @admin.display(description="payload")
    def body(self, entry: LogEntry) -> str:
        payload = LogPayload.objects.filter(pk=entry.pk).first()
        return payload.body if payload else "Erased. The chain of hashes still holds without it."
