"""The name apart from the role, the kind of speaker, the class of an unnamed one, and where it was said."""

import pytest

from claims.pipeline.draft import Speaker
from tests.claims.pipeline.reading import attributions

NAMED = [
    ("Former Estonian finance minister Kaarel Tamm said", "Kaarel Tamm", "Former Estonian finance minister", "person"),
    ("General Arman Sargsyan said", "Arman Sargsyan", "General", "person"),
    (
        "Intelligence director general General Ivo Marek said",
        "Ivo Marek",
        "Intelligence director general General",
        "person",
    ),
    ("The head of the agency, Ivo Marek, said", "Ivo Marek", "head of the agency", "person"),
    ("The mayor of Porto, Diogo Almeida, said", "Diogo Almeida", "mayor of Porto", "person"),
    ("The water company, Ceran, said", "Ceran", "water company", "organisation"),
    ("Its chairwoman, Mira Holt, said", "Mira Holt", "chairwoman", "person"),
    ("The club's website said", "The club's website", "", "document"),
    ("The farmers' union said", "The farmers' union", "", "organisation"),
    ("Ivo Marek, the head of the agency, said", "Ivo Marek", "head of the agency", "person"),
    ("Spain’s former prime minister, Ana Ruiz, said", "Ana Ruiz", "Spain’s former prime minister", "person"),
    ("A member of its festival committee said", "A member of its festival committee", "", "person"),
    ("Norway said", "Norway", "", "government"),
    ("Turkey has also expressed concern", "Turkey", "", "government"),
    ("The Kremlin said", "Kremlin", "", "government"),
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
    ("A clerk who spoke on condition of anonymity said the road was closed.", "sources"),
    ("The road was closed, sources said.", "sources"),
    ("According to reports, the road was closed.", "reports"),
    ("Local media reported that the road was closed.", "media"),
    ("Two senior officials said the road was closed.", "officials"),
    ("The road was closed, some media said.", "media"),
    ("Officials said the road was closed.", "officials"),
    ("A senior official with knowledge of the plan said the road was closed.", "officials"),
    ("Sources told Reuters that the road was closed.", "sources"),
    ("The road was closed, people familiar with the matter said.", "sources"),
    ("A person with knowledge of the plan said the road was closed.", "sources"),
    ("Reports said that the road was closed.", "reports"),
    ("There were reports that the road had been closed.", "reports"),
    ("Media reports stated that the road was closed.", "media"),
    ("It is believed that the road was closed.", "unstated"),
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
    ("Tamm told a news conference that gas was short.", "news conference"),
    ("Tamm confirmed on X that gas was short.", "X"),
    ("Tamm wrote in an op-ed that gas was short.", "op-ed"),
    ("Tamm said in a television interview that gas was short.", "television interview"),
    ("Tamm said on Twitter that gas was short.", "Twitter"),
    ("In an op-ed for the Times, Ana Ruiz wrote that gas was short.", "op-ed"),
    ("Tamm wrote in his newspaper column that gas was short.", "newspaper column"),
    ("Tamm said in an interview with the BBC that gas was short.", "interview with the BBC"),
    ("Tamm said in a statement on Monday that gas was short.", "statement"),
    ("Gas was short, Tamm stated in a report.", "report"),
    ("Speaking at a press conference in Kabul, Ana Ruiz said that gas was short.", "press conference"),
    ("Tamm tweeted that gas was short.", "Twitter"),
    ("Tamm said on Monday that gas was short.", ""),
]


@pytest.mark.parametrize(("text", "channel"), CHANNELS)
def test_where_it_was_said(text: str, channel: str) -> None:
    (relation,) = attributions(text)
    assert relation.channel == channel


def test_analysts_and_witnesses_are_a_collective() -> None:
    for who in ("Analysts", "Witnesses", "Experts"):
        (relation,) = attributions(f"{who} say the road will be closed.")
        assert (relation.speaker.name, relation.speaker.kind) == (who, "collective")


def test_a_paper_called_by_its_name_is_no_unnamed_media() -> None:
    (relation,) = attributions("The Baltic Courier newspaper said the road was closed.")
    assert relation.speaker.unnamed_class == ""
    assert relation.speaker.name.endswith("Baltic Courier newspaper")
