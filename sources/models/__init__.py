"""Who said what, where."""

from sources.models.entity import Entity, EntityJudgement, EntityName
from sources.models.fingerprint import Fingerprint
from sources.models.kill import Kill
from sources.models.passage import Passage
from sources.models.rating import Grade, SourceRating
from sources.models.report import Report, Snapshot
from sources.models.source import Source
from sources.models.work import Indexing, State, Work

__all__ = [
    "Entity",
    "EntityJudgement",
    "EntityName",
    "Fingerprint",
    "Grade",
    "Indexing",
    "Kill",
    "Passage",
    "Report",
    "Snapshot",
    "Source",
    "SourceRating",
    "State",
    "Work",
]
