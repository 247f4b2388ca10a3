"""People who log in."""

import zoneinfo
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models, transaction


def check_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError("No time zone has this name. Give one such as Europe/Lisbon or UTC.", "unknown_zone")


class User(AbstractUser):
    """An editor, reviewer, administrator or auditor; the role is the group."""

    zone = models.CharField(
        "time zone", max_length=64, blank=True, validators=[check_zone], help_text="Such as Europe/Lisbon; empty: UTC."
    )

    @transaction.atomic
    def save(self, *args: Any, **fields: Any) -> None:
        """A new password ends every session of its owner; Django then gives whoever changed their own a fresh one."""
        has_new_password = getattr(self, "_password", None) is not None and not self._state.adding
        super().save(*args, **fields)
        if has_new_password:
            self.sessions.all().delete()
