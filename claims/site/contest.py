"""The public pages on which anybody contests a published claim, and reads how that stands."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.errors import DisputeRefused
from claims.models import Claim, Dispute
from claims.models.dispute import LONGEST_EMAIL, LONGEST_LINK, LONGEST_NAME, LONGEST_TEXT
from claims.services.dispute_claim import Contest, dispute_of, open_dispute
from factcheck.access.throttling import RateExceeded, count_contest

TOO_OFTEN = "From your address many disputes have come in already. Wait {} seconds, and send it again."


class ContestForm(forms.Form):
    """`website` is a trap: people do not see it, programs fill it in."""

    text = forms.CharField(max_length=LONGEST_TEXT, label="What is wrong", widget=forms.Textarea(attrs={"rows": 6}))
    link = forms.CharField(
        max_length=LONGEST_LINK, required=False, label="Source", help_text="A web address where it can be checked."
    )
    name = forms.CharField(
        max_length=LONGEST_NAME,
        required=False,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="It may stay empty. Only who answers you sees it.",
    )
    email = forms.CharField(
        max_length=LONGEST_EMAIL,
        required=False,
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="It may stay empty. Only who answers you sees it.",
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))


@never_cache
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form; what is sent in opens a case, and leads to the page that tells how it stands."""
    claim = Claim.objects.published().filter(pk=pk).defer("search").first()
    if claim is None:
        raise Http404("There is no published claim at this address.")
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return render(request, "disputes/received.html")
        try:
            count_contest(request)
        except RateExceeded as error:
            wait = error.seconds
            form.add_error(None, TOO_OFTEN.format(wait))
            return _page(request, claim, form, status=429, headers={"Retry-After": str(wait)})
        if token := _opened(form, claim):
            return redirect("dispute-status", token)
    return _page(request, claim, form)


@never_cache
@require_safe
def dispute_status(request: HttpRequest, token: str) -> HttpResponse:
    try:
        row = dispute_of(token)
    except Dispute.DoesNotExist as error:
        raise Http404("There is no dispute at this address. Copy the whole of it.") from error
    return render(request, "disputes/status.html", {"dispute": row, "claim": row.claim})


def _opened(form: ContestForm, claim: Claim) -> str | None:
    """The token, or None where it was refused and the reason stands at the field."""
    data = form.cleaned_data
    try:
        return open_dispute(claim.pk, Contest(data["text"], data["link"], data["name"], data["email"]))[1]
    except DisputeRefused as error:
        form.add_error(error.field or None, error.message)
        return None


def _page(request: HttpRequest, claim: Claim, form: ContestForm, **answer: Any) -> HttpResponse:
    headers: dict[str, str] = answer.pop("headers", {})
    page = render(request, "disputes/form.html", {"claim": claim, "form": form}, **answer)
    for name, value in headers.items():
        page.headers[name] = value
    return page
