"""The editors' and reviewers' rooms."""

from claims.admin import claim, contradiction, entity, export, judgement, reading, relation, report, round, suggestion

__all__ = [
    "claim",
    "contradiction",
    "entity",
    "export",
    "judgement",
    "reading",
    "relation",
    "report",
    "round",
    "suggestion",
]
