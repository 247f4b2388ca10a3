"""Readings: what was found in each snapshot, and what was left out and why."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from claims.models import Reading
from factcheck.access.rooms import ReadOnly

FATES_SHOWN = 500


def coverage(reading: Reading) -> str:
    """ "12 of 15 sentences became claims, 3 were left out" """
    if not reading.sentences:
        return ""
    parts = [f"{reading.sentences_claimed} of {reading.sentences} sentences became claims"]
    if reading.sentences_left_out:
        parts.append(f"{reading.sentences_left_out} left out")
    if reading.sentences_unread:
        parts.append(f"{reading.sentences_unread} not read")
    return ", ".join(parts)


@admin.register(Reading)
class ReadingAdmin(ReadOnly):
    list_display = ("snapshot", "state", "claims_found", "covers", "extractor", "finished_at")
    list_filter = ("state",)
    fields = (
        "snapshot",
        "extractor",
        "state",
        "error",
        "attempts",
        "finished_at",
        "claims_found",
        "covers",
        "not_claims",
    )
    readonly_fields = ("covers", "not_claims")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Reading]":
        rows = Reading.objects.select_related("snapshot")
        return rows.defer("fates", "snapshot__text", "snapshot__original").order_by("-id")

    @admin.display(description="coverage")
    def covers(self, reading: Reading) -> str:
        return coverage(reading)

    @admin.display(description="left out or not read")
    def not_claims(self, reading: Reading) -> SafeString:
        text = reading.snapshot.text
        fates = [fate for fate in reading.fates if fate[2] != "claim"][:FATES_SHOWN]
        rows = ((text[start:end], outcome.replace("_", " "), reason) for start, end, outcome, reason in fates)
        return format_html_join("", '<p class="fate"><q dir="auto">{}</q><br>{}: {}</p>', rows)
