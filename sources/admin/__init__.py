"""The rooms of sources, reports and entities."""

from sources.admin import entity, report, source

__all__ = ["entity", "report", "source"]
