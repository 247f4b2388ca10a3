"""A small story as people write it down: its reports, the claims to watch, and what is right to say of them."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from claims.status import Modality, Polarity, Stance, Status
from sources.services.receive_report import IncomingReport

HERE = Path(__file__).resolve().parent
STORIES = HERE / "stories"
HELD_OUT = HERE / "held_out"
SAMPLE = HERE / "sample.toml"
NONE = "none"
PROPOSALS = {NONE, Status.VERIFIED.value, Status.REFUTED.value, Status.CONFLICTING.value}


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A report as it arrives; two with one `url` are versions of the same report, the later one current."""

    name: str
    url: str
    incoming: IncomingReport


@dataclass(frozen=True, slots=True)
class Said:
    """What the sentence around `quote` says of a claim, and why.

    `later` is a later value, which calls for a supersedes relation; with `optional`, not enough info is right too.
    """

    report: str
    quote: str
    stance: str
    why: str
    later: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """A claim as an editor writes it, and what is right to propose: at the end, and after the reports in `after`.

    `voices` counts them by stance. Sentences that `says` does not list say nothing of the claim, but for its own.
    """

    statement: str
    report: str
    quote: str
    proposes: str
    why: str
    says: Sequence[Said]
    voices: Mapping[str, int]
    polarity: str = Polarity.ASSERTED
    modality: str = Modality.ASSERTED
    condition: str = ""
    also_right: Sequence[str] = ()
    after: Mapping[str, str] = field(default_factory=dict)

    def allows(self, proposed: str) -> bool:
        """Where a later value is told and nothing else is called for, that it supersedes the claim is right too."""
        if proposed == Status.SUPERSEDED and self.proposes == NONE:
            return any(said.later for said in self.says)
        return proposed == self.proposes or proposed in self.also_right


@dataclass(frozen=True, slots=True)
class AlsoRefuted:
    """A sentence whose own claim, when the machine reads it as one, is rightly proposed to be refuted."""

    report: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    name: str
    about: str
    field: str
    traps: Sequence[str]
    reports: Sequence[StoryReport]
    claims: Sequence[Watched]
    also_refuted: Sequence[AlsoRefuted]


class StoryMistake(ValueError):
    """A story that says something impossible; the sentence tells what to change in which file."""


def load(path: Path) -> Story:
    """The story in a TOML file. Raises StoryMistake."""
    told = tomllib.loads(path.read_text("utf-8"))
    try:
        reports = _from_lines(HERE / told["reports_from"]) if "reports_from" in told else _reports(told["reports"])
        claims = [_claim(row) for row in told["claims"]]
        refuted = [AlsoRefuted(**row) for row in told.get("also_refuted", ())]
        story = Story(path.stem, told["about"], told["field"], told["traps"], reports, claims, refuted)
    except (KeyError, TypeError) as error:
        raise StoryMistake(f"{path.name} lacks a field or has one that is not known: {error}.") from error
    _check(story)
    return story


def _reports(rows: Sequence[Mapping[str, Any]]) -> list[StoryReport]:
    return [_report(row) for row in rows]


def _report(row: Mapping[str, Any]) -> StoryReport:
    """Its address comes from publisher and name; a later version has the address of the first."""
    outlet = re.sub(r"\W+", "-", row["publisher"].lower())
    url = f"https://{outlet}.example/{row.get('version_of', row['name'])}"
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in row["text"].strip().split("\n\n"))
    published: datetime = row["published"]
    incoming = IncomingReport(
        text=text, url=url, title=row["title"], publisher=row["publisher"], published_at=published
    )
    return StoryReport(row["name"], url, incoming)


def _from_lines(path: Path) -> list[StoryReport]:
    """Reports of a JSONL file as `import_reports` takes them, in order of time, named by their slugs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    reports = [
        StoryReport(
            row["slug"],
            row["url"],
            IncomingReport(
                text=row["text"],
                url=row["url"],
                title=row["title"],
                publisher=row["publisher"],
                language=row["language"],
                published_at=datetime.fromisoformat(row["published_at"]),
            ),
        )
        for row in rows
    ]
    return sorted(reports, key=lambda report: str(report.incoming.published_at))


def _claim(row: Mapping[str, Any]) -> Watched:
    says = [Said(report=said["in"], **{key: said[key] for key in said.keys() - {"in"}}) for said in row["says"]]
    return Watched(**{**row, "says": says})


def _check(story: Story) -> None:
    """Every name is known, and every quote stands exactly once in its report. Raises StoryMistake."""
    texts = {report.name: report.incoming.text for report in story.reports}
    places: list[tuple[str, str]] = [(row.report, row.quote) for row in story.also_refuted]
    for claim in story.claims:
        places += [(claim.report, claim.quote), *((said.report, said.quote) for said in claim.says)]
        _check_words(story, claim, texts)
    for report, quote in places:
        if texts.get(report, "").count(quote) != 1:
            raise StoryMistake(f"{story.name}: “{quote}” must stand once in a report named {report!r}.")


def _check_words(story: Story, claim: Watched, reports: Mapping[str, str]) -> None:
    proposals = {claim.proposes, *claim.also_right, *claim.after.values()}
    stances = {said.stance for said in claim.says}
    for words, known in ((proposals, PROPOSALS), (stances, set(Stance.values)), (claim.after.keys(), reports.keys())):
        if unknown := sorted(words - known):
            raise StoryMistake(f"{story.name}: {unknown[0]!r} is none of {', '.join(sorted(known))}.")
