"""The optional `llm` engines: any OpenAI-compatible endpoint, believed only where the report's own words bear it out.

Both: config (settings) → request (rules and data, apart) → ask (retries, time, budget) → client (one answer in bounded
time) → shape (from JSON) → ground (does it stand in the text?).
reader: prompt (what is sent) → answer (its shape) → accept (claims, hops, fates); without an answer `local` reads.
judge: pairs (which, and what is sent) → verdict (its shape and bounds) → guards (what it may not say); `local` judges
first, and its result stands wherever there is no usable verdict.
"""

from claims.engines.llm.budget import Budget
from claims.engines.llm.config import Endpoint, endpoint
from claims.engines.llm.judge import LlmJudge
from claims.engines.llm.reader import LlmReader

__all__ = ["Budget", "Endpoint", "LlmJudge", "LlmReader", "endpoint"]
