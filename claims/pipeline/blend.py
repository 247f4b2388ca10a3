"""The learned judge's log-odds and the comparison's own terms, weighed into one."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from claims.pipeline.compare import Comparison
from claims.pipeline.guards import Guards
from claims.pipeline.terms import Term

SENTENCE_ENDS = (".", "!", "”", '"', "’")


@dataclass(frozen=True, slots=True)
class Learned:
    """Log-odds against not enough info, as a learned judge has them, and its name."""

    supports: float
    refutes: float
    name: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for one stance: where it starts, and how much of each kind of sign is added."""

    start: float
    learned: float
    overlap: float
    signs_for: float
    signs_against: float
    barred: float


Signs = tuple[float, float, float, float, float, float]
"""1, the learned log-odds, the overlap, the sum of terms for the stance, of terms against it, and 1 where barred."""


# A headline leaves out what the learned judge looks for, and says with a word ("reportedly", "hoax") how sure it is:
# there the terms say more, in sentences the learned judge. Chosen by log-loss (L2 0.005): headlines on one half of
# Emergent's training pairs, by claim; sentences on our own unseen stories. `benchmarks/blend.py` chooses them.
HEADLINES = Weights(0.52, 0.37, 0.22, 0.10, 0.66, -0.50), Weights(-0.05, 0.65, -0.30, 0.79, 0.20, -0.13)
SENTENCES = Weights(0.30, 0.88, 0.17, 0.20, 0.17, -0.40), Weights(0.10, 1.05, 0.09, 0.61, 0.13, 0.21)


def log_odds(seen: Comparison, learned: Learned, terms: Sequence[Term], guards: Guards) -> tuple[float, float]:
    """Of supports and of refutes, against not enough info. `terms` begin with what both speak of."""
    weights = HEADLINES if is_headline(seen.passage.text) else SENTENCES
    supports, refutes = (
        sum(weight * sign for weight, sign in zip(astuple(each), found, strict=True))
        for each, found in zip(weights, signs(learned, terms, guards), strict=True)
    )
    return supports, refutes


def signs(learned: Learned, terms: Sequence[Term], guards: Guards) -> tuple[Signs, Signs]:
    """Of supports and of refutes. Where the guards bar a stance, terms for it are no sign of it: "is no doctor" beside
    a passage that does not speak of doctors has a negation that the passage lacks, and is not denied by that.
    """
    overlap, *others = terms
    may_support, may_refute = guards.may_support, guards.may_refute
    return (
        (1.0, learned.supports, overlap.supports, *_sums([one.supports for one in others], may_support)),
        (1.0, learned.refutes, overlap.refutes, *_sums([one.refutes for one in others], may_refute)),
    )


def _sums(worth: Sequence[float], may: bool) -> tuple[float, float, float]:
    signs_for = sum(each for each in worth if each > 0)
    return signs_for if may else 0.0, sum(each for each in worth if each < 0), 0.0 if may else 1.0


def is_headline(text: str) -> bool:
    """Whether a passage stands without the mark that ends a sentence."""
    return not text.rstrip().endswith(SENTENCE_ENDS)
