"""What the world reads of a claim: each version of it, and which log entry made it so."""

import json
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from claims.status import Modality, Polarity, Status

STANDING = Q(until_sequence__isnull=True)
SHOWN = Q(until_sequence__isnull=True, is_listed=True)


class Tombstone(models.TextChoices):
    """Why there is nothing to read any more where once there was."""

    WITHDRAWN = "withdrawn", "a reviewer withdrew it"
    APART = "apart", "it is no longer held to be the same as a published claim"
    ERASED = "erased", "law asked to erase it"


class Event(models.TextChoices):
    """What a publication means to those who follow."""

    PUBLISHED = "claim.published", "a claim became public"
    CHANGED = "claim.changed", "what is public of a claim changed"
    GONE = "claim.gone", "a claim is no longer public"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def standing(self) -> Self:
        """What is public now: at most one of each claim."""
        return self.filter(STANDING)

    def as_of(self, position: int) -> Self:
        """What was public when the log held the entries up to `position`; it never changes, but for erasures."""
        return self.filter(Q(until_sequence__isnull=True) | Q(until_sequence__gt=position), sequence__lte=position)

    def listed(self) -> Self:
        """One for each thing that is said: neither tombstones nor claims that another stands for."""
        return self.filter(is_listed=True)

    def mentioning(self, words: str) -> Self:
        """Those whose statement or quotes match a web-style query: words, "a phrase", -excluded."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))


class Publication(models.Model):
    """One version of what is public of a claim. Only `services.publish` writes it, with a log entry of its sequence.

    `document` and `card` are the very bytes of the API's answers: the whole, and the part of it that stands in lists.
    The columns below are what lists are narrowed down by; they are filled from the same rows. Triggers refuse every
    change but `until_sequence`, once, and what an erasure of the log's payload brings.
    """

    sequence = models.BigIntegerField(primary_key=True)
    until_sequence = models.BigIntegerField(null=True)
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="publications", db_index=False)
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    tombstone = models.CharField(max_length=10, choices=Tombstone, blank=True)
    erased_in = models.BigIntegerField(null=True)
    document = models.TextField(help_text="JSON, as the API gives the claim.")
    card = models.TextField(help_text="JSON, as the API gives it in a list.")
    is_listed = models.BooleanField()

    status = models.CharField(max_length=20, choices=Status)
    polarity = models.CharField(max_length=10, choices=Polarity)
    modality = models.CharField(max_length=10, choices=Modality)
    language = models.CharField(max_length=35)
    needs_another_look = models.BooleanField()
    valid_during = DateTimeRangeField(null=True)
    created_at = models.DateTimeField()
    first_published_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    speakers = ArrayField(models.UUIDField(), default=list, help_text="Sources anywhere in a chain.")
    original_speakers = ArrayField(models.UUIDField(), default=list)
    publishers = ArrayField(models.UUIDField(), default=list)
    entities = ArrayField(models.UUIDField(), default=list)
    unnamed_classes = ArrayField(models.CharField(max_length=20), default=list)
    words = models.TextField(blank=True, help_text="The statement and its quotes.")
    search = models.GeneratedField(
        expression=SearchVector(F("words"), config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="one_publication_per_version"),
            models.UniqueConstraint(fields=["claim"], condition=STANDING, name="one_standing_publication"),
            models.CheckConstraint(
                condition=Q(until_sequence__isnull=True) | Q(until_sequence__gt=F("sequence")),
                name="published_before_replaced",
            ),
            models.CheckConstraint(condition=Q(tombstone="") | Q(is_listed=False), name="tombstones_are_not_listed"),
        ]
        indexes = [
            models.Index(fields=["-claim", "-sequence"], name="publication_as_of"),
            models.Index(fields=["status", "-claim", "-sequence"], name="publication_by_status"),
            models.Index(fields=["-decided_at", "-claim"], name="publication_newest", condition=SHOWN),
            models.Index(fields=["published_at"], name="publication_by_time"),
            models.Index(fields=["erased_in"], name="publication_erased", condition=Q(erased_in__isnull=False)),
            GinIndex(fields=["search"], name="publication_search"),
            GinIndex(
                fields=["speakers", "original_speakers", "publishers", "entities", "unnamed_classes"],
                name="publication_by_whom",
            ),
            GistIndex(fields=["valid_during"], name="publication_valid"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.claim_id}"

    @property
    def event(self) -> Event:
        if self.tombstone:
            return Event.GONE
        return Event.PUBLISHED if self.version == 1 else Event.CHANGED

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.document)
        return content


class PublicationDue(models.Model):
    """What is public of this claim may have changed: triggers write it, `services.publish` compares and clears it.

    A claim may be due several times, so that no writer ever waits for another one's row.
    """

    claim_id = models.UUIDField(db_index=True)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "publications due"

    def __str__(self) -> str:
        return f"{self.claim_id} since {self.due_at}"
