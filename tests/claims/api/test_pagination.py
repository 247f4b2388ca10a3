"""Walking through pages meets every row once, whatever is added on the way."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from claims.api.pagination import CURSOR, NEWER, OLDER, Cursor
from claims.models import Claim
from tests.claims.api.conftest import Ask

_languages = count()


def add(number: int, language: str) -> list[str]:
    rows = [Claim(statement=f"Claim {index}.", language=language) for index in range(number)]
    return [str(claim.pk) for claim in Claim.objects.bulk_create(rows)]


def walk(ask: Ask, address: str | None, link: str, between: Iterator[int], language: str) -> list[dict[str, Any]]:
    """The pages from an address on; some rows are added after each."""
    pages = []
    while address:
        pages.append(ask(address).json())
        add(next(between, 0), language)
        address = pages[-1][link]
    return pages


def ids(pages: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for page in pages for row in page["results"]]


@given(
    stored=st.integers(0, 12),
    size=st.integers(1, 5),
    added=st.lists(st.integers(0, 3), max_size=12),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_added_between_pages_neither_drift_nor_repeat(desk: Ask, stored: int, size: int, added: list[int]) -> None:
    language = f"x-{next(_languages)}"
    known = add(stored, language)[::-1]
    start = f"claims/?language={language}&page_size={size}"
    pages = walk(desk, start, "next", iter(added), language)
    assert ids(pages) == known
    assert all(len(page["results"]) == size for page in pages[:-1])
    back = walk(desk, pages[-1]["previous"], "previous", iter([]), language)
    everything = list(Claim.objects.filter(language=language).order_by("-pk").values_list("pk", flat=True))
    rest = [str(pk) for pk in everything][: -len(pages[-1]["results"]) or None]
    assert ids(back[::-1]) == (rest if len(pages) > 1 else [])


def test_the_first_page_has_no_previous_and_the_last_no_next(desk: Ask) -> None:
    add(3, "en")
    first = desk("claims/?page_size=2").json()
    last = desk(first["next"]).json()
    assert (first["previous"], last["next"]) == (None, None)
    assert desk(last["previous"]).json() == {**first, "next": first["next"]}


def test_an_empty_page_leads_back_to_where_it_started_from(desk: Ask) -> None:
    [only] = add(1, "en")
    before = Claim.objects.get().pk
    older = desk(f"claims/?cursor={Cursor(OLDER, before)}").json()
    assert (older["results"], older["next"]) == ([], None)
    assert [row["id"] for row in desk(older["previous"]).json()["results"]] == [only]
    newer = desk(f"claims/?cursor={Cursor(NEWER, before)}").json()
    assert (newer["results"], newer["previous"]) == ([], None)
    assert [row["id"] for row in desk(newer["next"]).json()["results"]] == [only]


def test_links_keep_filters_and_page_size(desk: Ask) -> None:
    add(3, "de")
    following = desk("claims/?language=de&page_size=1").json()["next"]
    assert "language=de" in following
    assert "page_size=1" in following


@given(st.text(max_size=40))
def test_a_cursor_is_ours_or_refused(text: str) -> None:
    from rest_framework.exceptions import ValidationError

    try:
        cursor = Cursor.parse(text)
    except ValidationError:
        return
    assert str(cursor) == text


@pytest.mark.parametrize("direction", [OLDER, NEWER])
def test_a_cursor_can_be_read_back(direction: bytes) -> None:
    cursor = Cursor(direction, uuid4())
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize("anchor", [0, 2**128 - 1])
def test_the_ends_of_all_ids_are_no_trap(desk: Ask, anchor: int) -> None:
    from uuid import UUID

    for direction in (OLDER, NEWER):
        assert desk(f"claims/?cursor={Cursor(direction, UUID(int=anchor))}").status_code == 200


@given(
    text=st.from_regex(CURSOR, fullmatch=True)
    | st.text("bnowgAQ_-0aé=", min_size=22, max_size=35)
    | st.builds(Cursor, st.sampled_from([OLDER, NEWER]), st.uuids(), st.none() | st.integers(0, 2**63 - 1)).map(str)
)
def test_the_described_shape_of_a_cursor_is_what_is_taken(text: str) -> None:
    try:
        taken = str(Cursor.parse(text)) == text
    except ValidationError:
        taken = False
    assert taken == bool(re.fullmatch(CURSOR, text))
