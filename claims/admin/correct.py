"""The page that publishes a correction."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from claims.engines import get_judge
from claims.errors import CorrectionRefused
from claims.models import Claim
from claims.services.correct_claim import PERMISSION, Amends, correct_claim
from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.engines.embedding import get_embedder

SAME = (
    "Put right what it was meant to say; what says something else is another claim. Leave it as it is where only the "
    "verdict was wrong and a reviewer has changed it."
)


class CorrectionForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    statement = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text=SAME)
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Note to readers",
        help_text="What was wrong, in a sentence. It is published.",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Reason, for colleagues",
        help_text="How it came about. It is not published; the log keeps it.",
    )


@require_http_methods(["GET", "POST"])
def correct_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor = allowed(request, PERMISSION, "Only an editor may publish corrections. Ask an administrator for the role.")
    claim = get_object_or_404(Claim, pk=pk)
    form = CorrectionForm(request.POST or None, initial={"seen": claim.statement, "statement": claim.statement})
    if request.method == "POST" and form.is_valid() and _corrected(form, pk, editor):
        messages.success(request, "The correction is published. Somebody else will look at the claim again.")
        return redirect("admin:claims_claim_change", pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "opts": Claim._meta,
        "title": "Publish a correction",
        "act": "Publish the correction",
        "claim": claim,
        "form": form,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/claims/claim/correct.html", context)


def _corrected(form: CorrectionForm, pk: UUID, editor: User) -> bool:
    """Whether it was not refused; the reason of a refusal stands at its field."""
    try:
        correct_claim(pk, Amends(**form.cleaned_data), editor, get_embedder(), get_judge().version)
    except CorrectionRefused as error:
        form.add_error(error.field or None, error.message)
        return False
    return True
