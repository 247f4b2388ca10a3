"""The editors' and reviewers' rooms."""

from claims.admin import (
    claim,
    contradiction,
    dispute,
    entity,
    judgement,
    reading,
    relation,
    report,
    round,
    source,
    suggestion,
)

__all__ = [
    "claim",
    "contradiction",
    "dispute",
    "entity",
    "judgement",
    "reading",
    "relation",
    "report",
    "round",
    "source",
    "suggestion",
]
