"""Who failed to log in, who is locked out, and who logged in from where."""

from axes.models import AccessAttempt, AccessLog
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from factcheck.access.rooms import ReadOnly


@admin.register(AccessAttempt)
class AttemptAdmin(ReadOnly):
    """Failed logins that still count."""

    list_display = ("attempt_time", "username", "ip_address", "failures_since_start", "user_agent")
    search_fields = ("username", "ip_address")
    fields = ("attempt_time", "username", "ip_address", "failures_since_start", "user_agent", "path_info")
    actions = ("lift",)

    def has_lift_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("axes.delete_accessattempt"))

    @admin.action(description="Lift the lock: forget the chosen failures", permissions=["lift"])
    def lift(self, request: HttpRequest, attempts: "QuerySet[AccessAttempt]") -> None:
        forgotten, _ = attempts.delete()
        messages.success(request, f"Forgotten: {forgotten}. They can log in again.")


@admin.register(AccessLog)
class LoginAdmin(ReadOnly):
    """Logins that succeeded."""

    list_display = ("attempt_time", "username", "ip_address", "user_agent", "logout_time")
    search_fields = ("username", "ip_address")
    fields = ("attempt_time", "username", "ip_address", "user_agent", "logout_time")
