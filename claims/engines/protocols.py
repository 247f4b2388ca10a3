"""What a judge of stance takes and gives. Judges: null (tests) and local (the default)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from claims.pipeline.stance import StanceResult

__all__ = ["Pair", "StanceJudge", "StanceResult"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What does this passage say about this claim? `context` is what stood before the passage."""

    claim: str
    passage: str
    context: str = ""
    likeness: float | None = None


class StanceJudge(Protocol):
    """Judges pairs. `version` is stored beside each result, so that a newer judge can look again."""

    version: str

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        """One result a pair, in the order given; none for none."""
