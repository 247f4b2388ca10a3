"""The pages of `sources`, with what only `claims` knows: how far a report has been read."""

from uuid import UUID

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.admin.coverage import coverage
from claims.models import Contradiction, Reading
from sources.admin.report import ReportAdmin, SnapshotAdmin
from sources.models import Report, Snapshot
from sources.models.work import State

READINGS_SHOWN = 20

admin.site.unregister(Report)
admin.site.unregister(Snapshot)


@admin.register(Report)
class ReadReportAdmin(ReportAdmin):
    list_display = (*ReportAdmin.list_display, "reading")
    fields = ("read_as", *ReportAdmin.fields)
    readonly_fields = ("read_as", *ReportAdmin.readonly_fields)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Report]":
        newest = Reading.objects.filter(snapshot=OuterRef("current")).order_by("-id")
        return super().get_queryset(request).annotate(read=Subquery(newest.values("state")[:1]))

    @admin.display(description="reading")
    def reading(self, report: Report) -> str:
        state: str | None = report.read  # type: ignore[attr-defined]
        if state is None:
            return "not begun"
        return {State.PENDING: "waiting", State.DONE: "read", State.FAILED: "failed"}[State(state)]

    @admin.display(description="reading")
    def read_as(self, report: Report) -> SafeString | str:
        return readings_of(report.current_id) if report.current_id else "Nothing to read yet."


@admin.register(Snapshot)
class ReadSnapshotAdmin(SnapshotAdmin):
    fields = ("claims_of_it", "contradictions", *SnapshotAdmin.fields)
    readonly_fields = ("claims_of_it", "contradictions", *SnapshotAdmin.readonly_fields)

    @admin.display(description="reading")
    def claims_of_it(self, snapshot: Snapshot) -> SafeString:
        return readings_of(snapshot.pk)

    @admin.display(description="contradictions inside it")
    def contradictions(self, snapshot: Snapshot) -> SafeString | str:
        rows = Contradiction.objects.filter(snapshot=snapshot)
        words = (
            (
                reverse("admin:claims_contradiction_change", args=[row.pk]),
                row.reason,
                " (dismissed)" if row.dismissed_at else "",
            )
            for row in rows
        )
        return format_html_join("", '<p dir="auto"><a href="{}">{}</a>{}</p>', words) or "None found."


def readings_of(snapshot_id: UUID) -> SafeString:
    """What became of a text, newest reading first, with the ways on from there."""
    rows = Reading.objects.filter(snapshot=snapshot_id).order_by("-id").defer("fates")[:READINGS_SHOWN]
    words = (
        (reverse("admin:claims_reading_change", args=[row.pk]), row.get_state_display(), coverage(row), row.extractor)
        for row in rows
    )
    lines = format_html_join("", '<p><a href="{}">{}</a> {} ({})</p>', words)
    return format_html(
        '{}<p><a href="{}?snapshot={}">Write a claim from this text</a></p>',
        lines or "Not read yet.",
        reverse("admin:claims_claim_add"),
        snapshot_id,
    )
