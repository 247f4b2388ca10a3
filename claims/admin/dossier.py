"""Everything we hold about one claim, read in a bounded number of queries and put into words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from claims.admin.causes import causes
from claims.admin.explained import explain
from claims.models import Appearance, Claim, Credibility, Decision, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.services.judge_credibility import credibility_of
from claims.status import Stance
from claims.telling import Hop, Words, first_hops, hops, words
from factcheck.log.models import LogEntry
from sources.models import Report

QUOTES_SHOWN, EVIDENCE_SHOWN, ROWS_SHOWN = 20, 40, 50


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
    credibility: Credibility | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Side:
    stance: str
    title: str
    shown: Sequence[Shown]
    more: bool


def dossier(claim: Claim, at: datetime | None = None, cluster: set[UUID] | None = None) -> dict[str, Any]:
    """What the dossier and the decide page show: of all that is held the same, as it stood at that moment (None: now).

    Which claims are held the same (`cluster`, where the caller knows them already), and what came of a finding later,
    is as it is now.
    """
    cluster = cluster or Merge.objects.one_with([claim.pk])
    finding = _finding(claim, at)
    return {
        "claim": as_it_stood(claim, at) if at else claim,
        "cluster": cluster,
        "quotes": quotes(cluster, at),
        "sides": [side(cluster, Stance.SUPPORTS, "Supports it", at), side(cluster, Stance.REFUTES, "Refutes it", at)],
        "finding": finding,
        "heard": explain(finding) if finding else None,
        "decisions": decisions(cluster, at),
        "causes": causes(claim),
        "entries": _entries(cluster, at),
    }


def as_it_stood(claim: Claim, at: datetime) -> Claim:
    """The claim with its fields as the history has them; unchanged where the history does not reach back so far."""
    event = claim.events.filter(pgh_created_at__lte=at).order_by("-pgh_id").first()  # type: ignore[attr-defined]
    if event is None:
        return claim
    names = {field.attname for field in Claim._meta.concrete_fields} & {f.attname for f in event._meta.concrete_fields}
    return Claim(**{name: getattr(event, name) for name in names})


def _finding(claim: Claim, at: datetime | None) -> Finding | None:
    rows = Finding.objects.filter(claim=claim)
    if at is None:
        return rows.filter(state=FindingState.OPEN).first()
    decided = Decision.objects.filter(claim=claim, decided_at__lte=at, finding=OuterRef("pk"))
    return rows.filter(created_at__lte=at).exclude(Exists(decided)).first()


def _entries(cluster: Collection[UUID], at: datetime | None) -> "QuerySet[LogEntry]":
    rows = LogEntry.objects.filter(object_type="claim", object_id__in=map(str, cluster))
    return (rows.filter(recorded_at__lte=at) if at else rows)[:ROWS_SHOWN]


def _known(at: datetime | None, field: str = "created_at") -> Q:
    return Q(**{f"{field}__lte": at}) if at else Q()


def quotes(cluster: Collection[UUID], at: datetime | None = None) -> list[Quote]:
    rows = (
        Appearance.objects.filter(_known(at), claim__in=cluster)
        .select_related("snapshot__report__publisher")
        .defer("snapshot__text", "snapshot__original")
        .prefetch_related("attributions__source")[:QUOTES_SHOWN]
    )
    return [Quote(words(row), row.snapshot.report, hops(row)) for row in rows]


def side(cluster: Collection[UUID], stance: Stance, title: str, at: datetime | None = None) -> Side:
    """The evidence that takes one side, strongest first."""
    rows = list(_evidence(cluster, stance).filter(_known(at))[: EVIDENCE_SHOWN + 1])
    known = credibility_of(rows)
    shown = [_shown(row, known.get((row.claim_id, row.passage_id))) for row in rows[:EVIDENCE_SHOWN]]
    return Side(stance, title, shown, len(rows) > EVIDENCE_SHOWN)


def _evidence(cluster: Collection[UUID], stance: Stance) -> "QuerySet[Evidence]":
    return Evidence.objects.filter(claim__in=cluster, stance=stance).with_voice().order_by(f"-{stance}", "pk")


def _shown(row: Evidence, credibility: Credibility | None) -> Shown:
    said_here: list[Appearance] = row.passage.said_here  # type: ignore[attr-defined]
    snapshot = row.passage.snapshot
    counts = snapshot.pk == snapshot.report.current_id
    return Shown(row, snapshot.report, first_hops(said_here), verdict(row), credibility, counts)


def verdict(row: Evidence) -> str:
    share = round(100 * row.score)
    verb = "supports" if row.stance == Stance.SUPPORTS else "refutes"
    return f"{row.judge} holds that this passage {verb} the claim and scores that {share} of 100."


def decisions(cluster: Collection[UUID], at: datetime | None = None) -> "QuerySet[Decision]":
    cited = Evidence.objects.select_related("passage__snapshot__report__publisher").without_big_columns()
    return (
        Decision.objects.filter(_known(at, "decided_at"), claim__in=cluster)
        .select_related("decided_by")
        .prefetch_related(Prefetch("evidence", cited))[:ROWS_SHOWN]
    )
