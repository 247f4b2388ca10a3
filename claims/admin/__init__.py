"""The editors' and reviewers' rooms."""

from claims.admin import claim, contradiction, entity, judgement, reading, relation, report, round, source, suggestion

__all__ = [
    "claim",
    "contradiction",
    "entity",
    "judgement",
    "reading",
    "relation",
    "report",
    "round",
    "source",
    "suggestion",
]
