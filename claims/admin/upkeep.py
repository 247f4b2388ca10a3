"""When a claim is looked at again: the page that says that it stands, and the one that sets its rule."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.errors import LookRefused
from claims.models import Claim
from claims.services.keep_current import LONGEST, LOOK, SET_RULE, it_stands, set_rule
from factcheck.access.models import User
from factcheck.access.rooms import allowed


class LookForm(forms.Form):
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="What was looked at; it may stay empty."
    )


class RuleForm(forms.Form):
    every = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LONGEST,
        label="Days between two looks",
        help_text="Empty: as for all claims of its kind.",
    )
    due = forms.SplitDateTimeField(
        required=False,
        label="Next due",
        widget=AdminSplitDateTime,
        help_text="In your time zone. Empty: counted from now.",
    )


@require_http_methods(["GET", "POST"])
def stands_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    reviewer = _allowed(request, LOOK, "Only a reviewer may say that a verdict stands.")
    claim, form = get_object_or_404(Claim, pk=pk), LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            it_stands(claim.pk, form.cleaned_data["note"], reviewer, timezone.now())
        except LookRefused as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "It stands. The next look is planned.")
            return redirect("admin:claims_claim_change", pk)
    return _page(request, claim, form, "It still stands", "It stands")


@require_http_methods(["GET", "POST"])
def rule_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor = _allowed(request, SET_RULE, "Only an editor may set when a claim is due.")
    claim = get_object_or_404(Claim, pk=pk)
    form = RuleForm(request.POST or None, initial={"every": claim.review_every})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        set_rule(claim.pk, data["every"], data["due"], editor, timezone.now())
        messages.success(request, "The date is set.")
        return redirect("admin:claims_claim_change", pk)
    return _page(request, claim, form, "When it is due", "Save")


def _allowed(request: HttpRequest, permission: str, refusal: str) -> User:
    return allowed(request, permission, f"{refusal} Ask an administrator for the role.")


def _page(request: HttpRequest, claim: Claim, form: forms.Form, title: str, act: str) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Claim._meta,
        "title": title,
        "act": act,
        "claim": claim,
        "form": form,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/claims/claim/upkeep.html", context)
