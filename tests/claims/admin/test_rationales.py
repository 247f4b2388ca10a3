"""Words to begin a rationale with."""

from claims.admin.rationales import STARTS, listed, rationales
from claims.status import Status


def test_names_are_listed_as_people_write_them() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C", "D"]) == "A, B, C and another"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"


def test_a_start_names_the_voices_that_there_are_and_no_others() -> None:
    assert rationales(Status.REFUTED, ["A"], ["B", "C"])[0] == "It is contradicted by B and C."
    for status in STARTS:
        none, both = rationales(status, [], []), rationales(status, ["A"], ["B"])
        assert 1 <= len(none) <= len(both) <= 5
        assert all(words.strip() and "  " not in words and "by ;" not in words for words in none + both)
