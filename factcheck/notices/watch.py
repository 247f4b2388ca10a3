"""Administrators hear of it when the check of the log fails."""

from typing import Any

from django.db.models import Q

from factcheck.access.models import User
from factcheck.access.roles import ADMINISTRATOR
from factcheck.log.models import Check
from factcheck.notices.kinds import Kind
from factcheck.notices.notify import notify


def log_check_failed(sender: object, check: Check, **_: Any) -> None:
    """Receives `factcheck.log.signals.check_failed`; the same failure is told once, however often it is checked."""
    people = User.objects.filter(Q(groups__name=ADMINISTRATOR) | Q(is_superuser=True), is_active=True).distinct()
    text = f"The check of the log failed. {check.failure} Stop publishing until it is understood."
    notify(Kind.LOG_CHECK_FAILED, people, text, "/admin/log/check/", f"log:{check.failure}"[:200])
