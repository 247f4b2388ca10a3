"""A person looked at a claim that was due, and it stands as it is. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.status import Status
from factcheck.ids import uuid7


class Look(models.Model):
    """Nothing changes but the date on which the claim is due again; another verdict takes a decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="looks")
    status = models.CharField(max_length=20, choices=Status, help_text=_("What was found to stand."))
    note = models.TextField(blank=True, help_text=_("What was looked at."))
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.looked_at:%Y-%m-%d}: {self.claim} stands"
