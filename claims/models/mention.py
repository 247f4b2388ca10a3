"""An entity named within an appearance of a claim."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from claims.models.appearance import Appearance
from factcheck.ids import uuid7
from sources.models import Entity


class MentionQuerySet(models.QuerySet["Mention"]):
    def of(self, entity: Entity) -> "MentionQuerySet":
        """Wherever this thing is named, under whichever of its merged entities.

        Their ids are asked for first: with one id, as nearly always, the index gives the newest without sorting all.
        """
        return self.filter(entity__in=list(Entity.objects.one_with(entity).values_list("pk", flat=True)))


class Mention(models.Model):
    """`start` to `end`, in code points over the snapshot, name `entity`; the span lies within the appearance."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appearance = models.ForeignKey(Appearance, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="mentions", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects: ClassVar[MentionQuerySet] = MentionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["appearance", "start"]
        constraints = [
            models.UniqueConstraint(fields=["appearance", "start", "end"], name="one_mention_per_span"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mention_not_empty"),
        ]
        indexes = [models.Index(fields=["entity", "-appearance"], name="mentions_of_entity")]

    def __str__(self) -> str:
        return f"{self.entity} [{self.start}, {self.end})"
