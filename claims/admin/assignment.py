"""Who has which claim in hand: the list, the button that takes the next one, and the page that gives one away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth import user_logged_out
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.errors import AssignmentRefused
from claims.models import Assignment, Claim
from claims.services.assign import ASSIGN, assign, is_here, leave, release, take_next
from claims.status import DECIDE
from factcheck.access.models import User
from factcheck.access.rooms import ReadOnly, allowed

GO_ON = "on"
"""In the address of a decide page to which "take next" led: after the decision the next claim follows."""


@receiver(user_logged_out)
def put_back(sender: object, user: User | None, **_: Any) -> None:
    if user:
        leave(user, timezone.now())


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(User.objects.none(), label="To whom")
    message = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="What they should know."
    )
    due = forms.SplitDateTimeField(
        required=False, widget=AdminSplitDateTime, help_text="When it should be decided, in UTC; it may stay empty."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = reviewers()  # type: ignore[attr-defined]


def reviewers() -> "QuerySet[User]":
    people: QuerySet[User] = User.objects.with_perm(DECIDE, backend="django.contrib.auth.backends.ModelBackend")
    return people.order_by("username")


class MineFilter(admin.SimpleListFilter):
    """A reviewer comes for their own work; that of others is one click away."""

    title = "whose"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "Everybody's"), ("ended", "Ended")]

    def choices(self, changelist: Any) -> Any:
        mine, *others = super().choices(changelist)
        return [mine | {"display": "Mine"}, *others]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "all":
            return queryset & Assignment.objects.open()
        if self.value() == "ended":
            return queryset.filter(ended_at__isnull=False)
        return queryset & Assignment.objects.open().filter(assignee=request.user.pk)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnly):
    list_display = ("subject", "assignee", "assigned_by", "message", "until", "standing")
    list_filter = (MineFilter,)
    list_select_related = ("claim", "assignee", "assigned_by")
    change_list_template = "admin/claims/assignment/list.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Assignment]":
        return Assignment.objects.defer("claim__search")

    @admin.display(description="claim")
    def subject(self, row: Assignment) -> str:
        return row.claim.statement

    @admin.display(description="due")
    def until(self, row: Assignment) -> str:
        if row.due is None:
            return ""
        late = "overdue since " if row.ended_at is None and row.due < timezone.now() else ""
        return f"{late}{row.due:%-d %B %Y, %H:%M} UTC"

    @admin.display(description="state")
    def standing(self, row: Assignment) -> str:
        return row.ending or row.get_state_display()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if isinstance(request.user, User):
            is_here(request.user, timezone.now())
        return super().changelist_view(request, {"title": "Assigned"} | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:claims_claim_decide", get_object_or_404(Assignment, pk=object_id).claim_id)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("next/", view(next_view), name="claims_assignment_next"),
            path("<uuid:pk>/release/", view(release_view), name="claims_assignment_release"),
            *super().get_urls(),
        ]


@require_POST
def next_view(request: HttpRequest) -> HttpResponse:
    return _take(request, _person(request))


def go_on(request: HttpRequest, person: User) -> HttpResponse:
    """To the claim that they have had in hand for longest, else to the next that waits."""
    held = Assignment.objects.of(person).order_by("id").first()
    return _to(held) if held else _take(request, person)


def _take(request: HttpRequest, person: User) -> HttpResponse:
    try:
        row = take_next(person, timezone.now())
    except AssignmentRefused as error:
        messages.error(request, error.message)
        return redirect("admin:claims_assignment_changelist")
    if row is None:
        messages.info(request, "Nothing waits that nobody has in hand and that you may decide on.")
        return redirect("admin:claims_claim_queue")
    return _to(row)


def _to(row: Assignment) -> HttpResponse:
    return redirect(f"{reverse('admin:claims_claim_decide', args=[row.claim_id])}?{GO_ON}=1")


@require_POST
def release_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    person, row = _person(request), get_object_or_404(Assignment, pk=pk)
    try:
        release(row.pk, person, timezone.now())
        messages.success(request, "It is back in the queue.")
    except AssignmentRefused as error:
        messages.error(request, error.message)
    return redirect("admin:claims_assignment_changelist")


@require_http_methods(["GET", "POST"])
def assign_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    _person(request)
    person = allowed(request, ASSIGN, "Only a reviewer may give claims out. Ask an administrator for the role.")
    claim, form = get_object_or_404(Claim, pk=pk), AssignForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _given(form, claim, person, timezone.now()):
        messages.success(request, f"{form.cleaned_data['assignee']} has it now.")
        return redirect("admin:claims_claim_change", pk)
    context = {
        **admin.site.each_context(request),
        "opts": Claim._meta,
        "title": "Give to somebody",
        "act": "Give",
        "claim": claim,
        "form": form,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/claims/claim/upkeep.html", context)


def _given(form: AssignForm, claim: Claim, by: User, now: datetime) -> bool:
    data = form.cleaned_data
    try:
        assign(claim.pk, data["assignee"], by, now, message=data["message"], due=data["due"])
    except AssignmentRefused as error:
        form.add_error("due" if error.code == "due_past" else None, error.message)
        return False
    return True


def _person(request: HttpRequest) -> User:
    return allowed(request, DECIDE, "Only a reviewer takes claims to decide on. Ask an administrator for the role.")
