"""Disputes: the list of cases with their deadlines, and the page that answers one."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from claims.errors import DisputeRefused
from claims.models import Dispute, DisputeContact
from claims.models.dispute import DisputeQuerySet, DisputeState
from claims.services.dispute_claim import PERMISSION, answer_dispute
from factcheck.access.models import User
from factcheck.access.rooms import ReadOnly


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        choices=[(DisputeState.ANSWERED, "It is answered"), (DisputeState.REJECTED, "It is rejected")],
        widget=forms.RadioSelect,
        label="What becomes of it",
        help_text="The claim itself is changed by a decision or a correction, on its own page.",
    )
    public_answer = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        label="Answer",
        help_text="What the person who contests reads. It goes into the log: name nobody who did not ask to be named.",
    )
    answer = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Note for colleagues",
        help_text="What was looked at, and why this answer.",
    )


class OverdueFilter(admin.SimpleListFilter):
    title = "deadline"
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Overdue")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset & Dispute.objects.overdue() if self.value() else queryset


@admin.register(Dispute)
class DisputeAdmin(ReadOnly):
    list_display = ("case", "state", "opened_at", "due", "answered_by")
    list_filter: ClassVar[Any] = ("state", OverdueFilter)
    list_select_related = ("claim", "answered_by")

    def get_queryset(self, request: HttpRequest) -> DisputeQuerySet:
        return Dispute.objects.select_related("claim", "answered_by").defer("claim__search")

    @admin.display(description="claim")
    def case(self, dispute: Dispute) -> str:
        return Truncator(dispute.claim.statement).chars(200)

    @admin.display(description="deadline")
    def due(self, dispute: Dispute) -> str:
        return f"{dispute.deadline:%-d %B %Y}{': overdue' if dispute.is_overdue else ''}"

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The case, and the form that answers it; who contests is shown only to those who may answer."""
        dispute = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, dispute):
            raise PermissionDenied("You may not see disputes. Ask an administrator for a role.")
        if dispute is None:
            raise Http404("There is no such dispute.")
        may_answer = isinstance(request.user, User) and request.user.has_perm(PERMISSION)
        form = AnswerForm(request.POST or None) if may_answer and dispute.state == DisputeState.OPEN else None
        if request.method == "POST":
            if form is None:
                raise PermissionDenied("Only a reviewer may answer disputes, once. Ask an administrator for the role.")
            if form.is_valid() and _answered(form, dispute, request):
                messages.success(request, "The answer is stored, and stands on the page of who asked.")
                return redirect("admin:claims_dispute_change", dispute.pk)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Dispute",
            "claim": dispute.claim,
            "dispute": dispute,
            "contact": DisputeContact.objects.filter(pk=dispute.pk).first() if may_answer else None,
            "form": form,
        }
        return TemplateResponse(request, "admin/claims/dispute/case.html", context)


def _answered(form: AnswerForm, dispute: Dispute, request: HttpRequest) -> bool:
    assert isinstance(request.user, User)  # noqa: S101  it has a permission
    data = form.cleaned_data
    try:
        answer_dispute(dispute.pk, data["state"], data["answer"], data["public_answer"], request.user)
    except DisputeRefused as error:
        form.add_error(error.field or None, error.message)
        return False
    return True
