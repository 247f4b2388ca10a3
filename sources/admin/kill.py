"""The page that takes a report back, or lets it count again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.dispatch import enqueue
from sources.errors import KillRefused
from sources.models import Report
from sources.services.kill_report import PERMISSION, kill_report, lift_kill
from sources.tasks import index


class KillForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Why, in a sentence a colleague can check."
    )


def standing_of(report: Report) -> SafeString:
    """Whether it counts, and the way to change that."""
    kill = report.kills.select_related("killed_by").filter(lifted_at__isnull=True).first()
    address = reverse("admin:sources_report_kill", args=[report.pk])
    if kill is None:
        return format_html('It counts. <a href="{}">Take it back</a>', address)
    said = f"Taken back by {kill.killed_by} on {kill.killed_at:%-d %B %Y}: {kill.reason}"
    return format_html('<bdi>{}</bdi> <a href="{}">Let it count again</a>', said, address)


@require_http_methods(["GET", "POST"])
def kill_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET asks; POST takes back a report that counts, and lets one count again that was taken back."""
    editor = allowed(request, PERMISSION, "Only an editor may take a report back. Ask an administrator for the role.")
    report = get_object_or_404(Report.objects.select_related("publisher"), pk=pk)
    is_killed = report.kills.filter(lifted_at__isnull=True).exists()
    form = None if is_killed else KillForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _turn(report, form, editor)
        except KillRefused as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "It counts again." if is_killed else "It no longer counts. Nothing was deleted.")
        return redirect("admin:sources_report_change", pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Report._meta,
        "title": "Let it count again" if is_killed else "Take the report back",
        "report": report,
        "form": form,
    }
    return TemplateResponse(request, "admin/sources/report/kill.html", context)


def _turn(report: Report, form: KillForm | None, editor: User) -> None:
    if form is None:
        enqueue(index, lift_kill(report.pk, editor).version_id)
    else:
        kill_report(report.pk, form.cleaned_data["reason"], editor)
