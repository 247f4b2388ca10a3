"""Corrections in the reading room: each a page of its own, which the room opens in place beside the text."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.admin.by_hand_forms import HopForms, PartForms, RejectForm, SeenForm, SettleForm, chain_of
from claims.engines import get_judge
from claims.errors import ClaimRefused
from claims.models import Appearance, Reading, Recheck, Rejection
from claims.services.accept_claim import accept_claim
from claims.services.by_hand import ReadingChanged, as_seen
from claims.services.check_reading import check_reading, next_unchecked
from claims.services.correct_chain import correct_chain
from claims.services.reject_claim import reject_claim, take_back_rejection
from claims.services.settle_words import settle_words
from claims.services.split_claim import split_claim
from claims.tasks import recheck
from factcheck.access.models import User
from factcheck.access.rooms import allowed
from sources.dispatch import enqueue
from sources.engines.embedding import get_embedder

EDIT = "claims.change_claim"


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("at/<uuid:pk>/chain/", view(chain_view), name="claims_reading_chain"),
        path("at/<uuid:pk>/settle/", view(settle_view), name="claims_reading_settle"),
        path("at/<uuid:pk>/reject/", view(reject_view), name="claims_reading_reject"),
        path("at/<uuid:pk>/split/", view(split_view), name="claims_reading_split"),
        path("at/<uuid:pk>/accept/", view(accept_view), name="claims_reading_accept"),
        path("rejected/<uuid:pk>/", view(take_back_view), name="claims_reading_take_back"),
        path("<uuid:pk>/checked/", view(checked_view), name="claims_reading_checked"),
        path("next/", view(next_view), name="claims_reading_next"),
    ]


@require_http_methods(["GET", "POST"])
def chain_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor, row = editor_of(request), _appearance(pk)
    form, hops = SeenForm.about(row, request.POST or None), HopForms(request.POST or None, initial=chain_of(row))

    def act() -> None:
        told = [hop for one in hops.forms if (hop := one.hop())]
        correct_chain(row.pk, told, editor, form.cleaned_data["seen"])

    return _done(request, row, "Who says it", "Save the chain", form, hops, act)


@require_http_methods(["GET", "POST"])
def settle_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor, row = editor_of(request), _appearance(pk)
    initial = {name: request.GET.get(name) for name in ("start", "end")}
    form = SettleForm.about(row, request.POST or None, **initial)

    def act() -> None:
        settle_words(row.pk, form.span(), form.settled(), editor, form.cleaned_data["seen"])

    return _done(request, row, "What is left to settle", "Settle it", form, None, act)


@require_http_methods(["GET", "POST"])
def reject_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor, row = editor_of(request), _appearance(pk)
    form = RejectForm.about(row, request.POST or None)

    def act() -> None:
        reject_claim(row.pk, form.cleaned_data["reason"], editor, form.cleaned_data["seen"])

    return _done(request, row, "It is no claim", "Reject it", form, None, act)


@require_http_methods(["GET", "POST"])
def split_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor, row = editor_of(request), _appearance(pk)
    form = SeenForm.about(row, request.POST or None)
    whole = [{"statement": row.claim.statement, "quote": row.quote}]
    parts = PartForms(request.POST or None, initial=whole)

    def act() -> None:
        told = [part for one in parts.forms if (part := one.part())]
        judge = get_judge().version
        claims = split_claim(row.pk, told, editor, form.cleaned_data["seen"], get_embedder(), judge)
        for due in Recheck.objects.filter(claim__in=claims, judge=judge):
            enqueue(recheck, due.pk)

    return _done(request, row, "Split it", "Split", form, parts, act)


@require_POST
def accept_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The claim as the machine read it and the editor saw it; from then on it is theirs too."""
    editor, row = editor_of(request), _appearance(pk)
    if request.POST.get("seen") != as_seen(row):
        messages.warning(request, "Somebody corrected it while you were reading. Nothing was accepted: look again.")
        return redirect(f"{_newest(row.snapshot_id)}#a-{row.pk}")
    try:
        accept_claim(row.claim_id, editor, timezone.now())
        messages.success(request, "Accepted as it was read. A reviewer other than you decides on it.")
    except ClaimRefused as error:
        messages.error(request, error.message)
    return redirect(f"{_newest(row.snapshot_id)}#a-{row.pk}")


@require_POST
def take_back_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    editor_of(request)
    rejection = get_object_or_404(Rejection, pk=pk)
    take_back_rejection(rejection.pk)
    messages.success(request, "The next reading may find a claim there again. Press Read again to have it now.")
    return redirect(_newest(rejection.snapshot_id))


@require_POST
def checked_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Done with this one, on to the next."""
    check_reading(get_object_or_404(Reading.objects.defer("fates"), pk=pk).pk, editor_of(request))
    return _on(request, next_unchecked(pk) or next_unchecked())


@require_http_methods(["GET"])
def next_view(request: HttpRequest) -> HttpResponse:
    editor_of(request)
    return _on(request, next_unchecked())


def _on(request: HttpRequest, reading: Reading | None) -> HttpResponse:
    if reading:
        return redirect("admin:claims_reading_change", reading.pk)
    messages.info(request, "You have been through every report. New ones appear here as they come in.")
    return redirect("admin:claims_reading_changelist")


def _done(
    request: HttpRequest,
    row: Appearance,
    title: str,
    act: str,
    form: forms.Form,
    many: Any,
    action: Callable[[], None],
) -> HttpResponse:
    """The form; or, once it is carried out, the reading again at the same place. What was typed is never lost."""
    status = 200
    if request.method == "POST":
        if form.is_valid() and (many is None or many.is_valid()):
            try:
                action()
            except ClaimRefused as error:
                status = 409 if isinstance(error, ReadingChanged) else 422
                _tell(form, many, error)
            else:
                return _back(request, row)
        else:
            status = 422
    return _page(request, row, title, act, form, many, status)


def _tell(form: forms.Form, many: Any, error: ClaimRefused) -> None:
    """The reason at the field that it is about: `quote-1` is that of the second of many forms."""
    name, _, number = error.field.partition("-")
    if many is not None and number.isdecimal() and int(number) < len(many.forms):
        many.forms[int(number)].add_error(name, error.message)
    else:
        form.add_error(error.field if error.field in form.fields else None, error.message)


def _back(request: HttpRequest, row: Appearance) -> HttpResponse:
    messages.success(request, "It is corrected, and stays so when the report is read again.")
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(f"{_newest(row.snapshot_id)}#a-{row.pk}")


def _newest(snapshot_id: UUID) -> str:
    reading = Reading.objects.filter(snapshot=snapshot_id).order_by("-id").only("pk").first()
    if reading is None:
        return reverse("admin:claims_reading_changelist")
    return reverse("admin:claims_reading_change", args=[reading.pk])


def _page(
    request: HttpRequest, row: Appearance, title: str, act: str, form: forms.Form, many: Any, status: int
) -> HttpResponse:
    is_stale = status == 409
    if is_stale:  # the next try is on what stands now
        form.data = {**form.data.dict(), "seen": as_seen(row)}  # type: ignore[attr-defined]
    context = {
        **admin.site.each_context(request),
        "opts": Reading._meta,
        "title": title,
        "act": act,
        "form": form,
        "many": many,
        "row": row,
        "room": _newest(row.snapshot_id),
        "is_stale": is_stale,
    }
    name = "_act" if getattr(request, "htmx", False) else "act"
    return TemplateResponse(request, f"admin/claims/reading/{name}.html", context, status=status)


def _appearance(pk: UUID) -> Appearance:
    rows = Appearance.objects.select_related("claim", "snapshot__report", "passage").defer("claim__search")
    return get_object_or_404(rows, pk=pk)


def editor_of(request: HttpRequest) -> User:
    return allowed(request, EDIT, "Only an editor may correct a reading. Ask an administrator for the role.")
