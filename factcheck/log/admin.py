"""The log, to read."""

from django.contrib import admin

from factcheck.access.rooms import ReadOnly
from factcheck.log.models import LogEntry, LogPayload


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ("sequence", "recorded_at", "kind", "object_type", "object_id", "hash")
    list_filter = ("kind",)
    search_fields = ("object_id__exact",)
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

    @admin.display(description="payload")
    def body(self, entry: LogEntry) -> str:
        payload = LogPayload.objects.filter(pk=entry.pk).first()
        return payload.body if payload else "Erased. The chain of hashes still holds without it."
