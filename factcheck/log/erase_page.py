"""The page on which an administrator erases what a log entry says."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from factcheck.access.rooms import allowed
from factcheck.log.erasure import PERMISSION, ErasureRefused, erase
from factcheck.log.models import LogEntry


class EraseForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Which law or ruling asks for it. This stays in the log, so do not repeat what is erased.",
    )


@require_http_methods(["GET", "POST"])
def erase_view(request: HttpRequest, sequence: int) -> HttpResponse:
    person = allowed(request, PERMISSION, "Only an administrator may erase what the log says. Ask one.")
    entry = get_object_or_404(LogEntry, pk=sequence)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(entry.pk, form.cleaned_data["reason"], person)
        except ErasureRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "What it said is erased. The entry, its digest and its hash stay.")
        return redirect("admin:log_logentry_change", entry.pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": LogEntry._meta,
        "title": f"Erase what entry {entry.pk} says",
        "entry": entry,
        "form": form,
    }
    return TemplateResponse(request, "admin/log/logentry/erase.html", context)
