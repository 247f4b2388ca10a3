import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from sources.engines import onnx
from sources.engines.embedding import DIMENSIONS, MiniLM, NullEmbedder, get_embedder
from sources.engines.onnx import batches

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM()


@pytest.fixture
def fresh() -> Iterator[None]:
    get_embedder.cache_clear()
    yield
    get_embedder.cache_clear()


def test_the_tokenizer_is_the_one_that_was_measured() -> None:
    data = (onnx.MINILM_TOKENIZER.parent / "tokenizer.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == TOKENIZER_SHA256
    assert TOKENIZER_SHA256 in (onnx.MINILM_TOKENIZER.parent / "README.md").read_text()
    assert "Apache License" in (onnx.MINILM_TOKENIZER.parent / "LICENSE").read_text()


def test_rows_are_unit_vectors_in_the_order_given(minilm: MiniLM) -> None:
    texts = [
        "The ferry sank.",
        "",
        "A much longer sentence about the harvest in the northern valleys.",
        "The ferry sank.",
    ]
    vectors = minilm.embed(texts)
    assert vectors.shape == (4, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[0], vectors[3], atol=1e-5)


def test_nothing_in_gives_nothing_out(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, DIMENSIONS)
    assert NullEmbedder().embed([]).shape == (0, DIMENSIONS)


def test_meaning_is_nearer_than_another_subject(minilm: MiniLM) -> None:
    one, near, far = minilm.embed(
        ["The ferry sank off the coast.", "A boat went down at sea.", "Bread prices doubled."]
    )
    assert one @ near > one @ far + 0.2


def test_a_text_is_embedded_alike_alone_and_in_a_batch(minilm: MiniLM) -> None:
    texts = [f"Report {n}: " + "the council met again " * n for n in range(1, 40)]
    together = minilm.embed(texts)
    alone = np.vstack([minilm.embed([text]) for text in texts])
    assert np.sum(together * alone, axis=1).min() > 0.9999


def test_a_very_long_text_is_cut_not_refused(minilm: MiniLM) -> None:
    assert minilm.embed(["word " * 5000]).shape == (1, DIMENSIONS)


def test_batches_hold_every_row_once_and_stay_within_the_budget() -> None:
    lengths = [5, 128, 3, 60, 60, 7, 128, 1]
    groups = list(batches(lengths, budget=130))
    assert sorted(row for group in groups for row in group) == list(range(8))
    assert all(len(group) * max(lengths[row] for row in group) <= 130 for group in groups)


def test_the_null_embedder_knows_shared_words_only() -> None:
    one, same, other = NullEmbedder().embed(["The ferry sank", "the FERRY sank!", "bread prices"])
    assert np.allclose(one, same)
    assert one @ other < 0.1
    assert np.isclose(np.linalg.norm(NullEmbedder().embed([""])), 1)


def test_another_file_in_place_of_the_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"something else")
    with pytest.raises(ValueError, match="reinstall its package"):
        onnx.require_sha256(path, TOKENIZER_SHA256)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("name", "value"), [("EMBEDDING_ENGINE", "magic"), ("EMBEDDING_THREADS", "0")])
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=name):
        get_embedder()


@pytest.mark.usefixtures("fresh")
def test_the_setting_chooses_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDING_ENGINE", "null")
    assert get_embedder().name == NullEmbedder.name
    assert get_embedder() is get_embedder()
