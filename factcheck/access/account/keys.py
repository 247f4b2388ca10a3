"""Your own keys: make, rotate, revoke."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.access.account.page import page, person
from factcheck.access.keys import KeyRefused, allowed_scopes, issue_key, revoke_key, rotate_key
from factcheck.access.models import ApiKey, Scope, User

MOST = 20
LIVES = [("30", "a month"), ("90", "three months"), ("365", "a year"), ("", "until it is revoked")]
OVERLAPS = [("0", "at once"), ("1", "in an hour"), ("24", "in a day"), ("168", "in a week")]


class OwnKeyForm(forms.Form):
    name = forms.CharField(max_length=100, help_text="What uses this key.")
    scopes = forms.MultipleChoiceField(label="It may", widget=forms.CheckboxSelectMultiple)
    days = forms.ChoiceField(label="It is valid", choices=LIVES, required=False, initial="90")

    def __init__(self, data: object, owner: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        allowed = allowed_scopes(owner)
        choice = self.fields["scopes"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        choice.choices = [(scope.value, scope.label) for scope in Scope if scope in allowed]


class OverlapForm(forms.Form):
    hours = forms.ChoiceField(label="The old key ends", choices=OVERLAPS, initial="24")


@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The list, and a form for a new one, whose secret is shown in the answer to the form and nowhere else."""
    form = OwnKeyForm(request.POST or None, person(request))
    if request.method == "POST" and form.is_valid() and (made := _issued(form, person(request))):
        return page(request, "key_made", "Copy your key now", key=made[0], secret=made[1])
    return page(request, "keys", "Your keys", form=form, overlap=OverlapForm(), rows=_own(person(request)))


def _own(owner: User) -> list[ApiKey]:
    return list(owner.keys.order_by("revoked_at", "-id")[: 5 * MOST])


def _issued(form: OwnKeyForm, owner: User) -> tuple[ApiKey, str] | None:
    asked = form.cleaned_data
    expires_at = timezone.now() + timedelta(days=int(asked["days"])) if asked["days"] else None
    try:
        if ApiKey.objects.usable().filter(owner=owner).count() >= MOST:
            raise KeyRefused(f"You have {MOST} usable keys. Revoke one that nothing uses any more.")
        return issue_key(asked["name"], asked["scopes"], owner, owner=owner, expires_at=expires_at)
    except KeyRefused as error:
        form.add_error(None, str(error))
        return None


@require_POST
def rotate(request: HttpRequest, pk: UUID) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk, owner=person(request))
    form = OverlapForm(request.POST)
    if form.is_valid():
        try:
            new, secret = rotate_key(key, person(request), timedelta(hours=int(form.cleaned_data["hours"])))
        except KeyRefused as error:
            messages.error(request, str(error))
        else:
            key.refresh_from_db()
            return page(request, "key_made", "Copy your key now", key=new, secret=secret, old=key)
    return redirect("account:keys")


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk, owner=person(request))
    if revoke_key(key, person(request)):
        messages.success(request, f"The key {key.prefix}… is revoked. What carries it is refused from now on.")
    return redirect("account:keys")
