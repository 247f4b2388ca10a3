"""Structured comparison of a claim with a passage. Read: words, lexicon, quantities, sides, comparison."""

from claims.pipeline.compare.comparison import Comparison, compare

__all__ = ["Comparison", "compare"]
