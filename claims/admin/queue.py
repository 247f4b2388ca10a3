"""The review queue: what waits, the most important first, and giving several claims out or back at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from claims.admin.assignment import reviewers
from claims.errors import AssignmentRefused
from claims.models import Assignment, Claim, DecisionRequest, Dispute, Finding
from claims.models.claim import ClaimQuerySet
from claims.models.dispute import DisputeState
from claims.models.finding import FindingState
from claims.pipeline.importance import Tension, terms
from claims.services.assign import ASSIGN, assign, is_here, release
from claims.status import DECIDE, Stance, Status
from factcheck.access.models import User
from factcheck.access.rooms import allowed

ROWS = 40
LAST_PAGE = 50
"""Further claims are found by a filter or by search."""
PROPOSABLE = [status for status in Status if status != Status.UNREVIEWED]
FILTERS = {
    "": "Everything that waits",
    "conflict": "Evidence at odds",
    "shaken": "Needs another look",
    "stale": "Stale",
    "contested": "Contested",
    "second": "For a second person",
    "mine": "In my hands",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as one line. `why` are the terms of its importance, with their points."""

    claim: Claim
    finding: Finding | None
    supporting: int
    refuting: int
    points: float
    why: Sequence[tuple[str, float]]
    held: Assignment | None


class BulkForm(forms.Form):
    """Which claims, and to whom; empty: back into the queue."""

    claims = forms.TypedMultipleChoiceField(coerce=UUID)
    to = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["to"].queryset = reviewers()  # type: ignore[attr-defined]
        self.fields["claims"].choices = [(one, one) for one in data.getlist("claims")[:ROWS]]  # type: ignore[attr-defined]


@require_safe
def queue_view(request: HttpRequest) -> HttpResponse:
    """Bounded: a page of rows and whether another follows; nothing is counted."""
    person = _reviewer(request)
    is_here(person, timezone.now())
    only, proposed = request.GET.get("only", ""), request.GET.get("proposed", "")
    given = request.GET.get("page", "1")
    page = min(max(int(given), 1), LAST_PAGE) if given.isdecimal() and len(given) < 5 else 1
    rows = list(_chosen(person, only, proposed)[(page - 1) * ROWS : page * ROWS + 1])
    context = {
        **admin.site.each_context(request),
        "opts": Claim._meta,
        "title": "Review queue",
        "rows": [_row(claim) for claim in rows[:ROWS]],
        "page": page,
        "more": len(rows) > ROWS and page < LAST_PAGE,
        "filters": FILTERS.items(),
        "only": only,
        "proposed": proposed,
        "proposable": PROPOSABLE,
        "reviewers": reviewers() if person.has_perm(ASSIGN) else None,
    }
    return TemplateResponse(request, "admin/claims/claim/queue.html", context)


@require_POST
def bulk_view(request: HttpRequest) -> HttpResponse:
    """Give the ticked claims to somebody, or put them back. Many are never decided on at once."""
    person, form = _reviewer(request), BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tick the claims first (x), then say to whom they go.")
    else:
        to = None if "back_to_queue" in request.POST else form.cleaned_data["to"]
        done, refused = _each(form.cleaned_data["claims"], to, person)
        if done:
            where = to or "the queue"
            messages.success(request, f"{done} claim{'' if done == 1 else 's'} went to {where}.")
        for sentence in refused:
            messages.warning(request, sentence)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else reverse("admin:claims_claim_queue"))


def _each(claims: Sequence[UUID], to: User | None, person: User) -> tuple[int, list[str]]:
    """How many went, and why the others did not, each reason once."""
    held = dict(Assignment.objects.open().filter(claim__in=claims).values_list("claim", "pk"))
    done, refused = 0, dict[str, None]()
    for pk in claims:
        try:
            if to:
                assign(pk, to, person, timezone.now())
            elif pk in held:
                release(held[pk], person, timezone.now())
            else:
                raise AssignmentRefused("ended", "What nobody has in hand can't be put back.")
            done += 1
        except AssignmentRefused as error:
            refused[error.message] = None
        except Claim.DoesNotExist:
            refused["One of the claims is gone."] = None
    return done, list(refused)


def _chosen(person: User, only: str, proposed: str) -> ClaimQuerySet:
    rows = _only(person, only).order_by("-importance")
    findings = Finding.objects.filter(state=FindingState.OPEN)
    if proposed in PROPOSABLE:
        rows = rows.filter(Exists(findings.filter(claim=OuterRef("pk"), proposed_status=proposed)))
    held = Assignment.objects.open().select_related("assignee")
    return rows.defer("search").prefetch_related(
        Prefetch("findings", findings.only("claim", "proposed_status", "voices"), "open_findings"),
        Prefetch("assignments", held, "held"),
    )


def _only(person: User, only: str) -> ClaimQuerySet:
    about = {
        "contested": Dispute.objects.filter(state=DisputeState.OPEN),
        "second": DecisionRequest.objects.open(),
        "mine": Assignment.objects.of(person),
    }
    if only in about:
        return Claim.objects.kept().filter(Exists(about[only].filter(claim=OuterRef("pk"))))
    if only == "stale":
        return Claim.objects.kept().filter(stale=True)
    if only == "shaken":
        return Claim.objects.kept().filter(needs_another_look=True)
    waiting = Claim.objects.waiting()
    return waiting.filter(tension=Tension.AT_ODDS) if only == "conflict" else waiting


def _row(claim: Claim) -> Row:
    finding = next(iter(claim.open_findings), None)  # type: ignore[attr-defined]
    stances = [voice["stance"] for voice in finding.voices] if finding else []
    since = claim.decided_at or claim.created_at
    why = terms(claim.worth, claim.tension, claim.needs_another_look, since, timezone.now())
    return Row(
        claim,
        finding,
        stances.count(Stance.SUPPORTS),
        stances.count(Stance.REFUTES),
        sum(points for _, points in why),
        [(name, points) for name, points in why if round(points)],
        next(iter(claim.held), None),  # type: ignore[attr-defined]
    )


def _reviewer(request: HttpRequest) -> User:
    return allowed(request, DECIDE, "The queue is for reviewers. Ask an administrator for the role.")
