"""What one sentence says: rows of names, acts with their sides, places, namesakes, and what reserve governs."""

import pytest

from claims.pipeline.compare.listings import listings
from claims.pipeline.compare.named import namesakes, places, runs
from claims.pipeline.compare.negation import negated
from claims.pipeline.compare.reserve import reserves
from claims.pipeline.compare.roles import roles
from claims.pipeline.compare.words import stem, tokens


@pytest.mark.parametrize(
    ("text", "members", "is_whole"),
    [
        ("Three towns met: Sarn, Port Vale and Tarn.", 3, True),
        ("Four towns met: Sarn, Port Vale and Tarn.", 3, False),
        ("Three towns met, among them Sarn, Port Vale and Tarn.", 3, False),
        ("They met in Sarn, Port Vale, and Tarn.", 3, False),
        ("Only Sarn and Tarn met.", 2, True),
        ("Sarn alone met.", 1, True),
        ("Sarn, Tarn and others met.", 2, False),
    ],
)
def test_a_row_of_names_is_whole_only_where_it_says_so(text: str, members: int, is_whole: bool) -> None:
    (row,) = listings(tokens(text))
    assert (len(row.members), row.is_whole) == (members, is_whole)


@pytest.mark.parametrize("text", ["Sarn met.", "They met in Sarn or Tarn.", "Sarn Beats Tarn And Orlen In Final", ""])
def test_what_is_no_row_is_none(text: str) -> None:
    assert not listings(tokens(text))


@pytest.mark.parametrize(
    ("text", "doer", "done_to"),
    [
        ("Norland beat Sudria.", "Norland", "Sudria"),
        ("Sudria was beaten by Norland.", "Norland", "Sudria"),
        ("Sudria lost to Norland.", "Norland", "Sudria"),
        ("The dog in Norland bit the postman.", "dog", "postman"),
    ],
)
def test_an_act_has_its_sides(text: str, doer: str, done_to: str) -> None:
    (role,) = roles(tokens(text))
    assert (role.doer, role.done_to) == (frozenset({stem(doer)}), frozenset({stem(done_to)}))


@pytest.mark.parametrize("text", ["The attack shook Norland.", "Norland lost the match.", "Sudria was beaten."])
def test_without_both_sides_there_is_no_act(text: str) -> None:
    assert not roles(tokens(text))


def test_a_place_stands_after_its_preposition() -> None:
    assert places(tokens("A fair in Port Vale drew Sarn's mayor on Monday.")) == {("port", "val")}


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        ("Ana Lima", "Jorge Lima", True), ("Ana Lima", "President Lima", False), ("Ana Lima", "A. Lima", False),
        ("Ana Lima", "Lima", False), ("Ana Lima", "Ana Sofia Lima", False), ("Ana Lima", "Jorge Marek", False),
    ],
)  # fmt: skip
def test_namesakes_have_other_first_names(one: str, two: str, differ: bool) -> None:
    mine, theirs = runs(tokens(f"It was {one} who sang.")), runs(tokens(f"It was {two} who sang."))
    assert (namesakes(mine, theirs, frozenset(w for name in theirs for w in name)) is not None) == differ


@pytest.mark.parametrize(
    ("text", "word", "is_negated"),
    [
        ("He did not sing.", "sing", True), ("He failed to sing.", "sing", True),
        ("He never failed to sing.", "sing", False),
        ("He did not only sing.", "sing", False), ("He sang, but did not dance.", "sang", False),
        ("Neither Ana nor Ivo sang.", "sang", True), ("He left without a word.", "word", True),
    ],
)  # fmt: skip
def test_a_negation_reaches_its_own_words(text: str, word: str, is_negated: bool) -> None:
    assert (stem(word) in negated(tokens(text))) == is_negated


def test_a_reserve_governs_its_own_clause() -> None:
    held = reserves(tokens("The council sold the lido, and it may buy a barge."))
    assert stem("barge") in held["possible"]
    assert stem("lido") not in held["possible"]
    assert stem("lido") in reserves(tokens("The council sold the lido if it rained."))["condition"]
