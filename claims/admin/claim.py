"""Claims: the list that reviewers work from, and the dossier of each."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from claims.admin.assignment import assign_view
from claims.admin.correct import correct_view
from claims.admin.credibility import credibility_view
from claims.admin.decide import decide_view
from claims.admin.dossier import dossier
from claims.admin.history import events, moments
from claims.admin.identity import identity
from claims.admin.queue import bulk_view, queue_view
from claims.admin.timeline import draw
from claims.admin.upkeep import rule_view, stands_view
from claims.admin.write import add_view, edit_view
from claims.models import Assignment, Claim, DecisionRequest, Finding, Merge
from claims.models.finding import FindingState
from claims.services.assign import ASSIGN
from claims.services.correct_claim import PERMISSION as CORRECT
from claims.services.decide import PERMISSION
from claims.services.keep_current import SET_RULE
from claims.status import Status
from factcheck.access.rooms import Room
from sources.models import Source

PUBLISHERS_SHOWN = 3


class WaitingFilter(admin.SimpleListFilter):
    """What a reviewer comes for."""

    title = "what waits"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("review", "For a reviewer"),
            ("second", "For a second person"),
            ("finding", "With an open finding"),
            ("stale", "Stale"),
        ]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "review":
            return queryset & Claim.objects.waiting()
        if self.value() == "second":
            return queryset.filter(Exists(DecisionRequest.objects.open().filter(claim=OuterRef("pk"))))
        if self.value() == "finding":
            return queryset.filter(Exists(_open_findings()))
        if self.value() == "stale":
            return queryset.filter(stale=True)
        return queryset


@admin.register(Claim)
class ClaimAdmin(Room):
    """The list, and read-only pages; statements change in `write`, a status only in `decide`."""

    list_display = ("claim", "standing", "another_look", "held", "due", "proposal", "outlets")
    list_filter = (WaitingFilter, "status", "needs_another_look", "modality", "polarity")
    search_fields = ("statement",)
    search_help_text = 'Words of the statement; "a phrase" in quotation marks; -word leaves it out.'

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Claim]":
        outlets = Source.objects.filter(reports__snapshots__appearances__claim=OuterRef("pk"))
        return (
            Claim.objects.defer("search")
            .select_related("merge")
            .annotate(
                proposed=Subquery(_open_findings().values("proposed_status")[:1]),
                asked_for=Subquery(DecisionRequest.objects.open().filter(claim=OuterRef("pk")).values("to_status")[:1]),
                held_by=Subquery(
                    Assignment.objects.open().filter(claim=OuterRef("pk")).values("assignee__username")[:1]
                ),
                published_by=ArraySubquery(outlets.order_by("name").distinct().values("name")[: PUBLISHERS_SHOWN + 1]),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        return (queryset & Claim.objects.mentioning(search_term) if search_term else queryset), False

    @admin.display(description="claim")
    def claim(self, claim: Claim) -> str:
        return Truncator(claim.statement).chars(300)

    @admin.display(description="status")
    def standing(self, claim: Claim) -> SafeString:
        if hasattr(claim, "merge"):
            return format_html("{} the same as another", _badge(claim.status))
        return _badge(claim.status)

    @admin.display(description="needs another look")
    def another_look(self, claim: Claim) -> str:
        if asked_for := claim.asked_for:  # type: ignore[attr-defined]
            return f"from a second person: to become {asked_for}"
        return "yes: new evidence" if claim.needs_another_look else ""

    @admin.display(description="in the hands of")
    def held(self, claim: Claim) -> str:
        return claim.held_by or ""  # type: ignore[attr-defined]

    @admin.display(description="due")
    def due(self, claim: Claim) -> str:
        day = f"{claim.review_due:%-d %B %Y}" if claim.review_due else ""
        return f"stale since {day}" if claim.stale else day

    @admin.display(description="the machine proposes")
    def proposal(self, claim: Claim) -> str | SafeString:
        proposed: str | None = claim.proposed  # type: ignore[attr-defined]
        return _badge(proposed) if proposed else ""

    @admin.display(description="published by")
    def outlets(self, claim: Claim) -> str:
        names: list[str] = claim.published_by  # type: ignore[attr-defined]
        shown = ", ".join(names[:PUBLISHERS_SHOWN])
        return f"{shown} and others" if len(names) > PUBLISHERS_SHOWN else shown

    def has_delete_permission(self, request: HttpRequest, obj: Claim | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("queue/", view(queue_view), name="claims_claim_queue"),
            path("queue/bulk/", view(bulk_view), name="claims_claim_queue_bulk"),
            path("<uuid:pk>/decide/", view(decide_view), name="claims_claim_decide"),
            path("<uuid:pk>/assign/", view(assign_view), name="claims_claim_assign"),
            path("<uuid:pk>/edit/", view(edit_view), name="claims_claim_edit"),
            path("<uuid:pk>/stands/", view(stands_view), name="claims_claim_stands"),
            path("<uuid:pk>/due/", view(rule_view), name="claims_claim_due"),
            path("<uuid:pk>/correct/", view(correct_view), name="claims_claim_correct"),
            path("<uuid:pk>/credibility/<uuid:evidence>/", view(credibility_view), name="claims_claim_credibility"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return add_view(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The dossier: it takes no form, so whatever is posted here changes nothing."""
        claim = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, claim):
            raise PermissionDenied("You may not see claims. Ask an administrator for a role.")
        if claim is None:
            raise Http404("There is no such claim.")
        cluster = Merge.objects.one_with([claim.pk])
        steps = moments(cluster)
        at = _moment(request, steps)
        shown = dossier(claim, at, cluster)
        context = {
            **self.admin_site.each_context(request),
            **identity(claim, cluster),
            **shown,
            "at": at,
            "steps": steps,
            "step": bisect_right(steps, at) - 1 if at else len(steps) - 1,
            "drawing": draw(events(cluster, at)),
            "opts": self.opts,
            "title": "Claim",
            "may_decide": not at and request.user.has_perm(PERMISSION),
            "may_set_rule": not at and request.user.has_perm(SET_RULE),
            "may_edit": not at and request.user.has_perm("claims.change_claim") and not claim.published_at,
            "may_correct": not at
            and request.user.has_perm(CORRECT)
            and claim.published_at
            and not hasattr(claim, "merge"),
            "may_assign": not at and request.user.has_perm(ASSIGN),
            "asked": DecisionRequest.objects.open().filter(claim=claim).select_related("requested_by").first(),
            "held": Assignment.objects.open().filter(claim=claim).select_related("assignee", "assigned_by").first(),
        }
        return TemplateResponse(request, "admin/claims/claim/dossier.html", context)


def _moment(request: HttpRequest, steps: Sequence[datetime]) -> datetime | None:
    """`?step=` is one of the moments, `?at=` any; None for now."""
    step, given = request.GET.get("step", ""), request.GET.get("at", "")
    if step.isdecimal() and len(step) < 4:
        return steps[int(step)] if int(step) < len(steps) - 1 else None
    if not given:
        return None
    try:
        at = parse_datetime(given)
    except ValueError:
        at = None
    if at is None:
        raise Http404("Give a moment such as ?at=2026-11-24T12:00Z.")
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _open_findings() -> "QuerySet[Finding]":
    return Finding.objects.filter(claim=OuterRef("pk"), state=FindingState.OPEN)


def _badge(status: str) -> SafeString:
    return format_html('<span class="status status-{}">{}</span>', status, Status(status).label)
