"""The page that judges how credible a piece of evidence is."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from claims.errors import CredibilityRefused
from claims.models import Claim, Evidence
from claims.models.credibility import CredibilityGrade
from claims.services.judge_credibility import PERMISSION, judge_credibility
from factcheck.access.rooms import allowed


class CredibilityForm(forms.Form):
    grade = forms.TypedChoiceField(
        choices=CredibilityGrade.choices,
        coerce=int,
        widget=forms.RadioSelect,
        label="How credible is what it says?",
        help_text="In the light of all that is known, whoever says it: how reliable a source is, is rated on its page.",
    )
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text="In a sentence a colleague can check.")


@require_http_methods(["GET", "POST"])
def credibility_view(request: HttpRequest, pk: UUID, evidence: UUID) -> HttpResponse:
    reviewer = allowed(request, PERMISSION, "Only a reviewer may judge evidence. Ask an administrator for the role.")
    row = get_object_or_404(Evidence.objects.select_related("claim", "passage"), claim=pk, pk=evidence)
    form = CredibilityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            judge_credibility(row.pk, form.cleaned_data["grade"], form.cleaned_data["why"], reviewer)
        except CredibilityRefused as error:
            form.add_error(error.field or None, error.message)
        else:
            messages.success(request, "The judgement is stored beside the evidence.")
            return redirect("admin:claims_claim_change", pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Claim._meta,
        "title": "Credibility",
        "act": "Store the judgement",
        "claim": row.claim,
        "passage": row.passage.text,
        "form": form,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/claims/claim/credibility.html", context)
