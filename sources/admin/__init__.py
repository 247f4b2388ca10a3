"""The rooms of sources, reports and entities."""

from sources.admin import entity, report

__all__ = ["entity", "report"]
