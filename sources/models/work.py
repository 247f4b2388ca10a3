"""Durable work: a row says what is to be done, so that no lost message loses it."""

from django.db import models

from sources.models.report import Snapshot


class State(models.TextChoices):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Work(models.Model):
    """A unit of work. It is done in one transaction that holds the row's lock and ends in DONE.

    A worker that dies lets go of the lock and leaves PENDING; the sweep sends it out again.
    """

    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="When the sweep sends it out (again), if still pending.")
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def pending_index(name: str) -> models.Index:
    """Only pending rows are in it, so the sweep costs the same however much was done before."""
    return models.Index(fields=["due_at"], name=name, condition=models.Q(state=State.PENDING))


class Indexing(Work):
    """Splitting a snapshot into passages and embedding them."""

    snapshot = models.OneToOneField(Snapshot, primary_key=True, on_delete=models.CASCADE, related_name="indexing")

    class Meta:
        indexes = [pending_index("indexing_pending")]

    def __str__(self) -> str:
        return f"indexing of {self.snapshot_id}: {self.state}"
