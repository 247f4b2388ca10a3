"""The name apart from the role, the kind of speaker, the class of an unnamed one, and where it was said."""

import pytest

from claims.pipeline.draft import Speaker
from tests.claims.pipeline.reading import attributions

NAMED = [
    ("Former Estonian finance minister Kaarel Tamm said", "Kaarel Tamm", "Former Estonian finance minister", "person"),
    ("General Arman Sargsyan said", "Arman Sargsyan", "General", "person"),
    ("Norway said", "Norway", "", "government"),
    ("The foreign ministry said", "The foreign ministry", "", "government"),
    ("Norway’s foreign ministry said", "Norway’s foreign ministry", "", "government"),
    ("Russia's embassy said", "Russia's embassy", "", "government"),
    ("The ministry of Defence said", "The ministry of Defence", "", "government"),
    ("Reuters reported", "Reuters", "", "organisation"),
    ("A new survey found", "A new survey", "", "document"),
    ("Residents said", "Residents", "", "collective"),
]


@pytest.mark.parametrize(("opening", "name", "role", "kind"), NAMED)
def test_names_roles_and_kinds(opening: str, name: str, role: str, kind: str) -> None:
    (relation,) = attributions(f"{opening} that the bridge was unsafe.")
    assert (relation.speaker.name, relation.speaker.role, relation.speaker.kind) == (name, role, kind)


UNNAMED = [
    ("The road was closed, sources said.", "sources"),
    ("According to reports, the road was closed.", "reports"),
    ("Local media reported that the road was closed.", "media"),
    ("Two senior officials said the road was closed.", "officials"),
    ("The road was reportedly closed.", "unstated"),
]


@pytest.mark.parametrize(("text", "unnamed_class"), UNNAMED)
def test_classes_of_unnamed_sources(text: str, unnamed_class: str) -> None:
    (relation,) = attributions(text)
    assert (relation.speaker.name, relation.speaker.kind) == ("", "unnamed")
    assert relation.speaker.unnamed_class == unnamed_class


def test_a_pronoun_is_not_guessed() -> None:
    (relation,) = attributions("She added that a second round would start in May.")
    assert relation.speaker == Speaker(kind="person")


CHANNELS = [
    ("Tamm wrote in an op-ed that gas was short.", "op-ed"),
    ("Tamm said in a television interview that gas was short.", "television interview"),
    ("Tamm said on Twitter that gas was short.", "Twitter"),
    ("Tamm tweeted that gas was short.", "Twitter"),
    ("Tamm said on Monday that gas was short.", ""),
]


@pytest.mark.parametrize(("text", "channel"), CHANNELS)
def test_where_it_was_said(text: str, channel: str) -> None:
    (relation,) = attributions(text)
    assert relation.channel == channel
