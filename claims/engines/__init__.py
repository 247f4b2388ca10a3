"""Outside minds behind small Protocols. `get_judge` and `get_reader` give this process its own."""

import os
from functools import lru_cache

from django.conf import settings

from claims.engines.llm import Budget, Endpoint, LlmJudge, LlmReader, endpoint
from claims.engines.local import LocalJudge
from claims.engines.null import NullJudge
from claims.engines.protocols import Pair, Reader, ReportText, StanceJudge, StanceResult
from claims.engines.reader import LocalReader
from claims.engines.stance_model import CrossEncoder
from factcheck import env
from sources.engines.embedding import get_embedder

__all__ = [
    "LlmJudge",
    "LlmReader",
    "LocalJudge",
    "LocalReader",
    "NullJudge",
    "Pair",
    "Reader",
    "ReportText",
    "StanceJudge",
    "StanceResult",
    "get_judge",
    "get_own_judge",
    "get_reader",
]


@lru_cache(maxsize=1)
def get_judge() -> StanceJudge:
    """The judge of this process: `STANCE_ENGINE` is local (default), llm or null.

    Raises ImproperlyConfigured otherwise, or where llm lacks a setting.
    """
    own = get_own_judge()
    if env.choice("STANCE_ENGINE", "local", ("local", "llm", "null")) != "llm" or not isinstance(own, LocalJudge):
        return own
    model = endpoint()
    return LlmJudge(model, _budget(model), own)


@lru_cache(maxsize=1)
def get_own_judge() -> StanceJudge:
    """The judge that sends nothing out and costs nothing but time, also where `STANCE_ENGINE` is llm."""
    if env.choice("STANCE_ENGINE", "local", ("local", "llm", "null")) == "null":
        return NullJudge()
    return LocalJudge(get_embedder(), CrossEncoder(env.number("STANCE_THREADS", 1, at_least=1)))


@lru_cache(maxsize=1)
def get_reader() -> Reader:
    """The reader of this process: `READING_ENGINE` is local (default) or llm. Raises ImproperlyConfigured otherwise."""
    local = LocalReader()
    if env.choice("READING_ENGINE", "local", ("local", "llm")) == "local":
        return local
    model = endpoint()
    return LlmReader(model, _budget(model), local)


def _budget(model: Endpoint) -> Budget:
    """What reader and judge may spend, counted together."""
    return Budget(settings.REDIS_URL, settings.REDIS_KEY_PREFIX, model.tokens_per_day)


# The embedder within the judge and the connections to Redis/Valkey must be made anew after a fork.
os.register_at_fork(after_in_child=get_judge.cache_clear)
os.register_at_fork(after_in_child=get_own_judge.cache_clear)
os.register_at_fork(after_in_child=get_reader.cache_clear)
