"""What tells whose text a snapshot's is: a signature that its copies share, and whom it credits."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sources.models.report import Snapshot
from sources.text.naming import LONGEST_NAME


class Fingerprint(models.Model):
    """One for each snapshot. `bands` of different makers can't be compared: see `sources.text.copying`."""

    snapshot = models.OneToOneField(Snapshot, primary_key=True, on_delete=models.CASCADE, related_name="fingerprint")
    bands = ArrayField(models.BigIntegerField(), default=list)
    credits = ArrayField(models.CharField(max_length=LONGEST_NAME), default=list)
    place = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="Of its dateline.")
    made_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"fingerprint of {self.snapshot_id}"
