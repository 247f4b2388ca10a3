"""A source is known by its name, however it is spelled."""

import pytest

from sources.models import Source
from sources.models.source import SourceKind, unnamed_key
from sources.text.naming import name_key


@pytest.mark.django_db
@pytest.mark.parametrize("publisher", ["unnamed: officials", "unnamed\x1fofficials", "unnamed officials"])
def test_a_publisher_never_passes_for_an_unnamed_class(publisher: str) -> None:
    named = Source.named(publisher, SourceKind.OUTLET)
    unnamed = Source.named("Officials", SourceKind.UNNAMED)
    assert (named != unnamed, unnamed.kind, unnamed.name) == (True, SourceKind.UNNAMED, "Officials")
    assert Source.named("officials", SourceKind.UNNAMED) == unnamed
    assert unnamed_key("officials") != name_key(unnamed_key("officials"))


@pytest.mark.django_db
def test_invisible_characters_make_no_other_source() -> None:
    turned = Source.named("\u202eThe minister\u202c", "person")
    assert turned == Source.named("The minister", "person")
    assert turned.name == "The minister"
