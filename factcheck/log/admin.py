"""The log, its checkpoints and their deliveries, to read; and the way to erase what an entry says."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from factcheck.access.rooms import ReadOnly
from factcheck.log.erase_page import erase_view
from factcheck.log.erasure import PERMISSION, tombstones
from factcheck.log.models import Check, Checkpoint, Delivery, LogEntry, LogPayload

# Fixed, because asking the log itself would read all of it.
KINDS = (
    *("decision", "decision_requested", "decision_rejected", "decision_request_withdrawn", "second_person_switched"),
    *("publication", "correction", "withdrawal", "rating", "credibility", "merge", "unmerge", "grant", "erasure"),
    *("dispute", "setting"),
)
OBJECT_TYPES = ("claim", "report", "entity", "source", "log_entry", "user", "desk", "apikey", "setting")


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
    readonly_fields = ("body", "erase")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        """By type and id together, as they are indexed."""
        if search_term:
            queryset = queryset.filter(object_type__in=OBJECT_TYPES, object_id=search_term.strip())
        return queryset, False

    def get_urls(self) -> list[URLPattern]:
        erase = path("<int:sequence>/erase/", self.admin_site.admin_view(erase_view), name="log_logentry_erase")
        return [erase, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: LogEntry | None = None) -> Any:
        return (*self.fields, "erase") if request.user.has_perm(PERMISSION) else self.fields

    @admin.display(description="payload")
    def body(self, entry: LogEntry) -> str:
        payload = LogPayload.objects.filter(pk=entry.pk).first()
        if payload:
            return payload.body
        stone = tombstones([entry.pk]).get(entry.pk)
        if stone is None:
            return "It is gone, and no entry says that it was erased. Run verify_log, and tell an administrator."
        where = reverse("admin:log_logentry_change", args=[stone.erased_in])
        said = 'Erased on {}, as entry <a href="{}">{}</a> says. The chain of hashes still holds without it.'
        return format_html(said, f"{stone.erased_at:%-d %B %Y}", where, stone.erased_in)

    @admin.display(description="erasure")
    def erase(self, entry: LogEntry) -> str:
        if not LogPayload.objects.filter(pk=entry.pk).exists():
            return "There is nothing left to erase."
        where = reverse("admin:log_logentry_erase", args=[entry.pk])
        return format_html('<a href="{}">Erase what it says, as law asks</a>', where)


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnly):
    list_display = ("size", "made_at", "head_hash", "key_id", "delivered")
    fields = (*list_display, "signature")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related("deliveries")

    @admin.display(description="where it went")
    def delivered(self, checkpoint: Checkpoint) -> str:
        told = [f"{it.get_channel_display()}: {_standing(it)}" for it in checkpoint.deliveries.all()]
        return ", ".join(told) or "nowhere: no channel was set"


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ("checkpoint", "channel", "standing", "attempts", "due_at", "error")
    list_select_related = ("checkpoint",)
    list_filter = (("delivered_at", admin.EmptyFieldListFilter), "channel")
    fields = ("checkpoint", "channel", "attempts", "due_at", "delivered_at", "error")

    @admin.display(description="state")
    def standing(self, delivery: Delivery) -> str:
        return _standing(delivery)


@admin.register(Check)
class CheckAdmin(ReadOnly):
    list_display = ("started_at", "took", "entries", "outcome")
    fields = ("started_at", "finished_at", "entries", "outcome")

    @admin.display(description="seconds")
    def took(self, check: Check) -> str:
        return f"{(check.finished_at - check.started_at).total_seconds():.1f}"

    @admin.display(description="outcome")
    def outcome(self, check: Check) -> str:
        return check.failure or "All of it held."


def _standing(delivery: Delivery) -> str:
    if delivery.delivered_at:
        return "arrived"
    return "failed, is tried again" if delivery.attempts else "waits"
