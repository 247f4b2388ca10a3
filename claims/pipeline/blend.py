"""The learned judge's log-odds and the comparison's own terms, weighed into one."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    terms: float
    barred: float


# A headline leaves out what the learned judge looks for, and says with a word ("reportedly", "hoax") how sure it is:
# there the terms say more, in sentences the learned judge. Chosen by log-loss (L2 0.005): headlines on one half of
# Emergent's training pairs, by claim; sentences on our own unseen stories. `benchmarks/blend.py` chooses them.
HEADLINES = Weights(0.52, 0.37, 0.19, 0.60, -0.59), Weights(-0.03, 0.58, -0.39, 0.74, -0.05)
SENTENCES = Weights(0.31, 0.89, 0.18, 0.17, -0.51), Weights(0.19, 1.04, 0.16, 0.26, -0.21)


def log_odds(seen: Comparison, learned: Learned, terms: Sequence[Term], guards: Guards) -> tuple[float, float]:
    """Of supports and of refutes, against not enough info. `terms` begin with what both speak of."""
    supports, refutes = HEADLINES if is_headline(seen.passage.text) else SENTENCES
    overlap, *others = terms
    return (
        supports.start
        + supports.learned * learned.supports
        + supports.overlap * overlap.supports
        + supports.terms * sum(term.supports for term in others)
        + supports.barred * (not guards.may_support),
        refutes.start
        + refutes.learned * learned.refutes
        + refutes.overlap * overlap.refutes
        + refutes.terms * sum(term.refutes for term in others)
        + refutes.barred * (not guards.may_refute),
    )


def is_headline(text: str) -> bool:
    """Whether a passage stands without the mark that ends a sentence."""
    return not text.rstrip().endswith(SENTENCE_ENDS)
