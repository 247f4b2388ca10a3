"""The default judge: structured comparison, likeness of meaning, and a trained model."""

from collections.abc import Sequence

import numpy as np
import structlog
from celery.exceptions import SoftTimeLimitExceeded

from claims.engines.protocols import Pair
from claims.engines.stance_model import StanceModel
from claims.pipeline import stance
from claims.pipeline.compare import compare
from claims.pipeline.stance import Learned, StanceName, StanceResult
from sources.engines.embedding import Embedder

logger = structlog.get_logger(__name__)


class LocalJudge:
    """Rules over a comparison, and a learned judge if there is one; `claims.pipeline.stance` has the policy."""

    def __init__(self, embedder: Embedder, model: StanceModel | None = None) -> None:
        self.embedder, self.model = embedder, model
        self.version = "+".join(("compare/3", *((model.name,) if model else ()), embedder.name))

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        rows = zip(pairs, self._cosines(pairs), self._learned(pairs), strict=True)
        return [self._judge(*row) for row in rows]

    def _judge(self, pair: Pair, cosine: float, learned: Learned | None) -> StanceResult:
        try:
            whens = (pair.claim_when, pair.passage_when)
            return stance.judge(compare(pair.claim, pair.passage, cosine, pair.context, *whens), self.version, learned)
        except SoftTimeLimitExceeded:  # the worker's time is up; that is no fault of the pair
            raise
        except Exception:  # one odd sentence must not leave all its neighbours without evidence
            logger.exception("pair_not_compared", claim=pair.claim[:200], passage=pair.passage[:200])
            scores: dict[StanceName, float] = {"supports": 0.0, "refutes": 0.0, "not_enough_info": 1.0}
            return StanceResult(scores, "not_enough_info", ("It could not be compared.",), self.version)

    def _learned(self, pairs: Sequence[Pair]) -> list[Learned | None]:
        if self.model is None or not pairs:
            return [None] * len(pairs)
        name = self.model.name
        return [Learned(float(supports), float(refutes), name) for supports, refutes in self.model.log_odds(pairs)]

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
