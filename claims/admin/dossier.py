"""Everything we hold about one claim, read in a bounded number of queries and put into words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from claims.models import Appearance, Claim, Decision, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.status import Stance
from claims.telling import Hop, Words, first_hops, hops, words
from factcheck.log.models import LogEntry
from sources.models import Report

QUOTES_SHOWN, EVIDENCE_SHOWN, ROWS_SHOWN = 20, 40, 50
UNTOLD_ODDS = 1_000
"""Odds above this say no more than that the judge is sure."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A place where the claim stands, and who says so there."""

    words: Words
    report: Report
    hops: Sequence[Hop]


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence, whose words it is, and what its judge holds, as a sentence."""

    row: Evidence
    report: Report
    hops: Sequence[Hop]
    verdict: str


@dataclass(frozen=True, slots=True)
class Side:
    stance: str
    title: str
    shown: Sequence[Shown]
    more: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """One voice of a finding: what it says and how much it weighs."""

    label: str
    stance: str
    weight: str
    passages: int


def dossier(claim: Claim) -> dict[str, Any]:
    """What the dossier and the decide page show: of all that is held the same."""
    cluster = Merge.objects.one_with([claim.pk])
    finding = Finding.objects.filter(claim=claim, state=FindingState.OPEN).first()
    return {
        "claim": claim,
        "cluster": cluster,
        "quotes": quotes(cluster),
        "sides": [side(cluster, Stance.SUPPORTS, "Supports it"), side(cluster, Stance.REFUTES, "Refutes it")],
        "finding": finding,
        "tally": tally(finding) if finding else [],
        "counts": _counts(finding) if finding else "",
        "decisions": decisions(cluster),
        "entries": LogEntry.objects.filter(object_type="claim", object_id__in=map(str, cluster))[:ROWS_SHOWN],
    }


def quotes(cluster: Collection[UUID]) -> list[Quote]:
    rows = (
        Appearance.objects.filter(claim__in=cluster)
        .select_related("snapshot__report__publisher")
        .defer("snapshot__text", "snapshot__original")
        .prefetch_related("attributions__source")[:QUOTES_SHOWN]
    )
    return [Quote(words(row), row.snapshot.report, hops(row)) for row in rows]


def side(cluster: Collection[UUID], stance: Stance, title: str) -> Side:
    """The evidence that takes one side, strongest first."""
    rows = list(_evidence(cluster, stance)[: EVIDENCE_SHOWN + 1])
    return Side(stance, title, [_shown(row) for row in rows[:EVIDENCE_SHOWN]], len(rows) > EVIDENCE_SHOWN)


def _evidence(cluster: Collection[UUID], stance: Stance) -> "QuerySet[Evidence]":
    return Evidence.objects.filter(claim__in=cluster, stance=stance).with_voice().order_by(f"-{stance}", "pk")


def _shown(row: Evidence) -> Shown:
    said_here: list[Appearance] = row.passage.said_here  # type: ignore[attr-defined]
    return Shown(row, row.passage.snapshot.report, first_hops(said_here), verdict(row))


def verdict(row: Evidence) -> str:
    share = round(100 * row.score)
    verb = "supports" if row.stance == Stance.SUPPORTS else "refutes"
    return f"{row.judge} holds that this passage {verb} the claim and scores that {share} of 100."


def tally(finding: Finding) -> list[Tally]:
    """The voices that the finding counted, those for the claim first."""
    voices = sorted(finding.voices, key=lambda voice: -voice["log_odds"])
    return [Tally(voice["label"], voice["stance"], odds(voice["log_odds"]), len(voice["facts"])) for voice in voices]


def odds(log_odds: float) -> str:
    ratio = exp(min(abs(log_odds), 20))
    if ratio < 1.5:
        return "about even"
    return f"{round(ratio)} to 1" if ratio < UNTOLD_ODDS else f"over {UNTOLD_ODDS} to 1"


def _counts(finding: Finding) -> str:
    stances = [voice["stance"] for voice in finding.voices]
    supporting, refuting = stances.count(Stance.SUPPORTS), stances.count(Stance.REFUTES)
    return f"{_voices(supporting)} for it, {_voices(refuting)} against it"


def _voices(count: int) -> str:
    return f"{count or 'no'} voice{'' if count == 1 else 's'}"


def decisions(cluster: Collection[UUID]) -> "QuerySet[Decision]":
    cited = Evidence.objects.select_related("passage__snapshot__report__publisher").without_big_columns()
    return (
        Decision.objects.filter(claim__in=cluster)
        .select_related("decided_by")
        .prefetch_related(Prefetch("evidence", cited))[:ROWS_SHOWN]
    )
