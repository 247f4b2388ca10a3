"""The append-only, hash-chained log. It knows no claim: kinds and objects are words to it."""

from datetime import datetime
from typing import Self

from django.db import models

from factcheck.log.chain import Link


class LogEntry(models.Model):
    """One line of the log. Triggers refuse UPDATE, DELETE and TRUNCATE, whoever asks."""

    sequence = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=50)
    object_type = models.CharField(max_length=50)
    object_id = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    payload_digest = models.CharField(max_length=64, help_text="SHA-256 of the payload's salt and body.")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    made_in = models.BigIntegerField(
        null=True, editable=False, help_text="The transaction, set by a trigger; an erasure is proved by it."
    )

    class Meta:
        verbose_name_plural = "log entries"
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "sequence"], name="log_by_object"),
            models.Index(fields=["recorded_at"], name="log_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.object_type} {self.object_id}"

    @classmethod
    def of(cls, link: Link, recorded_at: datetime) -> Self:
        columns = {name: getattr(link, name) for name in Link.__slots__}
        return cls(**columns | {"recorded_at": recorded_at, "hash": link.hash()})


class LogPayload(models.Model):
    """What an entry says, in a row of its own, so that law can erase it and leave the chain whole."""

    entry = models.OneToOneField(LogEntry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.BinaryField(max_length=16)
    body = models.TextField(help_text="Canonical JSON, exactly as it was hashed.")

    class Meta:
        permissions = [("erase_payload", "Can erase what a log entry says, as law may ask")]

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Checkpoint(models.Model):
    """How long the log was and what its last hash was, signed: held elsewhere, it shows a cut or rewritten log.

    Triggers refuse UPDATE, DELETE and TRUNCATE.
    """

    size = models.BigIntegerField(help_text="Entries so far, which is the sequence of the last one.")
    head_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=86, help_text="Ed25519, base64url, over the canonical JSON of the others.")

    class Meta:
        ordering = ["-size", "-id"]
        constraints = [models.UniqueConstraint(fields=["size", "key_id"], name="one_checkpoint_of_a_size")]

    def __str__(self) -> str:
        return f"{self.size} entries"


class Channel(models.TextChoices):
    FILE = "file", "file"
    EMAIL = "email", "e-mail"
    WEBHOOK = "webhook", "webhook"


class Delivery(models.Model):
    """A checkpoint on its way out of the building, by one channel."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(help_text="When it is tried, or tried again.")
    delivered_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, help_text="Why the last attempt failed.")

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["checkpoint", "channel"], name="one_delivery_by_channel")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(delivered_at__isnull=True), name="log_undelivered")
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} by {self.get_channel_display()}"


class Check(models.Model):
    """One scheduled check of the whole log, and what came of it."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    entries = models.BigIntegerField(help_text="How many were checked.")
    failure = models.TextField(blank=True, help_text="The first bad row, in a sentence; empty where all held.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.failure or f"{self.entries} entries held"
