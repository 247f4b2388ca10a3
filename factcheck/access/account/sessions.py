"""Where you are logged in; end one session, or all others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_http_methods

from factcheck.access.account.page import page, person
from factcheck.access.models import UserSession


def handle(session: UserSession) -> str:
    """Names a session in a form; its key would open it."""
    return salted_hmac("factcheck.session", session.session_key).hexdigest()[:32]


@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    open_ones = person(request).sessions.filter(expire_date__gt=timezone.now()).order_by("-seen_at")
    here = request.session.session_key
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        ended = [row for row in open_ones if row.session_key != here and _is(row, chosen)]
        UserSession.objects.filter(pk__in=[row.pk for row in ended]).delete()
        messages.success(request, f"Sessions ended: {len(ended)}.")
        return redirect("account:sessions")
    rows = [{"row": row, "handle": handle(row), "here": row.session_key == here} for row in open_ones]
    return page(request, "sessions", "Your sessions", rows=rows)


def _is(session: UserSession, chosen: str) -> bool:
    return chosen == "others" or constant_time_compare(handle(session), chosen)
