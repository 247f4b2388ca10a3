"""Changes that wait for a second person: the list, and their answer, given on the page of the claim."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from claims.errors import DecisionRefused, StaleDecision
from claims.models import DecisionRequest
from claims.services.decide import PERMISSION
from claims.services.second_person import confirm_decision, reject_decision, withdraw_request
from factcheck.access.models import User
from factcheck.access.rooms import ReadOnly, allowed


class OpenFilter(admin.SimpleListFilter):
    title = "answer"
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "Answered too")]

    def choices(self, changelist: Any) -> Any:
        waiting, *others = super().choices(changelist)
        return [waiting | {"display": "Waiting"}, *others]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset if self.value() else queryset & DecisionRequest.objects.open()


@admin.register(DecisionRequest)
class DecisionRequestAdmin(ReadOnly):
    list_display = ("subject", "seen_status", "to_status", "requested_by", "requested_at", "state", "answered_by")
    list_filter = (OpenFilter,)
    list_select_related = ("claim", "requested_by", "answered_by")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[DecisionRequest]":
        return DecisionRequest.objects.defer("claim__search")

    @admin.display(description="claim")
    def subject(self, row: DecisionRequest) -> str:
        return row.claim.statement

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:claims_claim_decide", get_object_or_404(DecisionRequest, pk=object_id).claim_id)

    def get_urls(self) -> list[URLPattern]:
        answer = path(
            "<uuid:pk>/answer/", self.admin_site.admin_view(answer_view), name="claims_decisionrequest_answer"
        )
        return [answer, *super().get_urls()]


@require_POST
def answer_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back to the claim with a sentence on what became of it; nothing is done where somebody was quicker."""
    reviewer = allowed(request, PERMISSION, "Only a reviewer may decide. Ask an administrator for the role.")
    asked = get_object_or_404(DecisionRequest, pk=pk)
    try:
        messages.success(request, _answer(request, asked, reviewer))
    except StaleDecision as error:
        messages.warning(request, f"Nothing was written. {error.message}")
    except DecisionRefused as error:
        messages.error(request, error.message)
        return redirect("admin:claims_claim_decide", asked.claim_id)
    return redirect("admin:claims_claim_change", asked.claim_id)


def _answer(request: HttpRequest, asked: DecisionRequest, reviewer: User) -> str:
    why = request.POST.get("answer", "")
    act = request.POST.get("act")
    if act == "confirm":
        decision = confirm_decision(asked.pk, why, reviewer, request.POST.get("finding", ""))
        return f"Confirmed: {decision.get_to_status_display()}. Readers see it now."
    if act == "reject":
        reject_decision(asked.pk, why, reviewer)
        return "Rejected. The verdict stands as it is."
    withdraw_request(asked.pk, reviewer)
    return "Taken back. The verdict stands as it is."
