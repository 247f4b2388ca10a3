"""What outside minds take and give. Judges of stance: null (tests), local, llm. Readers of reports: local, llm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from claims.pipeline.draft import ReadingDraft
from claims.pipeline.stance import StanceResult
from claims.pipeline.times.period import Period

__all__ = ["Pair", "Reader", "ReportText", "StanceJudge", "StanceResult"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What does this passage say about this claim? `context` is what stood before the passage.

    `claim_when` and `passage_when` are the periods of which the two speak, where they are known.
    """

    claim: str
    passage: str
    context: str = ""
    likeness: float | None = None
    claim_when: Period | None = None
    passage_when: Period | None = None


class StanceJudge(Protocol):
    """Judges pairs. `version` is stored beside each result, so that a newer judge can look again.

    A result's `engine` is what judged that pair: another than `version` where a judge leaves a pair to another.
    """

    version: str

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        """One result a pair, in the order given; none for none."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A text to be read: its passages as [start, end) in order, and when it was published, in the publisher's zone.

    `title` is the headline that came beside it.
    """

    text: str
    sentences: Sequence[tuple[int, int]]
    language: str = "en"
    published: datetime | None = None
    title: str = ""


class Reader(Protocol):
    """Reads reports into claims. `version` is stored with each reading, so that a newer reader can read again."""

    version: str

    def read(self, report: ReportText) -> ReadingDraft:
        """Everything the text asserts, with a fate for each of its sentences. Offsets are into `report.text`."""
