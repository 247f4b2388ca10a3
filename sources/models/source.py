"""Anyone or anything that says things."""

import pghistory
from django.db import models

from factcheck.ids import uuid7
from sources.models.entity import Entity
from sources.text.naming import LONGEST_NAME, name_key


class SourceKind(models.TextChoices):
    OUTLET = "outlet"
    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    DOCUMENT = "document"
    COLLECTIVE = "collective"
    UNNAMED = "unnamed"


def unnamed_key(name: str) -> str:
    """The key of an unnamed class. A name's own key has single spaces for all space, and \x1f is space."""
    return f"{SourceKind.UNNAMED}\x1f{name_key(name)[:LONGEST_NAME]}"


@pghistory.track()
class Source(models.Model):
    """An outlet, agency, person, government, document, or an unnamed class such as "officials"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=SourceKind)
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=320, unique=True, editable=False)
    entity = models.ForeignKey(
        Entity, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="sources"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str, kind: str) -> "Source":
        """The source of this name, made on first sight; unnamed classes never mix with real names."""
        name = " ".join(name.split())[:LONGEST_NAME]
        key = unnamed_key(name) if kind == SourceKind.UNNAMED else name_key(name)[:LONGEST_NAME]
        return cls.objects.get_or_create(key=key, defaults={"name": name, "kind": kind})[0]
