"""A judge without a mind, for tests that are not about meaning."""

from collections.abc import Sequence

from claims.engines.protocols import Pair
from claims.pipeline.stance import StanceName, StanceResult


class NullJudge:
    """Supports what the passage repeats word for word, refutes what stands there after "not:"."""

    version = "null/1"

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> StanceResult:
        stance: StanceName = "not_enough_info"
        if pair.claim and pair.claim in pair.passage:
            stance = "refutes" if f"not: {pair.claim}" in pair.passage else "supports"
        scores: dict[StanceName, float] = {"supports": 0.0, "refutes": 0.0, "not_enough_info": 0.0}
        return StanceResult({**scores, stance: 1.0}, stance, ("Compared letter by letter.",), self.version)
