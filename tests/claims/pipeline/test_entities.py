"""Which names of a text are one person, place or group, and at which characters they stand."""

from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pipeline.draft import NamedEntity
from claims.pipeline.entities import mentions
from sources.engines.language import parse, sentences
from tests.claims.pipeline.reading import reading


def named(text: str) -> dict[str, NamedEntity]:
    return {entity.name: entity for entity in mentions(parse(text, sentences(text)))}


def called(text: str, name: str) -> list[str]:
    """What the text calls the thing of this name, in order."""
    return [text[start:end] for start, end in named(text)[name].mentions]


def test_brackets_after_a_name_introduce_its_acronym() -> None:
    text = "The Rural Water Board (RWB) met on Monday. The RWB raised its fees, and RWB engineers objected."
    board = named(text)["Rural Water Board"]
    assert (board.kind, board.acronyms, board.aliases) == ("organisation", ("RWB",), ())
    assert called(text, "Rural Water Board") == ["Rural Water Board", "RWB", "RWB", "RWB"]


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("The Inter-Services Intelligence (ISI) denied it.", "Inter-Services Intelligence", "ISI"),
        ("The Department of Fisheries (DoF) closed the bay.", "Department of Fisheries", "DoF"),
        ("Officials of the Bureau of Mines (BM) left.", "Bureau of Mines", "BM"),
        ("The RWB (Rural Water Board) met on Monday.", "Rural Water Board", "RWB"),
    ],
)
def test_the_initials_make_the_acronym(text: str, name: str, acronym: str) -> None:
    assert named(text)[name].acronyms == (acronym,)


def test_brackets_whose_letters_are_not_the_initials_introduce_nothing() -> None:
    found = named("The Rural Water Board (XYZ) met in Oslo (NO) on Monday.")
    assert not [entity for entity in found.values() if entity.acronyms]


def test_an_acronym_of_two_things_stands_alone_where_the_text_does_not_say_which() -> None:
    text = "The Rural Water Board (RWB) sued the Regional Wool Bank (RWB). The RWB won in court."
    found = named(text)
    assert called(text, "Rural Water Board") == ["Rural Water Board", "RWB"]
    assert called(text, "Regional Wool Bank") == ["Regional Wool Bank", "RWB"]
    assert found["RWB"].mentions[0].start == text.rindex("RWB")


def test_titles_roles_and_possessives_are_no_part_of_a_name() -> None:
    text = (
        "The director general General Arman Sargsyan flew to Kabul. "
        "General Arman Sargsyan’s visit was short, Lt. Gen. Sargsyan's aide said. Sargsyan said nothing."
    )
    person = named(text)["Arman Sargsyan"]
    assert (person.kind, person.aliases) == ("person", ("Sargsyan",))
    assert called(text, "Arman Sargsyan") == ["Arman Sargsyan", "Arman Sargsyan", "Sargsyan", "Sargsyan"]


def test_two_people_of_one_surname_stay_apart_and_the_bare_surname_stands_alone() -> None:
    found = named("Anna Smith and Peter Smith came to Oslo. Smith said the road was closed.")
    assert {name for name, entity in found.items() if entity.kind == "person"} == {"Anna Smith", "Peter Smith", "Smith"}
    assert {len(entity.mentions) for entity in found.values()} == {1}


def test_a_headline_may_call_a_person_by_surname_first() -> None:
    text = "Lavrov arrives in Oslo\n\nForeign minister Sergey Lavrov arrived in Oslo on Monday."
    assert called(text, "Sergey Lavrov") == ["Lavrov", "Sergey Lavrov"]


def test_a_place_of_the_same_word_is_not_the_person() -> None:
    text = "Ruth Jordan flew to Jordan on Monday. Officials in Jordan welcomed the visit."
    found = named(text)
    assert (found["Ruth Jordan"].aliases, found["Jordan"].kind) == ((), "place")


def test_an_article_makes_no_other_name() -> None:
    text = "The Taliban announced a government. Officials met Taliban leaders, and the Taliban agreed."
    assert called(text, "Taliban") == ["Taliban", "Taliban", "Taliban"]


def test_an_adjective_names_nothing() -> None:
    assert "Russian" not in named("The Russian delegation left Oslo.")


def test_a_family_name_that_comes_first_is_known_by_itself() -> None:
    text = "President Xi Jinping met Vladimir Putin. Xi thanked Putin."
    assert called(text, "Xi Jinping") == ["Xi Jinping", "Xi"]


def test_parts_of_one_text_share_their_clusters() -> None:
    """A text too long for one parse: the name stands in the first part, the surname in the last."""
    filler = "\n\n".join("The road to the harbour was closed because of heavy snow." for _ in range(700))
    text = f"Sergey Lavrov arrived in Oslo on Monday.\n\n{filler}\n\nLavrov left on Friday."
    assert len(list(parse(text, sentences(text)))) > 1
    assert called(text, "Sergey Lavrov") == ["Sergey Lavrov", "Lavrov"]


def test_a_reading_carries_what_it_names() -> None:
    text = "Sergey Lavrov arrived in Oslo on Monday."
    assert reading(text).entities == mentions(parse(text, sentences(text)))


STORY = (
    "The Rural Water Board (RWB) met in Oslo on Monday.",
    "The RWB raised its fees, said Sergey Lavrov.",
    "General Lavrov’s aide, Peter Smith, disagreed.",
    "Anna Smith called the Taliban “a danger”.",
    "Smith said nothing about Ms. Smith in Kabul.",
    "Mr. Smith left for the Winter Olympics.",
)


@settings(deadline=None, max_examples=25)
@given(st.permutations(STORY), st.sampled_from([" ", "\n", "\n\n", "  \n"]))
def test_clusters_do_not_depend_on_the_order_and_spans_hold_exactly_the_names(lines: list[str], between: str) -> None:
    text = between.join(lines)
    found = mentions(parse(text, sentences(text)))
    spans = sorted(chain.from_iterable(entity.mentions for entity in found))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for entity in found:
        known = {entity.name, *entity.aliases, *entity.acronyms}
        assert {" ".join(text[start:end].split()) for start, end in entity.mentions} == known
    assert {entity.name: (entity.kind, len(entity.mentions)) for entity in found} == {
        "Rural Water Board": ("organisation", 3),
        "Oslo": ("place", 1),
        "Sergey Lavrov": ("person", 2),
        "Peter Smith": ("person", 1),
        "Anna Smith": ("person", 1),
        "Smith": ("person", 3),
        "Taliban": ("organisation", 1),
        "Kabul": ("place", 1),
        "Winter Olympics": ("event", 1),
    }
