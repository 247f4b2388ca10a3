"""The editors' and reviewers' rooms."""

from claims.admin import claim, contradiction, reading, report

__all__ = ["claim", "contradiction", "reading", "report"]
