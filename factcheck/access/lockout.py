"""After LOGIN_ATTEMPTS failures a name is locked for one address (django-axes), and told for how long."""

import math
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from factcheck.access.address import address_of


class LockoutBackend(AxesStandaloneBackend):  # type: ignore[misc]
    """Refuses who is locked out. Without a request there is no address to lock: such calls come from our own code."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


def locked_out(request: HttpRequest, *_: Any) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: the page that says when to come back."""
    minutes = minutes_left(request)
    answer = render(request, "locked_out.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def minutes_left(request: HttpRequest) -> int:
    """Until the last failure that counts is forgotten; axes counts from the newest one, per browser."""
    names = request.axes_credentials or {}  # type: ignore[attr-defined]
    last = (
        AccessAttempt.objects.filter(username=names.get("username"), ip_address=address_of(request))
        .order_by("-attempt_time")
        .first()
    )
    left = last.attempt_time + settings.AXES_COOLOFF_TIME - timezone.now() if last else settings.AXES_COOLOFF_TIME
    return max(1, math.ceil(left.total_seconds() / 60))
