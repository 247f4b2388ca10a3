"""Copies of a text share a band; other texts do not."""

import json
from itertools import combinations

from benchmarks.wire import SAMPLE, wire_text
from sources.text.copying import bands

REPORTS = [json.loads(row)["text"] for row in SAMPLE.read_text("utf-8").splitlines()]


def is_copied(one: str, two: str) -> bool:
    return bool(set(bands(one)) & set(bands(two)))


def test_of_the_sample_reports_only_the_wire_and_its_copies_are_copies() -> None:
    numbers = enumerate(REPORTS, 1)
    assert {(one[0], two[0]) for one, two in combinations(numbers, 2) if is_copied(one[1], two[1])} == {
        (2, 3), (2, 4), (3, 4)
    }  # fmt: skip


def test_a_wire_that_is_cut_from_below_is_a_copy() -> None:
    text = wire_text(6_000, seed=5)[3_000:]
    assert is_copied(text, text[: len(text) // 4])


def test_invented_news_of_the_same_makers_are_no_copies() -> None:
    texts = [wire_text(20_000, seed)[10_000:] for seed in range(3, 9)]
    assert not any(is_copied(one, two) for one, two in combinations(texts, 2))


def test_spacing_and_case_make_no_other_text_and_a_short_one_has_no_bands() -> None:
    text = REPORTS[0]
    assert bands(text) == bands(text.upper().replace(" ", "  "))
    assert bands("The bridge at Orsk was closed.") == []
    assert all(-(2**63) <= band < 2**63 for band in bands(text))
