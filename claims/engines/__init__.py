"""Outside minds behind small Protocols. `get_judge` and `get_reader` give this process its own."""

import os
from functools import lru_cache

from claims.engines.local import LocalJudge
from claims.engines.null import NullJudge
from claims.engines.protocols import Pair, Reader, ReportText, StanceJudge, StanceResult
from claims.engines.reader import LocalReader
from sources.engines.embedding import get_embedder

__all__ = [
    "LocalJudge",
    "LocalReader",
    "NullJudge",
    "Pair",
    "Reader",
    "ReportText",
    "StanceJudge",
    "StanceResult",
    "get_judge",
    "get_reader",
]


@lru_cache(maxsize=1)
def get_judge() -> StanceJudge:
    """The judge of this process: `STANCE_ENGINE` is local (default) or null. Raises ValueError otherwise."""
    engine = os.environ.get("STANCE_ENGINE", "local")
    if engine not in {"local", "null"}:
        raise ValueError(f"STANCE_ENGINE is {engine!r}; set it to local or null.")
    return NullJudge() if engine == "null" else LocalJudge(get_embedder())


@lru_cache(maxsize=1)
def get_reader() -> Reader:
    """The reader of this process."""
    return LocalReader()


# The embedder within must be made anew after a fork, so the judge is too.
os.register_at_fork(after_in_child=get_judge.cache_clear)
