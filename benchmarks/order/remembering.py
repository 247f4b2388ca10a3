"""The product's engines, asked once about each thing: orders differ, what an engine says of one thing does not."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from claims.engines.protocols import Pair, Reader, ReportText, StanceJudge, StanceResult
from claims.pipeline.draft import ReadingDraft
from sources.engines.embedding import Embedder, Vectors

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _ask(known: dict[K, V], wanted: Sequence[K], ask: Callable[[list[K]], Sequence[V]]) -> list[V]:
    missing = [key for key in dict.fromkeys(wanted) if key not in known]
    if missing:
        known.update(zip(missing, ask(missing), strict=True))
    return [known[key] for key in wanted]


@dataclass(frozen=True, slots=True)
class Engines:
    reader: Reader
    embedder: Embedder
    judge: StanceJudge


def remembering(reader: Reader, embedder: Embedder, judge_of: Callable[[Embedder], StanceJudge]) -> Engines:
    meanings = RememberingEmbedder(embedder)
    return Engines(RememberingReader(reader), meanings, RememberingJudge(judge_of(meanings)))


class RememberingReader:
    def __init__(self, reader: Reader) -> None:
        self.reader, self.version = reader, reader.version
        self.known: dict[tuple[Hashable, ...], ReadingDraft] = {}

    def read(self, report: ReportText) -> ReadingDraft:
        key = (report.text, report.title, report.published, report.language)
        return _ask(self.known, [key], lambda _: [self.reader.read(report)])[0]


class RememberingEmbedder:
    def __init__(self, embedder: Embedder) -> None:
        self.embedder, self.name, self.dimensions = embedder, embedder.name, embedder.dimensions
        self.known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = _ask(self.known, texts, lambda new: [self.embedder.embed([text])[0] for text in new])
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)


class RememberingJudge:
    def __init__(self, judge: StanceJudge) -> None:
        self.asked, self.version = judge, judge.version
        self.known: dict[Pair, StanceResult] = {}

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        return _ask(self.known, pairs, self.asked.judge)
