"""A sentence-like span of a snapshot, ready to be found."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F
from pgvector.django import HalfVectorField

from factcheck.ids import uuid7
from sources.models.bits import DIMENSIONS, bits_index
from sources.models.report import Snapshot


class Passage(models.Model):
    """`text` is exactly `snapshot.text[start:end]` (code points, end-exclusive): the splitter slices it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    embedding = HalfVectorField(dimensions=DIMENSIONS)
    embedded_by = models.CharField(max_length=60)
    search = models.GeneratedField(
        expression=SearchVector(F("text"), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["snapshot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "position"], name="one_passage_per_position"),
            models.CheckConstraint(condition=models.Q(end__gt=F("start")), name="passage_not_empty"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="passage_search"),
            bits_index("passage_bits"),
        ]

    def __str__(self) -> str:
        return self.text
