"""The table of moves, one row a case, and what readers see of each verdict."""

from itertools import product

import pytest

from claims.status import BEST, MOVES, PROPOSABLE, RATINGS, WORST, Status
from factcheck.access.roles import REVIEWER, ROLES

# From down, to across. `-`: no such move. A rationale is always needed; `e`: evidence; `2`: a second person for what is
# published, unless that is switched off; `!`: a second person always, and the right to bring a withdrawn claim back.
TABLE = """
               unreviewed  verified  refuted  conflicting  unverifiable  superseded  withdrawn
unreviewed     -           e         e        e            .             .           .
verified       -           e         e2       e2           2             2           2
refuted        -           e2        e        e2           2             2           2
conflicting    -           e2        e2       e            2             2           2
unverifiable   -           e2        e2       e2           .             2           2
superseded     -           e2        e2       e2           2             .           2
withdrawn      -           e!        e!       e!           !             !           -
"""
NEEDS = {"e": "evidence", "2": "second_person", "!": "second_always"}


def cells() -> dict[tuple[str, str], str]:
    targets, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return {(source, to): cell for source, *marks in rows for to, cell in zip(targets, marks, strict=True)}


@pytest.mark.parametrize(("source", "to"), [*product(Status.values, Status.values)])
def test_moves_are_a_truth_table(source: str, to: str) -> None:
    cell, move = cells()[source, to], MOVES.get((Status(source), Status(to)))
    assert (move is None) is (cell == "-")
    if move:
        assert move.needs == {"rationale"} | {need for mark, need in NEEDS.items() if mark in cell}
        assert move.who == ("claims.reinstate" if "!" in cell else "claims.decide")


def test_the_machine_may_propose_whatever_does_not_bring_a_withdrawn_claim_back() -> None:
    assert MOVES.keys() - PROPOSABLE == {pair for pair in MOVES if pair[0] == "withdrawn"}


def test_reviewers_have_every_right_that_the_table_names() -> None:
    assert {move.who for move in MOVES.values()} <= set(ROLES[REVIEWER])


@pytest.mark.parametrize(
    ("status", "text", "value"),
    [
        ("verified", "True", 5),
        ("refuted", "False", 1),
        ("conflicting", "Conflicting evidence", 3),
        ("unverifiable", "Unproven", None),
        ("superseded", "Outdated", None),
        ("withdrawn", "Withdrawn", None),
    ],
)
def test_every_verdict_has_a_public_rating(status: str, text: str, value: int | None) -> None:
    rating = RATINGS[Status(status)]
    assert (rating.text, rating.value) == (text, value)


def test_only_what_nobody_has_judged_has_no_rating() -> None:
    assert Status.values == ["unreviewed", *RATINGS]
    assert all(WORST <= rating.value <= BEST for rating in RATINGS.values() if rating.value)
