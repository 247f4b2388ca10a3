"""Set up two-step login, give the code at login, renew recovery codes, switch it off."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django_otp import login
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.access import two_factor
from factcheck.access.account.page import gave_password, page, person
from factcheck.access.models import User

WRONG_PASSWORD = "The password is not right, so nothing was changed."  # noqa: S105


@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest) -> HttpResponse:
    """Who has it off sets it up here; who has it on renews codes or switches it off."""
    if not two_factor.standing(person(request)).has_device:
        return _set_up(request)
    return _change(request) if request.method == "POST" else _shown(request)


def _set_up(request: HttpRequest) -> HttpResponse:
    user, refused = person(request), ""
    if request.method == "POST":
        try:
            device, codes = two_factor.confirm(user, request.POST.get("code", ""))
        except two_factor.CodeRefused as error:
            refused = str(error)
        else:
            request.session.cycle_key()
            login(request, device)
            return page(request, "recovery_codes", "Your recovery codes", codes=codes)
    return page(request, "two_factor_set_up", "Set up two-step login", refused=refused, **_invitation(user))


def _invitation(user: User) -> dict[str, object]:
    device: TOTPDevice = two_factor.started(user)
    picture = segno.make(device.config_url).svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    return {"picture": picture, "secret": secret, "required": two_factor.standing(user).required}


def _change(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if not gave_password(request):
        return _shown(request, WRONG_PASSWORD)
    if request.POST.get("act") == "renew":
        codes = two_factor.renew_recovery_codes(user)
        return page(request, "recovery_codes", "Your recovery codes", codes=codes)
    try:
        two_factor.switch_off(user)
    except two_factor.CodeRefused as error:
        return _shown(request, str(error))
    messages.success(request, "Two-step login is off. Your password alone opens your account.")
    return redirect("account:home")


def _shown(request: HttpRequest, refused: str = "") -> HttpResponse:
    is_at = two_factor.standing(person(request))
    return page(request, "two_factor", "Two-step login", refused=refused, required=is_at.required)


@require_http_methods(["GET", "POST"])
def give_code(request: HttpRequest) -> HttpResponse:
    """The second step of a login."""
    refused = ""
    if request.method == "POST":
        try:
            device = two_factor.verify(person(request), request.POST.get("code", ""))
        except two_factor.CodeRefused as error:
            refused = str(error)
        else:
            request.session.cycle_key()
            login(request, device)
            return redirect(_next(request))
    return page(request, "verify", "One more step", refused=refused, next=_next(request))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else "/admin/"
