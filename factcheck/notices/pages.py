"""The inbox, and how somebody wants to be told."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from factcheck.access.models import User
from factcheck.notices.kinds import UNASKED, How, Kind
from factcheck.notices.models import DigestHour, Preference

PAGE = 100


class PreferenceForm(forms.Form):
    """One choice for each kind, and the hour of the digest."""

    hour = forms.TypedChoiceField(
        label="The digest comes at", coerce=int, choices=[(hour, f"{hour}:00") for hour in range(24)]
    )

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(label=f"When {kind.label}", choices=How.choices)


@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest notices; a form marks one or all as read."""
    mine = cast(User, request.user).notices.all()
    if request.method == "POST":
        chosen = mine.filter(read_at__isnull=True)
        if request.POST.get("notice") != "all":
            chosen = chosen.filter(pk__in=[pk for pk in request.POST.getlist("notice") if _is_id(pk)])
        chosen.update(read_at=timezone.now())
        return redirect("notices:inbox")
    return _page(request, "inbox", "Notices", notices=list(mine[:PAGE]))


def _is_id(text: str) -> bool:
    try:
        forms.UUIDField().clean(text)
    except forms.ValidationError:
        return False
    return True


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = PreferenceForm(request.POST or None, initial=_chosen(user))
    if request.method == "POST" and form.is_valid():
        _keep(user, form.cleaned_data)
        messages.success(request, "Kept. It goes for what comes from now on.")
        return redirect("notices:preferences")
    return _page(request, "preferences", "How you are told", form=form)


def _chosen(user: User) -> dict[str, Any]:
    hour = DigestHour.objects.filter(user=user).values_list("hour", flat=True).first()
    kept = dict(Preference.objects.filter(user=user).values_list("kind", "how"))
    return {
        "hour": DigestHour.USUAL_HOUR if hour is None else hour,
        **{kind.value: kept.get(kind, UNASKED[kind]) for kind in Kind},
    }


@transaction.atomic
def _keep(user: User, chosen: dict[str, Any]) -> None:
    DigestHour.objects.update_or_create(user=user, defaults={"hour": chosen["hour"]})
    for kind in Kind:
        Preference.objects.update_or_create(user=user, kind=kind, defaults={"how": chosen[kind.value]})


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    shown = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"notices/{name}.html", shown)
