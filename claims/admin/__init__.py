"""The editors' and reviewers' rooms."""

from claims.admin import claim, entity, reading, report

__all__ = ["claim", "entity", "reading", "report"]
