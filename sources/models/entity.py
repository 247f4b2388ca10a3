"""Anything named, under all its names, and what is held to be the same."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from factcheck.ids import uuid7
from sources.text.naming import LONGEST_NAME, name_key


class EntityKind(models.TextChoices):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    GROUP = "group"


class EntityQuerySet(models.QuerySet["Entity"]):
    def kept(self) -> "EntityQuerySet":
        """One entity for each thing: those that no other stands for."""
        return self.filter(same_as__isnull=True)

    def standing_for(self, entities: "Iterable[UUID]") -> "EntityQuerySet":
        """The kept entities that these stand for: themselves, or what they were merged into."""
        of = Entity.objects.filter(pk__in=list(entities))
        return self.filter(pk__in=of.values(kept_id=Coalesce("same_as_id", "id")))

    def one_with(self, entity: "Entity") -> "EntityQuerySet":
        """All that is held to be the same thing as `entity`, itself among them."""
        return self.filter(Q(pk=entity.kept_id) | Q(same_as=entity.kept_id))

    def called(self, words: str) -> "EntityQuerySet":
        """Those with a name, alias or acronym that begins with `words`."""
        return self.filter(pk__in=EntityName.objects.filter(key__startswith=name_key(words)).values("entity"))


@pghistory.track()
class Entity(models.Model):
    """A person, organisation, place, event or group. Only `services.merge_entities` writes `same_as`.

    `same_as` points straight at the kept entity, never at one that is merged itself: triggers hold it to that.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=EntityKind)
    name = models.CharField(max_length=LONGEST_NAME)
    external_scheme = models.CharField(
        _("scheme of its outside id"), max_length=40, blank=True, help_text=_("Whose id it is: wikidata, lei, ...")
    )
    external_id = models.CharField(
        _("outside id"), max_length=200, blank=True, help_text=_("Its id there, such as Q42; empty for none.")
    )
    same_as = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[EntityQuerySet] = EntityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entities"
        permissions = [("judge_entity", "Can judge which entities are the same")]
        constraints = [
            models.UniqueConstraint(
                fields=["external_scheme", "external_id"],
                condition=~Q(external_id=""),
                name="one_entity_per_outside_id",
                violation_error_code="unique",
                violation_error_message=_(
                    "Another entity has this outside id already. Judge the two the same instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(external_scheme="", external_id="") | (~Q(external_scheme="") & ~Q(external_id="")),
                name="outside_id_has_scheme",
                violation_error_message=_("Give the outside id together with its scheme, or neither."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="entity_has_name"),
        ]
        indexes = [models.Index(fields=["kind", "-id"], name="entity_by_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> "Entity":
        """The entity that stands for it: itself, unless it was merged."""
        return self.same_as or self

    @property
    def kept_id(self) -> UUID:
        return self.same_as_id or self.pk


class NameKind(models.TextChoices):
    NAME = "name"
    ALIAS = "alias"
    ACRONYM = "acronym"


class EntityName(models.Model):
    """One way of naming an entity; several entities may share it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME, editable=False)
    kind = models.CharField(max_length=10, choices=NameKind, default=NameKind.ALIAS)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entity", "key"], name="one_name_per_key")]
        indexes = [models.Index(fields=["key"], name="entity_name_key", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name


class Verdict(models.TextChoices):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class EntityJudgement(models.Model):
    """Whether two entities are one thing, by a person or a machine; "different" and "unsure" are kept as well.

    Rows are only added; the one change is to undo them, once. `left` is the older of the two.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    left = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(help_text=_("Why, in a sentence a colleague can check."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    machine = models.CharField(max_length=60, blank=True, help_text=_("The engine and version, where no person did."))
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="judgement_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="entity_judgement_reason"),
            models.CheckConstraint(
                condition=Q(by__isnull=False, machine="") | (Q(by__isnull=True) & ~Q(machine="")),
                name="judged_by_one",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="only_people_undo_people",
            ),
            models.UniqueConstraint(
                fields=["left", "right"], condition=Q(undone_at__isnull=True), name="one_standing_judgement"
            ),
        ]
        indexes = [models.Index(fields=["left", "right"], name="judgement_of_pair")]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.get_verdict_display().lower()}"
