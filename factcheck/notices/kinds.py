"""What people are told of, and how they want it by e-mail."""

from django.db import models


class Kind(models.TextChoices):
    ASSIGNED = "assigned", "something is assigned to me"
    NEEDS_ANOTHER_LOOK = "needs_another_look", "a decided claim needs another look"
    CONTESTED = "contested", "a published claim is contested"
    LOG_CHECK_FAILED = "log_check_failed", "the check of the log failed"
    CORRECTED = "corrected", "a report or a published claim was corrected"
    WEBHOOK_STOPPED = "webhook_stopped", "a webhook that I set up was stopped"


class How(models.TextChoices):
    AT_ONCE = "at_once", "e-mail at once"
    DIGEST = "digest", "in the daily digest"
    NONE = "none", "no e-mail"


UNASKED = {
    Kind.ASSIGNED: How.AT_ONCE,
    Kind.NEEDS_ANOTHER_LOOK: How.DIGEST,
    Kind.CONTESTED: How.AT_ONCE,
    Kind.LOG_CHECK_FAILED: How.AT_ONCE,
    Kind.CORRECTED: How.DIGEST,
    Kind.WEBHOOK_STOPPED: How.AT_ONCE,
}
"""For who has not chosen."""
