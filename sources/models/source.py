"""Anyone or anything that says things."""

import unicodedata
from collections.abc import Iterable
from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

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


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _shown(name: str) -> str:
    """`name` without the invisible characters that turn the direction of text."""
    return "".join(char for char in name if unicodedata.bidirectional(char) not in _TURNING)


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
    owner = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="owned",
        help_text=_("Whose rating holds for it, unless it has one of its own."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str, kind: str) -> Self:
        """The source of this name, made on first sight; unnamed classes never mix with real names."""
        return cls.named_all([(name, kind)])[name, kind]

    @classmethod
    def named_all(cls, called: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Self]:
        """For each (name, kind) what `named` gives, in few queries; made in one order, so that nobody deadlocks."""
        wanted = {one: cls._called(*one) for one in dict.fromkeys(called)}
        first = {source.key: source for source in reversed(wanted.values())}
        stored = cls.objects.in_bulk(first, field_name="key")
        missing = sorted(first.keys() - stored.keys())
        if missing:
            cls.objects.bulk_create([first[key] for key in missing], 500, ignore_conflicts=True)
            stored |= cls.objects.in_bulk(missing, field_name="key")
        return {one: stored[source.key] for one, source in wanted.items()}

    @classmethod
    def _called(cls, name: str, kind: str) -> Self:
        name = " ".join(_shown(name).split())[:LONGEST_NAME]
        key = unnamed_key(name) if kind == SourceKind.UNNAMED else name_key(name)[:LONGEST_NAME]
        return cls(name=name, key=key, kind=kind)
