"""The drawing in the docs is the table's."""

from xml.etree import ElementTree

import pytest

from claims.management.commands.draw_moves import PATH, groups, moves_svg
from claims.status import MOVES, Move, Status


def test_the_drawing_in_the_docs_is_up_to_date() -> None:
    assert PATH.read_text("utf-8") == moves_svg(), "The table of moves has changed: run `manage.py draw_moves`."
    ElementTree.fromstring(moves_svg())


def test_statuses_that_move_alike_share_a_box() -> None:
    assert [" ".join(group) for group in groups()] == [
        "unreviewed",
        "verified refuted conflicting",
        "unverifiable superseded",
        "withdrawn",
    ]


def test_another_table_makes_another_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = moves_svg()
    monkeypatch.setitem(MOVES, (Status.UNREVIEWED, Status.WITHDRAWN), Move("claims.decide", frozenset({"evidence"})))  # type: ignore[arg-type]
    assert moves_svg() != before
