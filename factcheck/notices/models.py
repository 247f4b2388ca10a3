"""What somebody was told, and how they want to be told."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from factcheck.ids import uuid7
from factcheck.notices.kinds import How, Kind


class Notice(models.Model):
    """One thing told to one person. The inbox shows it; `mail_due_at` says when it goes out by e-mail, if it does."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=Kind)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    dedupe_key = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_claim = models.UUIDField(null=True, blank=True, help_text="Whoever is sending it right now.")
    mail_claimed_until = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "dedupe_key"], name="told_once")]
        indexes = [
            models.Index(
                fields=["mail_due_at"],
                name="notices_to_mail",
                condition=Q(mailed_at__isnull=True, mail_due_at__isnull=False),
            ),
            models.Index(fields=["user"], name="notices_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Preference(models.Model):
    """How one person wants one kind; without a row, UNASKED."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=30, choices=Kind)
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_preference_per_kind")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.how}"


class DigestHour(models.Model):
    """When one person's digest goes out, on the clock of their zone; without a row, at USUAL_HOUR."""

    USUAL_HOUR = 8
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="digest_hour"
    )
    hour = models.PositiveSmallIntegerField(validators=[MaxValueValidator(23)])

    def __str__(self) -> str:
        return f"{self.user_id}: {self.hour} h"
