"""Which claim stands for another that is held to be the same."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim


class MergeQuerySet(models.QuerySet["Merge"]):
    def kept_of(self, claims: Iterable[UUID]) -> dict[UUID, UUID]:
        """For each of the claims the one that stands for it: itself, unless it is merged."""
        ids = list(claims)
        return {pk: pk for pk in ids} | dict(self.filter(claim__in=ids).values_list("claim", "kept"))

    def one_with(self, claims: Iterable[UUID]) -> set[UUID]:
        """All that is held to be the same as any of the claims, they themselves among them."""
        kept = set(self.kept_of(claims).values())
        return kept | set(self.filter(kept__in=kept).values_list("claim", flat=True))


@pghistory.track()
class Merge(models.Model):
    """`claim` is held to be the same as `kept`, which stands for it. Only `services.judge_claims` writes this.

    Nothing is moved: appearances, evidence and decisions stay with the claim they were made for, and whoever reads a
    claim reads its whole cluster. So a merge is one row here, and undoing it is deleting the row. It follows from the
    standing judgements alone: of a cluster the claim that was published first is kept, else the oldest. `kept` is never
    merged itself; a trigger holds it to that.
    """

    claim = models.OneToOneField(Claim, primary_key=True, on_delete=models.PROTECT, related_name="merge")
    kept = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="merges")

    objects: ClassVar[MergeQuerySet] = MergeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(claim=F("kept")), name="merged_into_another")]

    def __str__(self) -> str:
        return f"“{self.claim}” is the same as “{self.kept}”"
