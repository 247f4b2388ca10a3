"""The optional `llm` reader: any OpenAI-compatible endpoint, believed only where the report's own words bear it out.

config (settings) → prompt (what is sent) → client (one answer in bounded time) → answer (its shape) → ground (does it
stand in the text?) → accept (claims, hops, fates) → reader (retries, budget, and `local` when there is no answer).
"""

from claims.engines.llm.budget import Budget
from claims.engines.llm.config import Endpoint, endpoint
from claims.engines.llm.reader import LlmReader

__all__ = ["Budget", "Endpoint", "LlmReader", "endpoint"]
