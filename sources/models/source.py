"""Anyone or anything that says things."""

import unicodedata

import pghistory
from django.db import models

from factcheck.ids import uuid7


class SourceKind(models.TextChoices):
    OUTLET = "outlet"
    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    DOCUMENT = "document"
    COLLECTIVE = "collective"
    UNNAMED = "unnamed"


def name_key(name: str) -> str:
    """What makes two spellings one source: case, accents' encoding and spacing do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@pghistory.track()
class Source(models.Model):
    """An outlet, agency, person, government, document, or an unnamed class such as "officials"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=SourceKind)
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=320, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str, kind: str) -> "Source":
        """The source of this name, made on first sight; unnamed classes never mix with real names."""
        name = " ".join(name.split())[:300]
        key = name_key(name)[:300]
        if kind == SourceKind.UNNAMED:
            key = f"unnamed: {key}"
        return cls.objects.get_or_create(key=key, defaults={"name": name, "kind": kind})[0]
