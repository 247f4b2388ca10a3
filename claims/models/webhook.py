"""Who is told of changes at an address of their own, how far they have come, and every attempt to tell them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models.publication import Event
from factcheck.access.models import ApiKey
from factcheck.ids import uuid7


class Endpoint(models.Model):
    """An address that changes are posted to, one after the other: what is above `cursor` is yet to come.

    Its secrets are sealed (`factcheck.sealed`). While one change fails, those after it wait; `attempts` and `due_at`
    are of the change that comes next.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    url = models.CharField(max_length=500)
    events = ArrayField(
        models.CharField(max_length=30, choices=Event), default=list, blank=True, help_text="Empty: all of them."
    )
    secret = models.TextField(editable=False)
    former_secret = models.TextField(blank=True, editable=False)
    former_until = models.DateTimeField(null=True, editable=False, help_text="Until then both secrets sign.")
    key = models.ForeignKey(ApiKey, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    why_inactive = models.CharField(max_length=300, blank=True, editable=False)
    cursor = models.BigIntegerField(default=0, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(editable=False)
    dead_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    pinged_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "webhook"
        ordering = ["-id"]
        indexes = [models.Index(fields=["due_at"], name="endpoint_due", condition=Q(is_active=True))]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One attempt to tell an endpoint of one change; a ping is of no entry."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    sequence = models.BigIntegerField(null=True, help_text="Of the change's entry in the log; none for a ping.")
    attempt = models.PositiveIntegerField()
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField(help_text="How long it took.")
    status_code = models.PositiveIntegerField(null=True, help_text="What the other side answered, if it did.")
    error = models.CharField(max_length=500, blank=True, help_text="Empty where it arrived.")

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="delivery_by_endpoint"),
            models.Index(fields=["at"], name="delivery_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence or 'ping'}, attempt {self.attempt}: {self.error or self.status_code}"


class DeadLetter(models.Model):
    """A change that was given up at an endpoint; it stays until it is replayed and arrives.

    `due_at` is set while it is being replayed, before anything that is new.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="dead_letters")
    sequence = models.BigIntegerField()
    died_at = models.DateTimeField()
    error = models.CharField(max_length=500)
    attempts = models.PositiveIntegerField(default=0, help_text="Of the replay.")
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["endpoint", "sequence"], name="one_dead_letter_of_a_change")]
        indexes = [models.Index(fields=["due_at"], name="dead_letter_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.sequence} at {self.endpoint_id}"
