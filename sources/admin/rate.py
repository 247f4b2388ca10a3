"""The pages that rate a source and name its owner."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget, ForeignKeyRawIdWidget
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.errors import RatingRefused
from sources.models import Grade, Source
from sources.services.rate_source import PERMISSION, rate_source, set_owner

WHY = "In a sentence a colleague can check. The log keeps it."
EACH = (
    "How reliable it has shown itself to be, whatever it says today: how credible one statement is, is judged on "
    "the evidence itself. What its owner has holds for it until it has a grade of its own."
)
OWNER = "The owner's grade holds for every source of its that has none of its own."


class RatingForm(forms.Form):
    grade = forms.ChoiceField(
        choices=[*Grade.choices, ("", "take its own rating back: what its owner has holds")],
        required=False,
        help_text=EACH,
    )
    since = forms.DateField(widget=AdminDateWidget, help_text="The day from which it holds.")
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text=WHY)


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        widget=ForeignKeyRawIdWidget(Source._meta.get_field("owner").remote_field, admin.site),
        help_text=f"Empty: nobody. {OWNER}",
        error_messages={"invalid_choice": "There is no such source. Choose one with the magnifying glass."},
    )
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text=WHY)


@require_http_methods(["GET", "POST"])
def rate_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    reviewer, source = _allowed(request), get_object_or_404(Source, pk=pk)
    form = RatingForm(request.POST or None, initial={"since": timezone.now().date(), "grade": "C"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _done(form, lambda: rate_source(pk, data["grade"], data["since"], data["why"], reviewer)):
            messages.success(request, "The rating is stored. Findings that rest on this source are made anew.")
            return redirect("admin:sources_source_change", pk)
    return _page(request, source, form, "How reliable is it?", "Store the rating")


@require_http_methods(["GET", "POST"])
def owner_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    reviewer, source = _allowed(request), get_object_or_404(Source, pk=pk)
    form = OwnerForm(request.POST or None, initial={"owner": source.owner_id})
    if request.method == "POST" and form.is_valid():
        owner: Source | None = form.cleaned_data["owner"]
        if _done(form, lambda: set_owner(pk, owner.pk if owner else None, form.cleaned_data["why"], reviewer)):
            messages.success(request, "The owner is stored. Findings that rest on this source are made anew.")
            return redirect("admin:sources_source_change", pk)
    return _page(request, source, form, "Who owns it?", "Store the owner")


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether it was not refused; the reason of a refusal stands at its field."""
    try:
        act()
    except RatingRefused as error:
        form.add_error(error.field or None, error.message)
        return False
    return True


def _allowed(request: HttpRequest) -> User:
    return allowed(request, PERMISSION, "Only a reviewer may rate sources. Ask an administrator for the role.")


def _page(request: HttpRequest, source: Source, form: forms.Form, title: str, act: str) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Source._meta,
        "title": title,
        "act": act,
        "source": source,
        "form": form,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/sources/source/form.html", context)
