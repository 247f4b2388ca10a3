"""`manage.py predict`: the product's engines over anyone's rows, and no trace of them afterwards."""

import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.engines import get_judge
from claims.models import Claim, ClaimEmbedding
from sources.engines.embedding import get_embedder
from sources.models import Passage
from sources.scratch import scratch
from tests.factories import make_claim, make_passages, make_report
from tests.worker import ROOT, database_url

Row = dict[str, Any]
SAID = "Mayor Ana Ruiz said that the bridge was closed. “It is not safe,” she added."
CLAIMS = [
    {"id": "bridge", "text": "The bridge at Orsk was closed.", "title": "Was it?"},
    {"id": "ferry", "text": "The ferry sank off the coast."},
    {"id": "bread", "text": "Bread prices doubled in May.", "title": None},
]
PASSAGES = [
    {"id": "a#0", "doc": "a", "text": "The bridge at Orsk was closed."},
    {"id": "a#1", "doc": "a", "text": "The bridge will open in May."},
    {"id": "b#0", "doc": "b", "text": "Engineers closed the bridge at Orsk."},
    {"id": "c#0", "doc": "c", "text": "Bread prices doubled."},
]


@pytest.fixture
def null_engines(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Embeds by hashed words, so that a test takes no seconds."""
    monkeypatch.setenv("EMBEDDING_ENGINE", "null")
    for engine in (get_embedder, get_judge):
        engine.cache_clear()
    yield
    for engine in (get_embedder, get_judge):
        engine.cache_clear()


def lines(rows: Any) -> bytes:
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def predict(kind: str, rows: Any, corpus: Path | None = None) -> list[Row]:
    """What the command prints, decoded."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(rows))))
        call_command("predict", kind, *(["--corpus", str(corpus)] if corpus else []), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def corpus_of(folder: Path, rows: Any) -> Path:
    path = folder / "corpus.jsonl"
    path.write_bytes(lines(rows))
    return path


# --- attribution -----------------------------------------------------------------------------------


def parts_of(text: str) -> list[dict[str, str]]:
    """The relations found, each part as the given text reads there."""
    [row] = predict("attribution", [{"id": "1", "text": text, "published_at": "2021-09-12", "publisher": "A"}])
    assert set(row) == {"id", "attributions"}
    assert all(set(relation) == {"source", "cue", "content"} for relation in row["attributions"])
    for relation in row["attributions"]:
        for start, end in (span for spans in relation.values() for span in spans):
            assert 0 <= start < end <= len(text)
    return [
        {part: " … ".join(text[start:end] for start, end in spans) for part, spans in relation.items()}
        for relation in row["attributions"]
    ]


def composed(parts: dict[str, str]) -> dict[str, str]:
    return {name: unicodedata.normalize("NFC", part) for name, part in parts.items()}


def test_who_says_what_is_told_by_place_in_the_text() -> None:
    first, second = parts_of(SAID)
    assert (first["source"], first["cue"]) == ("Mayor Ana Ruiz", "said")
    assert "the bridge was closed" in first["content"]
    assert (second["source"], second["cue"]) == ("she", "added")
    assert "It is not safe" in second["content"]


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\ufeff\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n"),
        lambda text: "👩‍🚀 " + text,
    ],
    ids=["decomposed", "carriage returns", "byte-order mark", "all of them", "beyond the first plane"],
)
def test_places_refer_to_the_text_as_it_was_given(dress: Any) -> None:
    text = "Él é à ñandú.\n\nPrésident Zoé Müller said that the café in Łódź was closed.\nIt rained."
    given = dress(text)
    plain, dressed = ([composed(parts) for parts in parts_of(one)] for one in (text, given))
    assert dressed == plain
    assert any("Zoé Müller" in parts["source"] and "Łódź" in parts["content"] for parts in dressed)


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "\r\n", "No words of others here."])
def test_a_text_in_which_nobody_is_quoted_has_no_attributions(text: str) -> None:
    assert predict("attribution", [{"id": "1", "text": text}]) == [{"id": "1", "attributions": []}]


# --- stance ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("null_engines")
def test_each_pair_gets_three_probabilities_that_sum_to_one_and_the_reasons() -> None:
    rows = [
        {"id": str(n), "claim": "The bridge was closed.", "passage": f"The bridge was open {n}."} for n in range(70)
    ]
    rows += [
        {"id": "blank", "claim": "", "passage": ""},
        {"id": "odd", "claim": "👩‍🚀\ufeff", "passage": "e\u0301" * 900},
    ]
    results = predict("stance", rows)
    assert [result["id"] for result in results] == [row["id"] for row in rows]
    for result in results:
        assert set(result["scores"]) == {"supports", "refutes", "not_enough_info"}
        assert min(result["scores"].values()) >= 0
        assert sum(result["scores"].values()) == pytest.approx(1, abs=1e-6)
        assert result["stance"] in result["scores"]
        assert result["reasons"]


@pytest.mark.usefixtures("null_engines")
def test_a_pair_is_judged_alike_whatever_its_encoding() -> None:
    rows = [
        {
            "id": form,
            "claim": unicodedata.normalize(form, "The café was closed."),
            "passage": "The café was closed.\r\n",
        }
        for form in ("NFC", "NFD")
    ]
    one, other = predict("stance", rows)
    assert one["scores"] == other["scores"]


# --- rankings --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
def test_claims_are_ranked_best_first_each_once(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, CLAIMS)
    results = predict("matching", [{"id": "1", "text": "the ferry sank"}, {"id": "2", "text": "bread"}], corpus)
    assert [(row["id"], row["ranked"][0]) for row in results] == [("1", "ferry"), ("2", "bread")]
    assert all(sorted(row["ranked"]) == ["bread", "bridge", "ferry"] for row in results)


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
def test_a_ranking_is_a_hundred_deep_at_most(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ({"id": str(n), "text": f"The bridge {n} was closed."} for n in range(130)))
    [row] = predict("matching", [{"id": "1", "text": "bridge 77"}], corpus)
    assert len(row["ranked"]) == len(set(row["ranked"])) == 100
    assert row["ranked"][0] == "77"


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
def test_a_query_never_gets_passages_of_its_own_doc(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, PASSAGES)
    query = {"text": "The bridge at Orsk was closed."}
    rows = [{"id": "own", "doc": "a", **query}, {"id": "other", "doc": "elsewhere", **query}, {"id": "none", **query}]
    ranked = {row["id"]: row["ranked"] for row in predict("passages", rows, corpus)}
    assert sorted(ranked["own"]) == ["b#0", "c#0"]
    assert ranked["own"][0] == "b#0"
    assert ranked["other"] == ranked["none"]
    assert set(ranked["none"][:2]) == {"a#0", "b#0"}
    assert len(ranked["none"]) == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
@pytest.mark.parametrize("kind", ["matching", "passages"])
def test_nothing_stored_ranks_and_nothing_ranked_is_stored(tmp_path: Path, kind: str) -> None:
    claim = make_claim("The bridge at Orsk was closed.")
    passage = make_passages(make_report("The bridge at Orsk was closed.").snapshot)[0]
    [row] = predict(kind, [{"id": "1", "text": claim.statement}], corpus_of(tmp_path, PASSAGES))
    assert sorted(row["ranked"]) == ["a#0", "a#1", "b#0", "c#0"]
    assert list(Claim.objects.all()) == [claim]
    assert list(Passage.objects.all()) == [passage]
    assert ClaimEmbedding.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_claimevent")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname LIKE '%claim%'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_a_scratch_space_is_empty_has_its_indexes_and_goes_even_after_an_error() -> None:
    make_claim()

    def write_and_fail() -> None:
        with scratch(Claim, ClaimEmbedding), connection.cursor() as cursor:
            assert not Claim.objects.exists()
            make_claim("Only here.")
            assert Claim.objects.get().statement == "Only here."
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE schemaname ~ '^pg_temp' AND indexdef ~ 'hnsw|gin'")
            assert cursor.fetchone() == (2,)
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        write_and_fail()
    assert Claim.objects.get().statement != "Only here."


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
@pytest.mark.parametrize("kind", ["attribution", "stance", "matching", "passages"])
def test_nothing_in_gives_nothing_out(tmp_path: Path, kind: str) -> None:
    corpus = corpus_of(tmp_path, PASSAGES) if kind in ("matching", "passages") else None
    assert predict(kind, [], corpus) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
@pytest.mark.parametrize("kind", ["matching", "passages"])
def test_an_empty_corpus_ranks_nothing(tmp_path: Path, kind: str) -> None:
    assert predict(kind, [{"id": "1", "text": "bridge"}], corpus_of(tmp_path, [])) == [{"id": "1", "ranked": []}]


@pytest.mark.django_db
@pytest.mark.usefixtures("null_engines")
@pytest.mark.parametrize("text", ["", "the of", "' | & ! :*", "w " * 100_000, "👩‍🚀", "\ufeff"])
def test_any_text_can_be_looked_for(tmp_path: Path, text: str) -> None:
    for kind in ("matching", "passages"):
        assert len(predict(kind, [{"id": "1", "text": text}], corpus_of(tmp_path, PASSAGES))[0]["ranked"]) == 4


# --- bad rows --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"{\n", "line 3: Expecting"),
        (b"\xff\n", "line 3: 'utf-8' codec can't decode byte 0xff"),
        (b"[" * 100_000 + b"\n", "line 3: "),
        ([1], "line 3: a line must be a JSON object"),
        ({"id": "1"}, "line 3: `text` is missing or not a string"),
        ({"id": "1", "text": None}, "line 3: `text` is missing or not a string"),
        ({"text": "a"}, "line 3: `id` is missing or not a string"),
        ({"id": 1, "text": "a"}, "line 3: `id` is missing or not a string"),
        ({"id": "1", "text": "a\0"}, r"line 3: The text has U\+0000 at character 1"),
        ({"id": "1", "text": "\ud800"}, r"line 3: The text has U\+D800 at character 0"),
        ({"id": "1\udfff", "text": "a"}, r"line 3: The text has U\+DFFF at character 1"),
        ({"id": "1", "text": "a", "doc": ["b"]}, "line 3: `doc` is not a string"),
    ],
)
@pytest.mark.parametrize("kind", ["attribution", "matching", "passages"])
def test_a_bad_line_is_named_by_number_before_anything_is_printed(
    tmp_path: Path, kind: str, row: Any, told: str
) -> None:
    corpus = corpus_of(tmp_path, PASSAGES) if kind != "attribution" else None
    with pytest.raises(CommandError, match=f"^stdin, {told}"):
        predict(kind, [{"id": "0", "text": "Good."}, b"\n", row], corpus)


@pytest.mark.parametrize("missing", ["id", "claim", "passage"])
def test_a_pair_without_one_of_its_fields_is_named(missing: str) -> None:
    pair = {"id": "1", "claim": "a", "passage": "b"}
    with pytest.raises(CommandError, match=f"stdin, line 2: `{missing}` is missing"):
        predict("stance", [pair, {key: value for key, value in pair.items() if key != missing}])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"id": "x", "doc": None, "text": "No doc."}, "line 5: `doc` is missing or not a string"),
        ({"id": "x", "text": "No doc."}, "line 5: `doc` is missing or not a string"),
        ({"id": "x", "doc": "d", "text": 5}, "line 5: `text` is missing or not a string"),
        ({"id": "x", "doc": "d", "text": "a", "title": 5}, "line 5: `title` is not a string"),
        ({"id": "x", "doc": "d", "text": "\ufeff\n"}, ": the text of 'x' is empty"),
        ({"id": "a#0", "doc": "d", "text": "Again."}, ": the id 'a#0' is there twice"),
    ],
)
def test_a_bad_line_of_the_corpus_is_named(tmp_path: Path, row: Row, told: str) -> None:
    corpus = corpus_of(tmp_path, [*PASSAGES, row])
    with pytest.raises(CommandError) as refused:
        predict("passages", [{"id": "1", "text": "a"}], corpus)
    assert str(refused.value).startswith(str(corpus))
    assert told in str(refused.value)


@pytest.mark.parametrize("kind", ["matching", "passages"])
def test_a_corpus_that_is_not_there_is_said(tmp_path: Path, kind: str) -> None:
    with pytest.raises(CommandError, match=r"none\.jsonl is not a file; give the corpus as JSON lines"):
        predict(kind, [], tmp_path / "none.jsonl")
    with pytest.raises(CommandError, match="--corpus"):
        predict(kind, [])


# --- from the outside ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_as_a_program_it_prints_rows_only_and_tells_its_progress_aside(tmp_path: Path) -> None:
    """With the login of the running role, which owns no table."""
    claim = make_claim("The bridge at Orsk was closed.")
    done = subprocess.run(
        [sys.executable, "manage.py", "predict", "matching", "--corpus", str(corpus_of(tmp_path, CLAIMS))],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url(), "DATABASE_OWNER_URL": "", "EMBEDDING_ENGINE": "null"},
        input=lines([{"id": "é", "text": "the ferry sank"}]),
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"id": "é", "ranked": ["ferry", *json.loads(done.stdout)["ranked"][1:]]}
    assert b"1/1" in done.stderr
    assert list(Claim.objects.all()) == [claim]


# --- with the measuring data -----------------------------------------------------------------------

SHARED = ROOT.parent / "shared"
measured = pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason="../shared with its data and scorers is not here")
STANCE_SETS = sorted(path.name for path in (SHARED / "data").glob("stance_*.jsonl"))
ROWS = 20


def sample(name: str, number: int = ROWS) -> list[Row]:
    with (SHARED / "data" / name).open(encoding="utf-8") as rows:
        return [json.loads(line) for line, _ in zip(rows, range(number), strict=False)]


def score(scorer: str, gold: list[Row], predicted: list[Row], folder: Path) -> Row:
    for name, rows in (("gold", gold), ("predicted", predicted)):
        (folder / name).write_bytes(lines(rows))
    done = subprocess.run(
        [sys.executable, str(SHARED / "eval" / scorer), str(folder / "gold"), str(folder / "predicted")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    scores: Row = json.loads(done.stdout)
    return scores


@measured
def test_the_attribution_scorer_takes_what_is_printed(tmp_path: Path) -> None:
    gold = sample("attribution_dev.jsonl", 4)
    scores = score("score_attribution.py", gold, predict("attribution", gold), tmp_path)
    assert scores["relation_f1"] > 0.3


@measured
@pytest.mark.usefixtures("null_engines")
@pytest.mark.parametrize("name", STANCE_SETS)
def test_the_stance_scorer_takes_what_is_printed(tmp_path: Path, name: str) -> None:
    gold = sample(name)
    assert score("score_stance.py", gold, predict("stance", gold), tmp_path)["n"] == len(gold)


@measured
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "queries", "corpus"),
    [
        ("matching", "matching_queries_dev.jsonl", "matching_claims.jsonl"),
        ("passages", "recheck_queries_dev.jsonl", "recheck_passages_dev.jsonl"),
    ],
)
def test_the_ranking_scorer_takes_what_is_printed(tmp_path: Path, kind: str, queries: str, corpus: str) -> None:
    """With the real embedder, over all that is relevant and some that is not."""
    gold = sample(queries)
    wanted = {relevant for query in gold for relevant in query["relevant"]}
    everything = sample(corpus, 20_000)
    stored = [row for place, row in enumerate(everything) if row["id"] in wanted or place < 60]
    predicted = predict(kind, gold, corpus_of(tmp_path, stored))
    docs = {row["id"]: row.get("doc") for row in stored}
    for query, row in zip(gold, predicted, strict=True):
        assert not query.get("doc") or query["doc"] not in {docs[ranked] for ranked in row["ranked"]}
    assert score("score_ranking.py", gold, predicted, tmp_path)["recall@50"] > 0.5
