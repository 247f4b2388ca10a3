"""Stored passages are found by meaning and by words, whatever the text that is looked for."""

from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet

from sources.engines.embedding import MiniLM
from sources.models import Passage
from sources.search import EACH, by_words, current_passages, nearest_passages
from sources.services.index_snapshot import passages
from tests.factories import EMBEDDER, make_passages, make_report

pytestmark = pytest.mark.django_db
HOSTILE = [
    "",
    " ",
    "the of and",
    "' OR 1=1 --",
    "'; DROP TABLE sources_passage; --",
    "bridge & | ! ( ) <-> :* \\ '",
    "bri'dge \"quoted\" ''twice''",
    "a:b*c !bridge (bridge",
    "https://a.example/?bridge=1&b=2|3",
    "%s %(name)s {} $1 \\x00",
    "👩‍🚀 e\u0301\u0327 שלום \u202e\u200f\ufeff",
    "&" * 5_000,
    "b" * 1_000_000,
    "word " * 100_000,
    " ".join(f"w{n}" for n in range(100_000)),
    "'" * 20_000,
]
NAMES = [f"{number}: {text[:20]!r}" for number, text in enumerate(HOSTILE)]


def store(*texts: str) -> list[Passage]:
    """One report each."""
    return [make_passages(make_report(text).snapshot)[0] for text in texts]


def find(text: str, rows: QuerySet[Passage] | None = None, limit: int = 10) -> list[UUID]:
    vector = EMBEDDER.embed([text])[0].tolist()
    return nearest_passages(vector, text, Passage.objects.all() if rows is None else rows, limit)


def away_from(passage: Passage) -> list[float]:
    """A vector that is nowhere near it."""
    vector: list[float] = (-EMBEDDER.embed([passage.text])[0]).tolist()
    return vector


def test_meaning_finds_what_shares_no_word() -> None:
    """The real embedder; nothing but meaning can bring these together."""
    minilm = MiniLM()
    texts = ["The ferry sank off the coast.", "Bread prices doubled in May.", "Ministers met in the capital."]
    for text, vector in zip(texts, minilm.embed(texts), strict=True):
        passage = passages(make_report(text).snapshot, [(0, len(text))], [vector], minilm.name)  # type: ignore[arg-type]
        Passage.objects.bulk_create(passage)
    query = "A boat went down at sea"
    assert not by_words(Passage.objects.all(), query)
    found = nearest_passages(minilm.embed([query])[0].tolist(), query, Passage.objects.all(), 1)
    assert Passage.objects.get(pk=found[0]).text == texts[0]


def test_words_find_what_meaning_does_not() -> None:
    """EACH passages are nearer in meaning, so only its words can bring this one in."""
    wanted, *_ = store("The Kremlin's envoy Zamir Kabulov spoke.")
    store(*(f"Bread {n}." for n in range(EACH)))
    found = nearest_passages(away_from(wanted), "Kabulov", Passage.objects.all(), EACH * 2)
    assert found.count(wanted.pk) == 1


def test_what_both_meaning_and_words_find_comes_first() -> None:
    both, *_ = store("The bridge at Orsk was closed.", "Bread prices doubled.", "The bridge.")
    assert find("bridge Orsk closed")[0] == both.pk


def test_any_shared_word_counts_in_any_form_and_more_of_them_count_more() -> None:
    one, two, _ = store("A minister spoke.", "The ministers were meeting in Orsk.", "Bread prices doubled.")
    assert list(by_words(Passage.objects.all(), "minister met at a meeting")) == [two, one]


def test_nothing_is_found_where_nothing_is_stored() -> None:
    assert find("The bridge") == []


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_no_text_is_an_error_and_none_is_an_order(text: str) -> None:
    kept = store("The bridge at Orsk was closed.")[0]
    assert find(text) == [kept.pk]
    by_words(Passage.objects.all(), text).count()
    assert Passage.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("!bridge", True),
        ("bridge & absent", True),
        ("'bridge'", True),
        ("bridge:*", True),
        ("bri:*", False),
        ("the of and", False),
        ("absent | nowhere", False),
        ("absent " * 500 + "bridge", True),
    ],
)
def test_operators_in_a_text_are_nothing_but_gaps_between_words(text: str, is_found: bool) -> None:
    store("The bridge at Orsk was closed.")
    assert by_words(Passage.objects.all(), text).exists() is is_found


def test_the_limit_holds_and_nothing_comes_twice() -> None:
    store(*(f"The bridge {n} was closed." for n in range(8)))
    found = find("The bridge was closed.", limit=5)
    assert len(found) == len(set(found)) == 5


def test_equal_texts_come_in_the_same_order_each_time() -> None:
    store(*["The bridge was closed."] * 6)
    assert find("bridge closed") == find("bridge closed")


@pytest.mark.parametrize("stored", [3, 300])
def test_a_search_costs_the_same_number_of_queries_whatever_is_stored(
    stored: int, django_assert_max_num_queries: Any
) -> None:
    text = "Bridge. " * stored
    make_passages(make_report(text).snapshot, [(n * 8, n * 8 + 7) for n in range(stored)])
    with django_assert_max_num_queries(5):
        assert len(find("bridge", limit=EACH)) == min(stored, EACH)


def test_rows_left_out_never_crowd_out_the_others() -> None:
    """The index finds the nearest first; with 1000 of them left out, it must go on to the rest."""
    near = [f"The bridge was closed on day {number:04}." for number in range(1000)]
    crowd = make_report("".join(near)).snapshot
    make_passages(crowd, [(n * len(near[0]), (n + 1) * len(near[0])) for n in range(len(near))])
    others = store(*(f"Bread prices rose {n}." for n in range(5)))
    found = find("The bridge was closed.", Passage.objects.exclude(snapshot=crowd))
    assert set(found) == {passage.pk for passage in others}


def test_only_the_version_that_counts_now_is_among_current_passages() -> None:
    address = "https://outlet.example/bridge"
    old = make_passages(make_report("The bridge is closed.", url=address).snapshot)[0]
    assert list(current_passages()) == [old]
    new = make_passages(make_report("The bridge is open.", url=address).snapshot)[0]
    assert list(current_passages()) == [new]
    assert find("bridge", current_passages()) == [new.pk]
    make_report("The bridge is closed.", url=address)
    assert list(current_passages()) == [old]
