"""The editor's pages: write a claim by hand, edit one that is not decided yet."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from claims.admin.forms import ClaimForm, NewClaimForm
from claims.engines import get_judge
from claims.errors import ClaimRefused
from claims.models import Claim, Recheck
from claims.services.write_claim import edit_claim, write_claim
from claims.tasks import recheck
from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.dispatch import enqueue
from sources.engines.embedding import get_embedder
from sources.models import Snapshot


@require_http_methods(["GET", "POST"])
def add_view(request: HttpRequest) -> HttpResponse:
    """A new claim; `?snapshot=` opens the form with that text beside it, to copy the quote from."""
    author = _allowed(request, "claims.add_claim")
    form = NewClaimForm(request.POST or None, initial={"snapshot": request.GET.get("snapshot")})
    if request.method == "POST" and form.is_valid() and (claim := _tried(form, partial(_write, form, author))):
        messages.success(request, "The claim is stored; stored passages are now compared with it.")
        return redirect("admin:claims_claim_change", claim.pk)
    return _page(request, form, "Write a claim", snapshot=_snapshot(form))


@require_http_methods(["GET", "POST"])
def edit_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor = _allowed(request, "claims.change_claim")
    claim = get_object_or_404(Claim, pk=pk)
    if claim.published_at:
        raise PermissionDenied("This claim has been decided, so it stays as it is.")
    form = ClaimForm(request.POST or None, initial=ClaimForm.initial_of(claim))
    if request.method == "POST" and form.is_valid() and _tried(form, partial(_edit, form, claim, editor)):
        messages.success(request, "The claim is changed.")
        return redirect("admin:claims_claim_change", claim.pk)
    return _page(request, form, "Edit the claim", claim=claim)


def _write(form: NewClaimForm, author: User) -> Claim:
    judge = get_judge().version
    claim = write_claim(form.text(), form.place(), author, get_embedder(), judge)
    enqueue(recheck, Recheck.objects.get(claim=claim, judge=judge).pk)
    return claim


def _edit(form: ClaimForm, claim: Claim, editor: User) -> Claim:
    due = edit_claim(claim.pk, form.text(), editor, get_embedder(), get_judge().version)
    if due:
        enqueue(recheck, due.pk)
    return claim


def _tried(form: forms.Form, action: Callable[[], Claim]) -> Claim | None:
    """What the action returns; when it is refused, None, and the reason stands at the field."""
    try:
        return action()
    except ClaimRefused as error:
        form.add_error(error.field or None, error.message)
        return None


def _allowed(request: HttpRequest, permission: str) -> User:
    return allowed(request, permission, "Only an editor may write claims. Ask an administrator for the role.")


def _snapshot(form: NewClaimForm) -> Snapshot | None:
    """The text to show beside the form, once it is known which."""
    chosen = form["snapshot"].value()
    try:
        return Snapshot.objects.select_related("report").get(pk=str(chosen)) if chosen else None
    except (Snapshot.DoesNotExist, ValidationError):
        return None


def _page(request: HttpRequest, form: forms.Form, title: str, **more: Any) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "opts": Claim._meta,
        "title": title,
        "form": form,
        "media": form.media,
        **more,
    }
    return TemplateResponse(request, "admin/claims/claim/write.html", context)
