"""Reports and their snapshots: paste a report in, read what is kept."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from factcheck.access.rooms import ReadOnly
from sources.admin.kill import kill_view, standing_of
from sources.dispatch import enqueue
from sources.errors import UnusableReport
from sources.models import Passage, Report, Snapshot
from sources.models.report import Via
from sources.models.work import State
from sources.services.receive_report import IncomingReport, Receipt, receive_report
from sources.tasks import index

SNAPSHOTS_SHOWN = 50
FOUND = 1_000
"""Passages that a search of reports looks through at most."""


class ReportForm(forms.Form):
    """A report as it is pasted in; `receive_report` says what is wrong with it."""

    title = forms.CharField(required=False, label="Headline")
    url = forms.CharField(required=False, label="Address", help_text="Where it was published, with https://.")
    publisher = forms.CharField(required=False, help_text="The outlet's name, as it calls itself.")
    published_at = forms.SplitDateTimeField(
        required=False, label="Published", widget=AdminSplitDateTime, help_text="In your time zone."
    )
    language = forms.CharField(initial="en", help_text="A language code such as en or pt-BR.")
    text = forms.CharField(
        required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16}), help_text="The plain text, or below:"
    )
    html = forms.CharField(
        required=False,
        strip=False,
        label="HTML",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The page's source, instead of the text. Its readable text is taken from it.",
    )


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display: tuple[str, ...] = ("__str__", "publisher", "published_at", "received", "indexing")
    list_select_related = ("publisher", "current__indexing")
    search_fields = ("title",)
    search_help_text = "Words that stand in the text."
    fields: ClassVar[tuple[str, ...]] = (
        "title",
        "address",
        "publisher",
        "published_at",
        "language",
        "external_id",
        "created_at",
        "counts",
        "versions",
    )
    readonly_fields: ClassVar[tuple[str, ...]] = ("address", "counts", "versions")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Report]":
        return Report.objects.select_related(*self.list_select_related).defer("current__text", "current__original")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        if not search_term:
            return queryset, False
        query = SearchQuery(search_term, config="english", search_type="websearch")
        found = Passage.objects.filter(search=query).order_by().values("snapshot__report")[:FOUND]
        return queryset.filter(pk__in=found), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("sources.add_report"))

    @admin.display(description="received")
    def received(self, report: Report) -> datetime:
        return report.created_at

    @admin.display(description="passages")
    def indexing(self, report: Report) -> str:
        work = getattr(report.current, "indexing", None)
        if work is None:
            return "taken back"
        words = {State.PENDING: "waiting", State.DONE: "ready", State.FAILED: f"failed: {work.error}"}
        return words[State(work.state)]

    @admin.display(description="address")
    def address(self, report: Report) -> str | SafeString:
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', report.url) if report.url else "not given"

    @admin.display(description="does it count?")
    def counts(self, report: Report) -> SafeString:
        return standing_of(report)

    def get_urls(self) -> list[URLPattern]:
        kill = path("<uuid:pk>/kill/", self.admin_site.admin_view(kill_view), name="sources_report_kill")
        return [kill, *super().get_urls()]

    @admin.display(description="versions")
    def versions(self, report: Report) -> SafeString:
        rows = report.snapshots.defer("text", "original")[:SNAPSHOTS_SHOWN]
        words = (
            (
                reverse("admin:sources_snapshot_change", args=[row.pk]),
                f"{row.received_at:%-d %B %Y %H:%M} UTC",
                row.get_received_via_display(),
                row.received_by or "not said",
                "current" if row.pk == report.current_id else "earlier",
            )
            for row in rows
        )
        return format_html_join("", '<p><a href="{}">{}</a>, by {} ({}), {}</p>', words)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied("Only an editor may send reports in. Ask an administrator for the role.")
        form = ReportForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and (receipt := _received(form, request)):
            _tell(request, receipt)
            return redirect("admin:sources_report_change", receipt.report.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Send a report in",
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/sources/report/add.html", context)


def _received(form: ReportForm, request: HttpRequest) -> Receipt | None:
    """What became of it; None when it can't be kept, and the reason stands at the field."""
    try:
        receipt = receive_report(IncomingReport(**form.cleaned_data), via=Via.ADMIN, by=request.user.get_username())
    except UnusableReport as error:
        form.add_error(error.field, error.message)
        return None
    if receipt.is_new:
        enqueue(index, receipt.snapshot.pk)
    return receipt


def _tell(request: HttpRequest, receipt: Receipt) -> None:
    if receipt.is_new:
        messages.success(request, "The report is stored and waits to be read.")
    else:
        messages.info(request, "This report was known already, with this very text; nothing was stored twice.")


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnly):
    list_display = ("__str__", "report", "received_at", "received_via", "received_by")
    fields: ClassVar[tuple[str, ...]] = (
        "report",
        "title",
        "published_at",
        "received_at",
        "received_via",
        "received_by",
        "media_type",
        "sha256",
        "whole_text",
    )
    readonly_fields: ClassVar[tuple[str, ...]] = ("whole_text",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Snapshot]":
        return Snapshot.objects.select_related("report").defer("text", "original")

    @admin.display(description="text")
    def whole_text(self, snapshot: Snapshot) -> SafeString:
        return format_html('<div class="pasted" dir="auto">{}</div>', snapshot.text)
