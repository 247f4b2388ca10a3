"""The claim's words beside those of each piece of evidence: what differs, whose voice it is, how good its source is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.admin.differing import Part, differing
from claims.admin.dossier import Shown, Side
from claims.admin.explained import odds
from claims.models import Finding
from claims.services.heard_grades import heard_grades
from sources.models.rating import Grade

TOO_MUCH = 0.8
"""Where a larger share of both is marked, nothing is: then they are simply worded otherwise."""


@dataclass(frozen=True, slots=True)
class Beside:
    """`voice` and `grade` are sentences, empty where there is nothing to say; `counts_in` the open finding."""

    shown: Shown
    ours: Sequence[Part]
    theirs: Sequence[Part]
    voice: str
    grade: str
    counts_in: bool


@dataclass(frozen=True, slots=True)
class Column:
    stance: str
    title: str
    rows: Sequence[Beside]
    more: bool


def beside(words: str, sides: Sequence[Side], finding: Finding | None) -> list[Column]:
    """Two queries at most beyond those of the dossier, and one for what the finding counts."""
    grades = heard_grades([one.row for side in sides for one in side.shown])
    voices = {pk: voice for voice in (finding.voices if finding else ()) for pk in voice["facts"]}
    counted = {str(pk) for pk in finding.evidence.values_list("pk", flat=True)} if finding else set()

    def row(shown: Shown) -> Beside:
        pk = str(shown.row.pk)
        ours, theirs = marked(words, shown.row.passage.text)
        return Beside(shown, ours, theirs, _voice(voices.get(pk)), _grade(grades.get(pk)), pk in counted)

    return [Column(side.stance, side.title, [row(one) for one in side.shown], side.more) for side in sides]


def marked(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Both with what differs marked, or with nothing marked where nearly everything would be."""
    ours, theirs = differing(one, other)
    if _share(ours) > TOO_MUCH and _share(theirs) > TOO_MUCH:
        return [Part(one, False)], [Part(other, False)]
    return ours, theirs


def _share(parts: Sequence[Part]) -> float:
    return sum(len(part.text) for part in parts if part.differs) / max(1, sum(len(part.text) for part in parts))


def _voice(voice: dict[str, Any] | None) -> str:
    if voice is None:
        return ""
    if voice.get("own"):
        return f"{voice['label']}, the claim's own voice"
    return f"{voice['label']}, {odds(voice['log_odds'])}"


def _grade(grade: str | None) -> str:
    return Grade(grade).label if grade else ""
