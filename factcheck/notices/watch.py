"""Administrators hear of it when the check of the log fails."""

from typing import Any

from django.db.models import Q

from factcheck.access.models import User
from factcheck.access.roles import ADMINISTRATOR
from factcheck.notices.kinds import Kind
from factcheck.notices.notify import notify


def log_check_failed(sender: object, **told: Any) -> None:
    """Receives `factcheck.log.signals.check_failed`; `reason` and `sequence`, where it tells them, are passed on."""
    where = f" at entry {told['sequence']}" if told.get("sequence") else ""
    reason = str(told.get("reason") or "Run `manage.py verify_log` to see where.")
    people = User.objects.filter(Q(groups__name=ADMINISTRATOR) | Q(is_superuser=True), is_active=True).distinct()
    text = f"The check of the log failed{where}. {reason} Stop publishing until it is understood."
    notify(
        Kind.LOG_CHECK_FAILED, people, text, "/admin/log/logentry/", f"log:{told.get('sequence', '')}:{reason}"[:200]
    )
