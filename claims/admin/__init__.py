"""The editors' and reviewers' rooms."""

from claims.admin import (
    assignment,
    claim,
    contradiction,
    decision_request,
    entity,
    judgement,
    reading,
    relation,
    report,
    round,
    suggestion,
)

__all__ = [
    "assignment",
    "claim",
    "contradiction",
    "decision_request",
    "entity",
    "judgement",
    "reading",
    "relation",
    "report",
    "round",
    "suggestion",
]
