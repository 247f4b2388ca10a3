"""What the comparison of words does not let a model say; the one place where `stance`'s guards are plugged in."""

from claims.engines.protocols import Pair
from claims.pipeline.compare import Comparison, compare
from claims.pipeline.stance import StanceName


def objection(pair: Pair, stance: StanceName) -> str:
    """Why the passage cannot have this stance, as a clause that follows "because"; empty where it can."""
    if stance == "not_enough_info":
        return ""
    # Where nobody measured how near the two are, that forbids nothing.
    seen = compare(pair.claim, pair.passage, 1.0 if pair.likeness is None else pair.likeness, pair.context)
    return _against_a_side(seen) or (_against_refuting(seen) if stance == "refutes" else _against_supporting(seen))


def _against_a_side(seen: Comparison) -> str:
    if seen.other_event:
        return f"claim and passage each speak of a {seen.other_event} of its own"
    if seen.later_value:
        return "the passage's figure may be a later one of the same count"
    if seen.passage.asks and not seen.claim.asks:
        return "the passage asks"
    return ""


def _against_refuting(seen: Comparison) -> str:
    claim, passage = seen.claim, seen.passage
    if seen.missing_names:
        return "the passage does not name all that the claim names"
    if passage.planned and not claim.planned:
        return "the passage speaks of a plan, which does not settle what happened"
    if claim.planned and not passage.planned:
        return "the claim is about a plan, which a later event does not make untrue"
    if passage.possible and not claim.possible:
        return "the passage speaks of a possibility"
    if passage.conditional != claim.conditional:
        return "one of the two hangs on a condition"
    return "the days differ" if seen.other_days and seen.turned else ""


def _against_supporting(seen: Comparison) -> str:
    return "the passage names others than the claim" if seen.rival_names else ""
