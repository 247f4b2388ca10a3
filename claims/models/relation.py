"""A typed link between two claims that are not the same."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from factcheck.ids import uuid7


class RelationKind(models.TextChoices):
    """Read "from ... to": the newer claim supersedes the older, the exact one refines the vague."""

    CONTRADICTS = "contradicts", "contradicts"
    REFINES = "refines", "refines"
    SUPERSEDES = "supersedes", "supersedes"
    PART_OF = "part_of", "is part of"


class RelationState(models.TextChoices):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class RelationQuerySet(models.QuerySet["Relation"]):
    def about(self, claims: Iterable[UUID]) -> "RelationQuerySet":
        ids = list(claims)
        return self.filter(Q(from_claim__in=ids) | Q(to_claim__in=ids))


@pghistory.track()
class Relation(models.Model):
    """The machine proposes it, a person accepts or rejects it, and may take that back; none of it changes a status.

    `contradicts` has no direction, so it runs from the older claim to the newer. `marked` says that accepting it made
    the claim it points at need another look.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+", db_index=False)
    to_claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=RelationKind)
    state = models.CharField(max_length=10, choices=RelationState, default=RelationState.PROPOSED)
    reasons = models.JSONField(default=list, help_text="Sentences that say what was compared.")
    engine = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    marked = models.BooleanField(default=False, editable=False)

    objects: ClassVar[RelationQuerySet] = RelationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        permissions = [("settle_relation", "Can accept or reject a relation between claims")]
        constraints = [
            models.UniqueConstraint(fields=["from_claim", "kind", "to_claim"], name="one_relation_per_kind"),
            models.CheckConstraint(condition=~Q(from_claim=F("to_claim")), name="relation_of_two"),
            models.CheckConstraint(
                condition=~Q(kind=RelationKind.CONTRADICTS) | Q(from_claim__lt=F("to_claim")),
                name="contradicts_without_direction",
            ),
            models.CheckConstraint(
                condition=Q(state=RelationState.PROPOSED, settled_by__isnull=True, settled_at__isnull=True)
                | ~Q(state=RelationState.PROPOSED) & Q(settled_by__isnull=False, settled_at__isnull=False),
                name="settled_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="relation_by_state")]

    def __str__(self) -> str:
        return f"“{self.from_claim}” {self.get_kind_display()} “{self.to_claim}”"
