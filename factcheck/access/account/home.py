"""Who you are here, and how times are shown to you."""

import zoneinfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from factcheck.access.account.page import page, person
from factcheck.access.keys import allowed_scopes
from factcheck.access.two_factor import standing


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(label="Times are shown in", required=False)

    def __init__(self, *args: object, **fields: object) -> None:
        super().__init__(*args, **fields)  # type: ignore[arg-type]
        choice = self.fields["zone"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  (for the type checker)
        choice.choices = [("", "UTC"), *((name, name) for name in sorted(zoneinfo.available_timezones()))]


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = ZoneForm(request.POST or None, initial={"zone": user.zone})
    if request.method == "POST" and form.is_valid():
        user.zone = form.cleaned_data["zone"]
        user.save(update_fields=["zone"])
        messages.success(request, f"Times are shown in {user.zone or 'UTC'} from now on.")
        return redirect("account:home")
    about = {
        "roles": sorted(group.name for group in user.groups.all()),
        "desks": [desk.name for desk in user.desks.all()],
        "scopes": sorted(allowed_scopes(user)),
        "two_factor": standing(user),
    }
    return page(request, "home", "Your account", form=form, **about)
