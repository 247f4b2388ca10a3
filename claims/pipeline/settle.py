"""Where a comparison settles what a score leaves open: the passage says all of it in other words, or plainly denies it.

A learned judge misses short claims in other words ("found guilty", "convicted"; "by two points", "from 10 to 8
percent"), and "No X did it" beside "X did it". The floors are set by hand: about 0.85 of 1.
"""

from collections.abc import Iterator

from claims.pipeline.compare import Comparison

RESTATED, DENIED = 2.2, 2.5
"""Log-odds, against not enough info, that a stance has at least where the words settle it."""


def settled(seen: Comparison, odds: tuple[float, float]) -> tuple[float, float]:
    """The log-odds of supports and refutes after that."""
    supports, refutes = odds
    if restates(seen):
        return max(supports, RESTATED), min(refutes, -0.5)
    if negates(seen):
        return min(supports, 0.0), max(refutes, DENIED)
    return odds


def settling(seen: Comparison) -> Iterator[str]:
    """The sentence that says so."""
    if restates(seen):
        pairs = ", ".join(f"“{one}” / “{two}”" for one, two in seen.restated)
        yield f"The passage says all that the claim says, some of it in other words: {pairs}."
    elif negates(seen):
        yield "The passage has all the words of the claim and negates what it says."


def restates(seen: Comparison) -> bool:
    """Whether the passage says the claim in other words and nothing in it points the other way."""
    against = seen.denied or seen.turned or seen.flipped or seen.only_one_negates or seen.opposites
    parted = seen.clashing or seen.swapped or seen.day_clash or seen.list_clash
    return bool(seen.restated) and not against and not parted and _of_one_matter(seen)


def negates(seen: Comparison) -> bool:
    """Whether one side negates what the other says in the same words, names and all."""
    plain = seen.flipped - seen.claim.names and not (seen.opposites or seen.denied or seen.clashing or seen.swapped)
    return bool(plain) and not seen.lacking - seen.partners and _of_one_matter(seen)


def _of_one_matter(seen: Comparison) -> bool:
    """One event, one time, both said outright."""
    reserved = seen.held - {"report"} or seen.claim_held - {"report"} or seen.passage.asks or seen.claim.asks
    elsewhere = seen.other_event or seen.vague_event or seen.later or seen.times_differ
    return not reserved and not elsewhere
