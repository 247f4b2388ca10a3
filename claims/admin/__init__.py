"""The editors' and reviewers' rooms."""

from claims.admin import (
    assignment,
    claim,
    contradiction,
    decision_request,
    dispute,
    entity,
    export,
    judgement,
    reading,
    relation,
    report,
    round,
    source,
    suggestion,
    webhook,
)

__all__ = [
    "assignment",
    "claim",
    "contradiction",
    "decision_request",
    "dispute",
    "entity",
    "export",
    "judgement",
    "reading",
    "relation",
    "report",
    "round",
    "source",
    "suggestion",
    "webhook",
]
