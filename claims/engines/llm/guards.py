"""What the comparison of words does not let a model say."""

from claims.engines.protocols import Pair
from claims.pipeline.compare import compare
from claims.pipeline.stance import StanceName, guards


def objection(pair: Pair, stance: StanceName) -> str:
    """Why the passage cannot have this stance; empty where it can."""
    if stance == "not_enough_info":
        return ""
    # Where nobody measured how near the two are, that forbids nothing.
    likeness = 1.0 if pair.likeness is None else pair.likeness
    seen = compare(pair.claim, pair.passage, likeness, pair.context, pair.claim_when, pair.passage_when)
    guard = guards(seen)
    if not guard.allows(stance):
        return " ".join(guard.reasons)
    if stance == "refutes" and seen.missing_names:
        return "the passage does not name all that the claim names"
    return "the passage names others than the claim" if stance == "supports" and seen.rival_names else ""
