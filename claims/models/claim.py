"""One self-contained factual statement, and where it stands."""

from datetime import datetime
from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from claims.models.importance import importance_as_kept
from claims.models.publication import Publication, PublicationQuerySet
from claims.pipeline.importance import Tension
from claims.pipeline.review_due import ReviewKind
from claims.status import Modality, Polarity, Status
from factcheck.access.models import User
from factcheck.ids import uuid7
from factcheck.log.position import position_at
from sources.models.bits import DIMENSIONS, bits_index

WAITING = Q(status=Status.UNREVIEWED) | Q(needs_another_look=True)


def authored_by(person: User) -> Q:
    return Q(created_by=person) | Q(accepted_by=person) | Q(edited_by=person)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def published(self) -> "ClaimQuerySet":
        return self.filter(published_at__isnull=False)

    def mentioning(self, words: str) -> "ClaimQuerySet":
        """Claims whose statement matches a web-style query: words, "a phrase", -excluded."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def kept(self) -> "ClaimQuerySet":
        """One claim for each thing that is said: those that no other stands for."""
        return self.filter(merge__isnull=True)

    def as_known_at(self, moment: datetime) -> PublicationQuerySet:
        """What was public of these claims at that moment: status, decision, evidence, chains and words as they stood.

        Raises FutureMoment for one that has not come yet.
        """
        return Publication.objects.as_of(position_at(moment)).filter(claim__in=self)

    def waiting(self) -> "ClaimQuerySet":
        """What a reviewer has to look at: never judged, or judged and shaken by new evidence."""
        return self.kept().filter(WAITING)

    def by(self, person: User) -> "ClaimQuerySet":
        """What they wrote, accepted from the machine or last edited, so that another must judge it (four eyes)."""
        return self.filter(authored_by(person))


KINDS = [(kind.value, kind.value) for kind in ReviewKind]


class Origin(models.TextChoices):
    MACHINE = "machine", "read by the machine"
    EDITOR = "editor", "written by an editor"


@pghistory.track(exclude=["search", "wording", "tension", "importance"])
class Claim(models.Model):
    """Only `services.decide` writes `status`; triggers hold it to the decision it came from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    statement = models.TextField(help_text=_("One factual statement that can be understood by itself."))
    wording = models.CharField(max_length=64, db_index=True, editable=False, help_text=_("SHA-256 of its wording."))
    language = models.CharField(max_length=35, default="en")
    status = models.CharField(max_length=20, choices=Status, default=Status.UNREVIEWED, editable=False)
    polarity = models.CharField(max_length=10, choices=Polarity, default=Polarity.ASSERTED)
    modality = models.CharField(max_length=10, choices=Modality, default=Modality.ASSERTED)
    condition = models.TextField(blank=True, help_text=_("What it depends on, in the report's words."))
    valid_during = DateTimeRangeField(null=True, blank=True, help_text=_("When it is said to hold."))
    worth = models.FloatField(default=0, help_text=_("How much it is worth checking, from 0 to 1."))
    worth_features = models.JSONField(default=dict, help_text=_("The terms that add up to it."))
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.MACHINE, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who accepted it as the machine read it."),
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    needs_another_look = models.BooleanField(default=False, editable=False)
    review_kind = models.CharField(max_length=10, choices=KINDS, blank=True, editable=False)
    review_every = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text=_("Days between two looks, set by an editor; empty: by its kind.")
    )
    review_due = models.DateTimeField(null=True, editable=False, help_text=_("When it is to be looked at again."))
    review_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    stale = models.BooleanField(default=False, editable=False, help_text=_("Due, and nobody has looked at it since."))
    decided_at = models.DateTimeField(null=True, editable=False, db_index=True)
    published_at = models.DateTimeField(null=True, editable=False)
    tension = models.PositiveSmallIntegerField(
        default=Tension.NONE,
        db_default=Tension.NONE,
        editable=False,
        help_text=_("0: nothing is proposed; 1: a verdict; 2: evidence at odds. A trigger keeps it."),
    )
    importance = models.GeneratedField(
        expression=importance_as_kept(), output_field=models.FloatField(), db_persist=True
    )
    search = models.GeneratedField(
        expression=SearchVector(F("statement"), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[ClaimQuerySet] = ClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        permissions = [("decide", "Can decide on claims"), ("reinstate", "Can bring withdrawn claims back")]
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="claim_has_statement"),
            models.CheckConstraint(
                condition=Q(status=Status.UNREVIEWED, decided_at__isnull=True, published_at__isnull=True)
                | (~Q(status=Status.UNREVIEWED) & Q(decided_at__isnull=False, published_at__isnull=False)),
                name="decided_is_published",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="accepted_by_somebody",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="claim_search"),
            models.Index(fields=["status", "-id"], name="claim_by_status"),
            models.Index(fields=["status", "-id"], name="claim_published", condition=Q(published_at__isnull=False)),
            models.Index(
                fields=["-decided_at", "-id"], name="claim_newest_decided", condition=Q(published_at__isnull=False)
            ),
            models.Index(fields=["-id"], name="published_claim", condition=Q(published_at__isnull=False)),
            models.Index(fields=["-id"], name="claim_another_look", condition=Q(needs_another_look=True)),
            models.Index(fields=["review_due"], name="claim_falls_due", condition=Q(stale=False)),
            models.Index(fields=["-importance"], name="claim_to_take", condition=WAITING),
            models.Index(fields=["-id"], name="claim_stale", condition=Q(stale=True)),
            models.Index(fields=["id"], name="claim_without_rule", condition=Q(review_kind="")),
        ]

    def __str__(self) -> str:
        return self.statement


class ClaimEmbedding(models.Model):
    """The claim's place in meaning; apart, so that a change of status leaves the big index alone."""

    claim = models.OneToOneField(Claim, primary_key=True, on_delete=models.CASCADE, related_name="vector")
    embedding = HalfVectorField(dimensions=DIMENSIONS)
    embedded_by = models.CharField(max_length=60)

    class Meta:
        indexes = [bits_index("claim_bits")]

    def __str__(self) -> str:
        return f"embedding of {self.claim_id}"
