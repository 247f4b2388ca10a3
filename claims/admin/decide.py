"""The reviewer's page: everything about one claim, and the form that decides on it."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from claims.admin.assignment import GO_ON, go_on
from claims.admin.beside import beside
from claims.admin.dossier import Side, dossier
from claims.admin.forms import FIELD_OF, DecideForm
from claims.admin.rationales import rationales
from claims.errors import DecisionRefused, EvidenceUnfit, SecondPersonNeeded, StaleDecision
from claims.models import Assignment, Claim, Decision, DecisionRequest, Evidence, Finding, Merge
from claims.services.assign import is_here, take_up
from claims.services.decide import PERMISSION, Verdict, decide, needs_second_person
from claims.services.second_person import request_decision
from claims.status import FITTING, MOVES, REINSTATE, Stance, Status
from factcheck.access.models import User
from factcheck.access.rooms import allowed

KEYS = {
    Status.VERIFIED: "v",
    Status.REFUTED: "r",
    Status.CONFLICTING: "c",
    Status.UNVERIFIABLE: "u",
    Status.SUPERSEDED: "s",
    Status.WITHDRAWN: "x",
}
"""The key that chooses each."""


@require_http_methods(["GET", "POST"])
def decide_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; a decision on what has changed meanwhile answers 409 with everything typed kept."""
    reviewer = allowed(request, PERMISSION, "Only a reviewer may decide. Ask an administrator for the role.")
    claim = get_object_or_404(Claim, pk=pk)
    if merge := Merge.objects.filter(claim=claim).first():
        messages.warning(request, "That claim is held to be the same as this one, which is decided on for both.")
        return redirect("admin:claims_claim_decide", merge.kept_id)
    take_up(claim, reviewer, timezone.now())
    is_here(reviewer, timezone.now())
    if request.method == "POST":
        return _decide(request, claim, DecideForm(request.POST), reviewer)
    shown = dossier(claim)
    return _page(request, shown, DecideForm(initial=_seen(shown) | {"evidence": _proposed(shown)}))


def _decide(request: HttpRequest, claim: Claim, form: DecideForm, reviewer: User) -> HttpResponse:
    if not form.is_valid():
        return _page(request, dossier(claim), form)
    try:
        done = _decide_or_ask(claim, form.verdict(), reviewer)
    except StaleDecision as error:
        return _stale(request, claim, form, error)
    except DecisionRefused as error:
        form.add_error(FIELD_OF.get(error.code), ValidationError(error.message, error.code))
        return _page(request, dossier(claim), form)
    messages.success(request, done)
    if GO_ON in request.GET:
        return go_on(request, reviewer)
    return redirect("admin:claims_claim_change", claim.pk)


def _decide_or_ask(claim: Claim, verdict: Verdict, reviewer: User) -> str | SafeString:
    """What was done, in a sentence: where one alone can't decide, a second person is asked."""
    try:
        decision = decide(claim.pk, verdict, reviewer)
    except SecondPersonNeeded:
        request_decision(claim.pk, verdict, reviewer)
        return "Asked for. Readers see the verdict as it was until another reviewer confirms the change."
    return format_html(
        "Decided: {}. Readers see it now. A decision is not undone, as its history stays: "
        '<a href="{}">decide anew</a> if it was a slip.',
        decision.get_to_status_display(),
        reverse("admin:claims_claim_decide", args=[claim.pk]),
    )


def _seen(shown: dict[str, Any]) -> dict[str, Any]:
    claim, finding = shown["claim"], shown["finding"]
    return {"seen": claim.status, "read": claim.statement, "finding": str(finding.pk) if finding else ""}


def _proposed(shown: dict[str, Any]) -> list[UUID]:
    """The shown evidence that the open finding rests on, as far as what it proposes can rest on it."""
    finding: Finding | None = shown["finding"]
    fitting = FITTING.get(Status(finding.proposed_status)) if finding else None
    if finding is None or fitting is None:
        return []
    counted = set(finding.evidence.values_list("pk", flat=True))
    sides: list[Side] = shown["sides"]
    return [one.row.pk for side in sides if side.stance in fitting for one in side.shown if one.row.pk in counted]


def _stale(request: HttpRequest, claim: Claim, form: DecideForm, error: StaleDecision) -> HttpResponse:
    """The claim as it is now, what moved it, and a form that keeps the words but not the choice."""
    claim.refresh_from_db()
    kept = {name: form.cleaned_data[name] for name in ("rationale", "evidence")}
    shown = dossier(claim)
    fresh = DecideForm(initial=_seen(shown) | kept)
    last = Decision.objects.filter(claim=claim).select_related("decided_by").first()
    stale = {"message": error.message, "was": form.cleaned_data["seen"], "last": last}
    return _page(request, shown, fresh, status=409, stale=stale)


def _page(
    request: HttpRequest,
    shown: dict[str, Any],
    form: DecideForm,
    *,
    status: int = 200,
    stale: dict[str, Any] | None = None,
) -> HttpResponse:
    claim: Claim = shown["claim"]
    finding: Finding | None = shown["finding"]
    open_to = [
        to
        for (source, to), move in MOVES.items()
        if source == claim.status and (move.who != REINSTATE or request.user.has_perm(REINSTATE))
    ]
    words = shown["quotes"][0].words.quote if shown["quotes"] else claim.statement
    context = {
        **admin.site.each_context(request),
        **shown,
        "opts": Claim._meta,
        "title": "The claim changed while you were deciding" if stale else "Decide",
        "form": form,
        "cited": form.cited(),
        "unfit": form.has_error("evidence", EvidenceUnfit.CODE),
        "columns": beside(words, shown["sides"], finding),
        "proposed": _proposed(shown),
        "proposal": Status(finding.proposed_status) if finding and finding.proposed_status in open_to else None,
        "moves": [(to, KEYS[to]) for to in open_to],
        "starts": [(to.value, words) for to in open_to for words in rationales(to, *_voices(finding))],
        "back": reverse("admin:claims_claim_queue"),
        "takes_two": claim.status != Status.UNREVIEWED
        and (claim.status == Status.WITHDRAWN or needs_second_person(claim)),
        "asked": DecisionRequest.objects.open()
        .filter(claim=claim)
        .select_related("requested_by")
        .prefetch_related(Prefetch("evidence", Evidence.objects.with_voice()))
        .first(),
        "held": Assignment.objects.open().filter(claim=claim).select_related("assignee", "assigned_by").first(),
        "stale": stale,
    }
    return TemplateResponse(request, "admin/claims/claim/decide.html", context, status=status)


def _voices(finding: Finding | None) -> tuple[list[str], list[str]]:
    """The names of those who say that it is so, and of those who say that it is not."""
    heard = finding.voices if finding else ()
    by_side = {side: [v["label"] for v in heard if v["stance"] == side] for side in (Stance.SUPPORTS, Stance.REFUTES)}
    return by_side[Stance.SUPPORTS], by_side[Stance.REFUTES]
