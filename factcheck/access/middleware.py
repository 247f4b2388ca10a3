"""What every page of a person who is logged in needs: their zone, when they were seen, and the second step."""

import zoneinfo
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from factcheck.access.models import User
from factcheck.access.sessions import mark_seen
from factcheck.access.two_factor import standing


class PersonMiddleware(MiddlewareMixin):
    """Looks at the rooms under /admin/ only: no other page depends on who is logged in, so none varies by cookie."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        timezone.deactivate()
        if not request.path.startswith(reverse("admin:index")) or not isinstance(request.user, User):
            return None
        mark_seen(request)
        timezone.activate(zoneinfo.ZoneInfo(request.user.zone or "UTC"))
        return second_step(request, request.user)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        timezone.deactivate()
        return response


def second_step(request: HttpRequest, user: User) -> HttpResponse | None:
    """Where a person is led who has not given a code, or has to set up two-step login first."""
    if user.otp_device is not None:  # type: ignore[attr-defined]
        return None
    is_at = standing(user)
    way = "account:verify" if is_at.has_device else "account:two_factor" if is_at.required else ""
    if not way or request.path in {reverse(way), reverse("admin:logout")}:
        return None
    return HttpResponseRedirect(f"{reverse(way)}?{urlencode({'next': request.get_full_path()})}")
