"""Our own correction of what we published. Rows are only ever added; triggers hold that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.status import Status
from factcheck.ids import uuid7


class Correction(models.Model):
    """What was wrong and what holds instead: the claim's words, or its verdict, or both. `note` is for the public."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="corrections")
    note = models.TextField(help_text=_("What was wrong, in a sentence for readers. It is published."))
    reason = models.TextField(help_text=_("How it came about, for colleagues. It is not published."))
    before_statement = models.TextField()
    after_statement = models.TextField()
    before_status = models.CharField(max_length=20, choices=Status)
    after_status = models.CharField(max_length=20, choices=Status)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()
    made_in = models.BigIntegerField(
        null=True, editable=False, help_text=_("The database transaction that wrote it; set by a trigger.")
    )

    class Meta:
        ordering = ["corrected_at", "id"]
        permissions = [("correct_claim", "Can correct what was published")]
        constraints = [
            models.CheckConstraint(condition=Q(note__regex=r"\S", reason__regex=r"\S"), name="correction_has_note"),
            models.CheckConstraint(
                condition=~Q(before_statement=F("after_statement"), before_status=F("after_status")),
                name="correction_corrects",
            ),
        ]

    def __str__(self) -> str:
        return self.note
