"""How two claims hang together: what is proposed, in which direction, and what is left alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pipeline.match import ClaimText
from claims.pipeline.relate import contradicts, relate
from claims.pipeline.stance import StanceName, StanceResult
from claims.pipeline.told import Period, Told

MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def told(name: str, text: str, day: int | None = None, **more: str) -> Told:
    """Said `day` days after Monday."""
    return Told(name, ClaimText(text, **more), said=None if day is None else MONDAY + day * DAY)


def holds(told: Told, first: int, last: int) -> Told:
    return replace(told, happened=Period(MONDAY + first * DAY, MONDAY + last * DAY))


def related(one: Told, other: Told) -> tuple[str, str, str] | None:
    link = relate(one, other)
    assert link == relate(other, one)
    return (str(link.from_id), link.kind, str(link.to_id)) if link else None


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("The flood in Karsk killed 12 people.", "The flood in Karsk killed 31 people."),
        ("A total of 12 people died in the flood in Karsk.", "The death toll from the flood in Karsk rose to 31."),
        ("Police in Karsk arrested 40 demonstrators.", "Police in Karsk arrested at least 65 demonstrators."),
        ("The flood in Karsk killed 31 people.", "The flood in Karsk killed 28 people."),
    ],
)
def test_a_later_count_supersedes_an_earlier_one_whichever_is_seen_first(early: str, late: str) -> None:
    assert related(told("early", early, 0), told("late", late, 1)) == ("late", "supersedes", "early")


def test_a_rising_toll_is_never_a_contradiction() -> None:
    one, two = (
        told("a", "The flood killed 12 people in Karsk.", 0),
        told("b", "The flood killed 31 people in Karsk.", 0),
    )
    assert related(one, two) is None  # said at the same moment: nobody knows which is the later
    refuted = StanceResult({"supports": 0.0, "refutes": 1.0, "not_enough_info": 0.0}, "refutes", (), "j", True)
    assert contradicts(one, two, [refuted]) is None


def test_a_measure_that_is_given_for_a_later_time_supersedes() -> None:
    may = holds(told("may", "Unemployment in Norland was 5 percent.", 9), 0, 31)
    june = holds(told("june", "Unemployment in Norland was 6 percent.", 9), 31, 61)
    assert related(june, may) == ("june", "supersedes", "may")


def test_another_figure_for_a_thing_that_does_not_change_supersedes_nothing() -> None:
    one = told("a", "The bridge at Karsk cost 40 million crowns.", 0)
    assert related(one, told("b", "The bridge at Karsk cost 60 million crowns.", 4)) is None


def test_two_floods_are_two_floods() -> None:
    one, two = "A flood on Monday killed 12 people in Karsk.", "A flood on Friday killed 31 people in Karsk."
    assert related(told("a", one, 0), told("b", two, 4)) is None
    assert related(told("a", "The flood killed 12 in Karsk.", 0), told("b", "The flood killed 31 in Orlo.", 4)) is None


def test_a_plan_is_not_superseded_by_what_came_of_it() -> None:
    plan = told("a", "Norland will send 300 nurses to Karsk.", 0, modality="planned")
    assert related(plan, told("b", "Norland sent 200 nurses to Karsk.", 4)) is None


@pytest.mark.parametrize("one", ["Norland", "Sudria", "Westmark"])
def test_one_of_a_list_is_part_of_it(one: str) -> None:
    whole = told("whole", "Norland, Sudria and Westmark signed the fishing treaty.")
    assert related(told("part", f"{one} signed the fishing treaty."), whole) == ("part", "part_of", "whole")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Barley was banned in Norland.", "Wheat, barley and oats were banned in Norland."),
        ("The council closed the pool.", "The council closed the pool and the old library."),
    ],
)
def test_things_are_listed_like_names(part: str, whole: str) -> None:
    assert related(told("part", part), told("whole", whole)) == ("part", "part_of", "whole")


@pytest.mark.parametrize(
    ("exact", "vague"),
    [
        ("Norland signed the fishing treaty in Karsk on Wednesday.", "Norland signed the fishing treaty."),
        ("The council of Karsk closed the old pool for two weeks.", "The council of Karsk closed the pool."),
    ],
)
def test_what_says_all_of_it_and_more_refines_it(exact: str, vague: str) -> None:
    assert related(told("vague", vague), told("exact", exact)) == ("exact", "refines", "vague")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norland signed the treaty.", "Norland did not sign the fishing treaty."),
        ("Norland signed the treaty.", "Norland may have signed the fishing treaty."),
        ("Norland beat Sudria easily.", "Sudria easily beat Norland in the final."),
        ("It signed the treaty.", "It signed the fishing treaty."),
        ("Norland signed the treaty.", "Norland reportedly signed the fishing treaty."),
        ("Norland signed the treaty.", "Norland signed the treaty."),
    ],
)
def test_what_takes_something_back_or_turns_it_round_refines_nothing(one: str, other: str) -> None:
    assert related(told("a", one), told("b", other)) is None


def test_what_holds_at_another_time_neither_refines_nor_contradicts() -> None:
    one = holds(told("a", "Norland signed the treaty."), 0, 1)
    other = holds(told("b", "Norland signed the fishing treaty."), 3, 4)
    assert related(one, other) is None
    assert contradicts(one, other, [result("refutes")]) is None


def result(stance: StanceName) -> StanceResult:
    scores: dict[StanceName, float] = {"supports": 0.0, "refutes": 0.0, "not_enough_info": 0.0}
    return StanceResult({**scores, stance: 1.0}, stance, (f"It {stance} it.",), "judge")


@pytest.mark.parametrize(
    ("stances", "is_link"),
    [
        (("refutes", "refutes"), True),
        (("refutes", "not_enough_info"), True),
        (("refutes", "supports"), False),
        (("not_enough_info", "not_enough_info"), False),
    ],
)
def test_a_contradiction_is_what_the_judge_refutes_and_nowhere_supports(
    stances: tuple[StanceName, ...], is_link: bool
) -> None:
    one, other = told("a", "Norland signed."), told("b", "Norland refused.")
    link = contradicts(one, other, [result(stance) for stance in stances])
    assert (link is not None) == is_link
    if link:
        assert (link.kind, link.reasons) == ("contradicts", ("It refutes it.",))


WORDS = "Norland Sudria ministers , and met the council not will 4 5 people died if on Monday in port may a".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=30)


@given(TEXTS, TEXTS, st.integers(0, 3), st.integers(0, 3))
def test_symmetric_and_never_of_a_claim_with_itself(one: str, other: str, first: int, second: int) -> None:
    a, b = told("a", one, first), told("b", other, second)
    assert relate(a, b) == relate(b, a)
    assert relate(a, replace(a, id="c")) is None
