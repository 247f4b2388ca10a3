"""Stored passages are found by meaning and by words, whatever the text that is looked for."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from sources.engines.embedding import MiniLM
from sources.models import Passage
from sources.scratch import analyze, scratch
from sources.search import EACH, Sought, current_passages, in_context, nearest_passages, words
from sources.search.meaning import near
from sources.search.words import by_words, lexemes, weigh
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
    sought = Sought(text, EMBEDDER.embed([text])[0], EMBEDDER.name)
    return nearest_passages(sought, Passage.objects.all() if rows is None else rows, limit)


def store_elsewhere(text: str, place: str) -> Passage:
    """A passage that another embedder has placed where ours places another text."""
    vectors = EMBEDDER.embed([place])
    return Passage.objects.bulk_create(passages(make_report(text).snapshot, [(0, len(text))], vectors, "other/1"))[0]


@pytest.fixture
def counted() -> Iterator[Callable[..., list[Passage]]]:
    """Stores texts and counts their words, as autovacuum would; only the owner of a table may."""
    with scratch(Passage):

        def store_and_count(*texts: str) -> list[Passage]:
            stored = store(*texts)
            analyze(Passage)
            return stored

        yield store_and_count


def shared_with(text: str) -> list[UUID]:
    """Ids of the passages that share words with a text, best first."""
    return list(by_words(Passage.objects.all(), weigh(lexemes(text), Passage), 10))


def test_meaning_finds_what_shares_no_word() -> None:
    """The real embedder; nothing but meaning can bring these together."""
    minilm = MiniLM()
    texts = ["The ferry sank off the coast.", "Bread prices doubled in May.", "Ministers met in the capital."]
    for text, vector in zip(texts, minilm.embed(texts), strict=True):
        passage = passages(make_report(text).snapshot, [(0, len(text))], [vector], minilm.name)  # type: ignore[arg-type]
        Passage.objects.bulk_create(passage)
    query = "A boat went down at sea"
    assert not shared_with(query)
    found = nearest_passages(Sought(query, minilm.embed([query])[0], minilm.name), Passage.objects.all(), 1)
    assert Passage.objects.get(pk=found[0]).text == texts[0]


def test_words_find_what_meaning_does_not() -> None:
    """Its vector is another embedder's, so only its words can bring this one in."""
    wanted = store_elsewhere("The Kremlin's envoy Zamir Kabulov spoke.", "Nothing like it.")
    store(*(f"Bread {n}." for n in range(3)))
    assert wanted.pk in find("Kabulov")


def test_vectors_of_two_embedders_are_never_compared() -> None:
    """What another embedder placed nearest is not near: only words speak for it."""
    same = store("The bridge was closed.")[0]
    store_elsewhere("Bread prices.", same.text)
    assert find("The bridge was closed.") == [same.pk]


def test_what_both_meaning_and_words_find_comes_first() -> None:
    both, *_ = store("The bridge at Orsk was closed.", "Bread prices doubled.", "The bridge.")
    assert find("bridge Orsk closed")[0] == both.pk


def test_any_shared_word_counts_in_any_form_and_more_of_them_count_more() -> None:
    one, two, _ = store("A minister spoke.", "The ministers were meeting in Orsk.", "Bread prices doubled.")
    assert shared_with("minister met at a meeting") == [two.pk, one.pk]


def test_a_rare_word_counts_more_than_a_common_one(counted: Callable[..., list[Passage]]) -> None:
    rare = counted("Kabulov spoke.", *(f"The minister spoke of {n}." for n in range(60)))[0]
    weights = {word.lexeme: word.weight for word in weigh(lexemes("minister Kabulov"), Passage)}
    assert weights["kabulov"] > 3 * weights["minist"] > 0
    assert shared_with("The minister Kabulov")[0] == rare.pk


def test_a_word_in_too_many_rows_brings_none_of_them_in_by_itself(
    monkeypatch: pytest.MonkeyPatch, counted: Callable[..., list[Passage]]
) -> None:
    """But rows that the rarer words bring in are ranked by it too."""
    monkeypatch.setattr(words, "WORDS_CAP", 10)
    texts = ("Minister Kabulov.", "Kabulov.") * 2
    both, rare, *_ = counted(*texts, *(f"The minister spoke of {n}." for n in range(60)))
    found = shared_with("minister Kabulov")
    assert len(found) == 4
    assert found.index(both.pk) < found.index(rare.pk)


def test_what_stands_beside_a_passage_tells_two_alike_apart() -> None:
    """ "She was absent." is anyone; the sentence before says who."""
    texts = ("The trade talks in Orsk began.", "She was absent."), ("The opera in Verin opened.", "She was absent.")
    alike = []
    for before, after in texts:
        text = f"{before} {after}"
        spans = [(0, len(before)), (len(before) + 1, len(text))]
        alike.append(make_passages(make_report(text).snapshot, spans)[1].pk)
    for place, about in enumerate(("absent from the Orsk talks", "absent from the Verin opera")):
        found = [pk for pk in find(about) if pk in alike]
        assert found[0] == alike[place]


def test_a_headline_counts_as_words_beside_its_passages() -> None:
    text = "It was closed."
    named = make_passages(make_report(text, title="Bridge at Orsk").snapshot)[0]
    other = make_passages(make_report(text, title="School at Verin").snapshot)[0]
    assert find("It was closed: the Orsk bridge")[:2] == [named.pk, other.pk]


def test_a_passage_is_looked_for_with_its_headline_and_the_sentences_next_to_it() -> None:
    text = "One. Two. Three. Four."
    spans = [(0, 4), (5, 9), (10, 16), (17, 22)]
    rows = make_passages(make_report(text, title="Numbers").snapshot, spans)
    [(passage, sought)] = in_context(rows[2].snapshot_id, range(2, 3))
    assert (passage, sought.text) == (rows[2], "Three.")
    assert sought.beside == "Numbers\nTwo.\nFour."
    assert len(sought.vectors_beside) == 2
    rates = sought.lexemes()
    assert rates["three"] == 1
    assert 0 < rates["two"] == rates["number"] < 1
    assert [sought.text for _, sought in in_context(rows[0].snapshot_id, range(10))] == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
    ]


def test_nothing_is_found_where_nothing_is_stored() -> None:
    assert find("The bridge") == []


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_no_text_is_an_error_and_none_is_an_order(text: str) -> None:
    kept = store("The bridge at Orsk was closed.")[0]
    assert find(text) == [kept.pk]
    shared_with(text)
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
    assert bool(shared_with(text)) is is_found


def test_the_limit_holds_and_nothing_comes_twice() -> None:
    store(*(f"The bridge {n} was closed." for n in range(8)))
    found = find("The bridge was closed.", limit=5)
    assert len(found) == len(set(found)) == 5


def test_equal_texts_come_in_the_same_order_each_time() -> None:
    store(*["The bridge was closed."] * 6)
    assert find("bridge closed") == find("bridge closed")


def test_each_leg_walks_its_index_and_reads_no_table() -> None:
    with scratch(Passage), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO sources_passage (id, snapshot_id, position, start, "end", text, embedding, embedded_by)
            SELECT gen_random_uuid(), gen_random_uuid(), 1, 0, 1, 'the word ' || n || ' of ' || n % 50,
                   ARRAY(SELECT random() - 0.5 + n * 0 FROM generate_series(1, 384))::halfvec, 'test'
            FROM generate_series(1, 5000) AS n
            """
        )
        analyze(Passage)
        meant = near(Passage.objects.filter(embedded_by="test"), EMBEDDER.embed(["word 77"])[0]).explain()
        said = words.sharing(Passage.objects.all(), weigh(lexemes("the word 77 of 49"), Passage)).explain()
    assert "Index Scan using sources_passage_binary_quantize_idx" in meant
    assert "Bitmap Index Scan on sources_passage_search_idx" in said
    assert not any(step in plan for step in ("Seq Scan", "Sort") for plan in (meant, said))
    assert "'77'" in said
    assert "'word'" not in said, "a word in every row brings none in"


@pytest.mark.parametrize("stored", [3, 300])
def test_a_search_costs_the_same_number_of_queries_whatever_is_stored(
    stored: int, django_assert_max_num_queries: Any
) -> None:
    text = "Bridge. " * stored
    make_passages(make_report(text).snapshot, [(n * 8, n * 8 + 7) for n in range(stored)])
    with django_assert_max_num_queries(14):
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
