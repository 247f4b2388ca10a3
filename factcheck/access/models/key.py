"""The keys that programs carry."""

import hashlib
import secrets
from datetime import datetime
from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from factcheck.access.rates import check_rate
from factcheck.ids import uuid7


class Scope(models.TextChoices):
    READ = "read", "read: what is published"
    INGEST = "ingest", "ingest: send reports and follow their processing"
    REVIEW = "review", "review: see everything that is not yet published"


def digest(secret: str) -> str:
    """Keys are 256 random bits, so one round of SHA-256 is enough to keep them unreadable at rest."""
    return hashlib.sha256(secret.encode()).hexdigest()


class KeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self, now: datetime | None = None) -> "KeyQuerySet":
        now = now or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now),
            Q(owner__isnull=True) | Q(owner__is_active=True),
            revoked_at__isnull=True,
        )


@pghistory.track(exclude=["last_used_at"])
class ApiKey(models.Model):
    """A program's key: only its digest is kept, the secret is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, help_text="Who uses this key and for what.")
    prefix = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="keys",
        help_text="Whose own key it is: it can do no more than their role, and ends with their login.",
    )
    rotated_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rate = models.CharField(
        max_length=20, blank=True, validators=[check_rate], help_text="Such as 1200/min; empty: KEY_RATE."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[KeyQuerySet] = KeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "API key"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        return not self.revoked_at and not (self.expires_at and self.expires_at <= timezone.now())

    @property
    def standing(self) -> str:
        if self.revoked_at:
            return f"revoked on {self.revoked_at:%-d %B %Y}"
        if not self.expires_at:
            return "usable"
        ended = "expired on" if not self.is_usable else "usable until"
        return f"{ended} {self.expires_at:%-d %B %Y}"

    @classmethod
    def issue(cls, name: str, scopes: list[str], **fields: object) -> tuple["ApiKey", str]:
        """A new key and its secret; the secret can't be had again."""
        secret = "fc_" + secrets.token_urlsafe(32)
        key = cls.objects.create(name=name, scopes=scopes, prefix=secret[:10], digest=digest(secret), **fields)
        return key, secret
