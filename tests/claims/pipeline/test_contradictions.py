"""What a report says against itself: it fires on contradictions, keeps quiet on what only looks like one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pipeline.contradictions import contradictions
from claims.pipeline.contradictions.ledger import MOST
from claims.pipeline.draft import Contradiction
from sources.engines.language import parse, sentences
from tests.claims.pipeline.contradiction_cases import CLASHES, NEAR_MISSES
from tests.claims.pipeline.reading import reading

SEED = Path(__file__).resolve().parents[4] / "shared" / "data" / "seed_report.txt"
seed = pytest.mark.skipif(not SEED.is_file(), reason="../shared with the seed report is not here")

# The seed's cases in words of our own: counts of 5 and 6 over a list of 5; Ostland inside and outside the group.
TWIN = (
    "Port Council Welcomes Envoys from Belmark, Ostland, Torvia and 5 Northern Lakeland Republics\n\n"
    "Envoys of Norvia, Belmark, Ostland and six other northern Lakeland states met in Vidby on Tuesday to discuss "
    "fishing, insiders said. The talks led by the Port Council drew the envoys of Belmark, Ostland, Torvia, Carvia, "
    "Dunmark, Elland, Farnia and Gostland.\n"
    "The trade ministers of Norvia, Belmark, Torvia, Carvia, Dunmark and Elland had met earlier that week. Ostland "
    "was missing from the meeting.\n\n"
    "Ostland and other northern Lakeland states are watching the catch. Anders Holm wrote in an essay that Ostland "
    "and other northern Lakeland states could face a poor season."
)


def found(text: str, title: str = "") -> tuple[Contradiction, ...]:
    return contradictions(text, parse(text, sentences(text)), title, parse(title, sentences(title)))


def quotes(text: str, one: Contradiction, title: str = "") -> list[str]:
    return [(text if mention.where == "text" else title)[slice(*mention.span)] for mention in one.mentions]


def told(text: str) -> set[tuple[str, frozenset[str]]]:
    return {(one.kind, frozenset(quotes(text, one))) for one in found(text)}


@pytest.mark.parametrize(("kind", "places", "text"), CLASHES, ids=[text[:50] for _, _, text in CLASHES])
def test_it_names_the_kind_and_quotes_the_places_of_a_contradiction(kind: str, places: list[str], text: str) -> None:
    (one,) = found(text)
    assert (one.kind, quotes(text, one)) == (kind, places)
    assert all(f"“{place}”" in one.reason for place in places)


@pytest.mark.parametrize("text", NEAR_MISSES, ids=[text[:50] for text in NEAR_MISSES])
def test_it_keeps_quiet_where_both_may_be_right(text: str) -> None:
    assert found(text) == ()


def test_two_counts_and_the_list_they_count_are_one_contradiction_with_three_places() -> None:
    (one,) = (one for one in found(TWIN) if one.kind == "count")
    assert quotes(TWIN, one) == [
        "5 Northern Lakeland Republics",
        "six other northern Lakeland states",
        "Carvia, Dunmark, Elland, Farnia and Gostland",
    ]


def test_a_member_that_is_also_listed_apart_is_shown_at_each_place_even_in_equal_words() -> None:
    (one,) = (one for one in found(TWIN) if one.kind == "membership")
    assert quotes(TWIN, one) == [
        "Belmark, Ostland, Torvia and 5 Northern Lakeland Republics",
        "six other northern Lakeland states",
        "Ostland and other northern Lakeland states",
        "Ostland and other northern Lakeland states",
    ]
    assert len(set(one.mentions)) == 4


def test_absence_from_one_meeting_does_not_contradict_taking_part_in_another() -> None:
    assert {one.kind for one in found(TWIN)} == {"count", "membership"}


@seed
def test_the_seed_s_counts_and_memberships_are_found_at_their_places_and_nothing_else() -> None:
    text = SEED.read_text("utf-8")
    assert {one.kind: [tuple(mention.span) for mention in one.mentions] for one in found(text)} == {
        "count": [(81, 104), (157, 191), (458, 509)],
        "membership": [(57, 104), (157, 191), (1089, 1129), (2029, 2069)],
    }


@pytest.mark.parametrize("story", [TWIN, TWIN.partition("\n\n")[2]])
def test_a_headline_that_came_beside_the_text_counts_as_its_headline(story: str) -> None:
    """One that the text repeats is told of once, in the text."""
    title = TWIN.partition("\n")[0]
    (one,) = (one for one in found(story, title) if one.kind == "count")
    where = "text" if story == TWIN else "title"
    assert [mention.where for mention in one.mentions] == [where, "text", "text"]
    assert quotes(story, one, title)[0] == "5 Northern Lakeland Republics"


def test_a_reading_holds_the_contradictions_of_its_text() -> None:
    assert reading(TWIN).contradictions == found(TWIN)


def test_a_report_full_of_them_shows_a_bounded_number() -> None:
    story = "The governor invited five towns: Vidby, Orsk and Sarn.\n\n" * (MOST + 9)
    assert len(found(story)) == MOST


PARAGRAPHS = [*(text for _, _, text in CLASHES if "\n" not in text), *NEAR_MISSES[:9]]


@settings(max_examples=15)
@given(st.sampled_from([TWIN, *(text for _, _, text in CLASHES)]))
def test_a_report_said_twice_over_contradicts_itself_in_the_same_words(text: str) -> None:
    assert told(f"{text}\n\n{text}") == told(text)


@settings(max_examples=15)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=4, unique=True).flatmap(st.permutations))
def test_the_order_of_paragraphs_does_not_matter(paragraphs: list[str]) -> None:
    assert told("\n\n".join(paragraphs)) == told("\n\n".join(sorted(paragraphs)))


@settings(max_examples=20)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_read(text: str, title: str) -> None:
    for one in found(text, title):
        assert len(one.mentions) > 1
        assert all(quotes(text, one, title))
