"""The editors' and reviewers' rooms."""

from claims.admin import claim, reading, report

__all__ = ["claim", "reading", "report"]
