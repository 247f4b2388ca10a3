"""The labelled world news is well formed; how well it is read is a benchmark's matter, not a test's."""

from pathlib import Path

import pytest

from benchmarks.attribution.gold import GOLD, SECOND, load, second_rows
from benchmarks.attribution.hop import KINDS, Hop, path
from benchmarks.attribution.matching import chars, pairs
from benchmarks.attribution.reading import parsed, read
from claims.pipeline.draft import Span


def test_the_gold_has_every_kind_deep_chains_and_texts_in_which_nobody_speaks() -> None:
    rows = load(GOLD)
    assert len({row.id for row in rows}) == len(rows) >= 60
    assert {hop.kind for row in rows for hop in row.hops} == set(KINDS)
    assert max(len(path(row.hops, i)) for row in rows for i in range(len(row.hops))) >= 3
    assert sum(not row.hops for row in rows) >= 12


@pytest.mark.parametrize("file", [GOLD, SECOND], ids=["gold", "second"])
def test_source_cue_and_content_are_apart(file: Path) -> None:
    if not file.is_file():
        pytest.skip("nobody has labelled the second third yet")
    for row in load(file):
        for hop in row.hops:
            assert hop.cue, row.id
            assert hop.content, row.id
            assert not chars(hop.content) & chars((*hop.cue, *hop.source)), row.id


@pytest.mark.skipif(not SECOND.is_file(), reason="nobody has labelled the second third yet")
def test_the_second_labelling_has_every_third_text_of_the_first() -> None:
    first, second = second_rows(load(GOLD)), load(SECOND)
    assert [(row.id, row.text) for row in first] == [(row.id, row.text) for row in second]


@pytest.mark.parametrize(
    ("label", "complaint"),
    [
        ("indirect | the mayor | said | it rained", "which with #1"),
        ("indirect | the mayor | said#3 | it rained", "not that often"),
        ("indirect | the major | said#1 | it rained", "“the major” is not in the text"),
        ("rumour | the mayor | said#1 | it rained", "“rumour” is none of"),
        ("indirect | the mayor | said#1 | it rained | mood=bad", "“mood” is none of the fields"),
        ("indirect | the mayor | said#1 | it rained | in=2", "itself or not there"),
    ],
)
def test_a_label_that_does_not_fit_its_text_is_refused_with_the_row_and_the_reason(
    label: str, complaint: str, tmp_path: Path
) -> None:
    file = tmp_path / "rows.txt"
    file.write_text(f"= rain-1\nIt was dry, said Eno, but the mayor said it rained.\n- {label}\n", "utf-8")
    with pytest.raises(ValueError, match=f"rain-1: .*{complaint}"):
        load(file)


def test_pieces_and_later_places_are_found_where_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "rows.txt"
    file.write_text("= a\nRain, he said, he hates.\n- indirect | he#1 | said | Rain // he hates\n", "utf-8")
    (row,) = load(file)
    assert row.hops[0].source == ((6, 8),)
    assert row.hops[0].content == ((0, 4), (15, 23))


def test_hops_match_by_their_content_best_first_and_once() -> None:
    def hop(start: int, end: int) -> Hop:
        return Hop((), (Span(90, 94),), (Span(start, end),), "indirect")

    assert pairs([hop(0, 10), hop(0, 12)], [hop(0, 12), hop(40, 50)]) == {1: 0}
    assert pairs([hop(0, 10)], [hop(5, 20)]) == {}


def test_offsets_of_a_reading_are_into_the_text_as_given() -> None:
    given = "Cafe\u0301 prices rose.\r\n\r\nRents fell, the mayor said."
    (hop,) = read(given, parsed(given))
    assert [given[start:end] for start, end in hop.content] == ["Rents fell"]
