"""The default judge: structured comparison of words, with sentence embeddings for likeness of meaning."""

from collections.abc import Sequence

import numpy as np

from claims.engines.protocols import Pair
from claims.pipeline import stance
from claims.pipeline.compare import compare
from claims.pipeline.stance import StanceResult
from sources.engines.embedding import Embedder


class LocalJudge:
    """Rules over a comparison; see `claims.pipeline.stance` for policy, weights and scores."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.version = f"compare/1+{embedder.name}"

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        return [
            stance.judge(compare(pair.claim, pair.passage, cosine, pair.context), self.version)
            for pair, cosine in zip(pairs, self._cosines(pairs), strict=True)
        ]

    def _cosines(self, pairs: Sequence[Pair]) -> list[float]:
        missing = [pair for pair in pairs if pair.likeness is None]
        embedded = iter(self._embedded(missing))
        return [next(embedded) if pair.likeness is None else pair.likeness for pair in pairs]

    def _embedded(self, pairs: Sequence[Pair]) -> list[float]:
        # A claim meets many passages and a passage many claims, so each text is embedded once.
        texts = list(dict.fromkeys(text for pair in pairs for text in (pair.claim, pair.passage)))
        row = {text: index for index, text in enumerate(texts)}
        vectors = self.embedder.embed(texts)
        left = vectors[[row[pair.claim] for pair in pairs]]
        right = vectors[[row[pair.passage] for pair in pairs]]
        return [float(value) for value in np.sum(left * right, axis=1)]
