"""The editors' and reviewers' rooms."""

from claims.admin import claim, contradiction, entity, reading, report

__all__ = ["claim", "contradiction", "entity", "reading", "report"]
