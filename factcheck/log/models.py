"""The append-only, hash-chained log. It knows no claim: kinds and objects are words to it."""

from django.db import models


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

    class Meta:
        verbose_name_plural = "log entries"
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id", "sequence"], name="log_by_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.object_type} {self.object_id}"


class LogPayload(models.Model):
    """What an entry says, in a row of its own, so that law can erase it and leave the chain whole."""

    entry = models.OneToOneField(LogEntry, primary_key=True, on_delete=models.PROTECT, related_name="payload")
    salt = models.BinaryField(max_length=16)
    body = models.TextField(help_text="Canonical JSON, exactly as it was hashed.")

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"
