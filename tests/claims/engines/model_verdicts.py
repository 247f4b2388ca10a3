"""Pairs to judge, and verdicts of a model on them, as it would write them."""

from typing import Any

from claims.engines import Pair
from claims.pipeline.stance import StanceName, StanceResult

CLAIM = "The harbour of Port Vale closed on Monday."
PASSAGE = "On Monday the harbour of Port Vale stayed open, Mayor Ana Lima said."
CONTEXT = "Calm at sea"


def pair(passage: str = PASSAGE, claim: str = CLAIM, **rest: Any) -> Pair:
    told: dict[str, Any] = {"context": CONTEXT, "likeness": 0.9} | rest
    return Pair(claim, passage, **told)


def verdict(**changes: Any) -> dict[str, Any]:
    """That PASSAGE refutes CLAIM."""
    return {
        "number": 1,
        "stance": "refutes",
        "supports": 0.02,
        "refutes": 0.95,
        "not_enough_info": 0.03,
        "same_event": "yes",
        "later_value": False,
        "words": "stayed open",
        "reason": "The harbour stayed open on the day it is said to have closed.",
    } | changes


def answer(*verdicts: Any) -> dict[str, Any]:
    return {"pairs": list(verdicts)}


def leaning(stance: StanceName, share: float, engine: str = "plain/1") -> StanceResult:
    """A result with this share for its stance, the rest for not enough info (or, of that, for supports)."""
    scores: dict[StanceName, float] = {"supports": 0.0, "refutes": 0.0, "not_enough_info": 0.0}
    scores["supports" if stance == "not_enough_info" else "not_enough_info"] = 1 - share
    return StanceResult(scores | {stance: share}, stance, ("By the words.",), engine)
