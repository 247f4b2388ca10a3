"""The default judge: structured comparison of words, with sentence embeddings for likeness of meaning."""

from collections.abc import Sequence

import numpy as np
import structlog
from celery.exceptions import SoftTimeLimitExceeded

from claims.engines.protocols import Pair
from claims.pipeline import stance
from claims.pipeline.compare import compare
from claims.pipeline.stance import StanceName, StanceResult
from sources.engines.embedding import Embedder

logger = structlog.get_logger(__name__)


class LocalJudge:
    """Rules over a comparison; see `claims.pipeline.stance` for policy, weights and scores."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.version = f"compare/1+{embedder.name}"

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        return [self._judge(pair, cosine) for pair, cosine in zip(pairs, self._cosines(pairs), strict=True)]

    def _judge(self, pair: Pair, cosine: float) -> StanceResult:
        try:
            return stance.judge(compare(pair.claim, pair.passage, cosine, pair.context), self.version)
        except SoftTimeLimitExceeded:  # the worker's time is up; that is no fault of the pair
            raise
        except Exception:  # one odd sentence must not leave all its neighbours without evidence
            logger.exception("pair_not_compared", claim=pair.claim[:200], passage=pair.passage[:200])
            scores: dict[StanceName, float] = {"supports": 0.0, "refutes": 0.0, "not_enough_info": 1.0}
            return StanceResult(scores, "not_enough_info", ("It could not be compared.",), self.version)

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
