"""The editors' and reviewers' rooms."""

from claims.admin import claim, contradiction, entity, reading, report, round

__all__ = ["claim", "contradiction", "entity", "reading", "report", "round"]
