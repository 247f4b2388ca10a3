"""Turn a claim's evidence into a finding: written once, superseded by another picture, closed when it goes back."""

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from claims.models import Appearance, Claim, ClaimEmbedding, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.pipeline.propose import Policy, Proposal, propose
from claims.pipeline.tally import Voice
from claims.services.another_look import mark, settle_mark
from claims.services.heard_grades import heard_grades
from claims.services.weigh_evidence import weigh_evidence
from claims.services.whose_words import Listener, first_appearances
from claims.status import PROPOSABLE, Status

AT_ONCE = 100
"""Claims whose evidence is in memory at a time."""
WRITTEN = ("judge", "score", "voices", "terms", "reasons", "quotes", "engines")
"""What an open finding takes in when another copy of what its voices say turns up."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A proposal, and what it was drawn from."""

    proposal: Proposal
    rows: dict[str, Evidence]
    first: Appearance | None
    embedder: str


@dataclass(slots=True)
class _Plan:
    """What becomes of the findings of some claims. Before a finding is written, the one it supersedes has left."""

    closed: list[Finding] = field(default_factory=list)
    superseded: list[Finding] = field(default_factory=list)
    kept: list[tuple[Finding, _Picture]] = field(default_factory=list)
    fresh: list[tuple[Finding, _Picture]] = field(default_factory=list)


def propose_finding(claim_id: UUID, judge: str) -> Finding | None:
    """As `propose_findings` for one claim: the finding that is open afterwards, if any."""
    return next(iter(propose_findings([claim_id], judge)), None)


@transaction.atomic
def propose_findings(claim_ids: Iterable[UUID], judge: str) -> list[Finding]:
    """The findings that are open afterwards. A decided claim keeps its status and is marked.

    They are about the claims that stand for these. What a reviewer answered last is not proposed again while the
    picture stays the same, or comes back to it, as it does when a merge is undone. Claims are locked in order of their
    ids, so that two workers never deadlock.
    """
    kept = Merge.objects.kept_of(claim_ids).values()
    rows = Claim.objects.select_for_update(no_key=True).filter(pk__in=set(kept)).order_by("pk")
    claims = list(rows.defer("search"))
    parts = (claims[first : first + AT_ONCE] for first in range(0, len(claims), AT_ONCE))
    return [finding for part in parts for finding in _propose(part, judge)]


def _propose(claims: Sequence[Claim], judge: str) -> list[Finding]:
    plan = _planned(claims, _pictures(claims, judge), judge)
    _leave(plan.closed, FindingState.CLOSED)
    _leave(plan.superseded, FindingState.SUPERSEDED)
    _refresh(plan.kept, judge)
    _write(plan.fresh)
    by_pk = {claim.pk: claim for claim in claims}
    for finding in plan.closed:
        settle_mark(by_pk[finding.claim_id])
    mark(finding.claim_id for finding, _ in plan.fresh)
    return [finding for finding, _ in (*plan.kept, *plan.fresh)]


def _planned(claims: Iterable[Claim], pictures: Mapping[UUID, _Picture], judge: str) -> _Plan:
    before = Finding.objects.filter(claim__in=[claim.pk for claim in claims])
    open_now = {finding.claim_id: finding for finding in before.filter(state=FindingState.OPEN)}
    newest = before.order_by("claim_id", "-id").distinct("claim_id")
    answered = dict(newest.filter(state=FindingState.ANSWERED).values_list("claim", "digest"))
    last = dict(newest.values_list("claim", "pk"))
    plan = _Plan()
    for claim in claims:
        picture, standing = pictures.get(claim.pk), open_now.get(claim.pk)
        digest = _digest(picture) if picture else ""
        if picture is None or answered.get(claim.pk) == digest:
            plan.closed += [standing] if standing else []
        elif standing and standing.digest == digest:
            plan.kept.append((standing, picture))
        else:
            plan.superseded += [standing] if standing else []
            plan.fresh.append((_finding(claim, picture, judge, digest, last.get(claim.pk)), picture))
    return plan


def _pictures(claims: Iterable[Claim], judge: str) -> dict[UUID, _Picture]:
    """Without claims whose evidence calls for nothing, or that can't go there: a withdrawn one goes nowhere."""
    weighed = weigh_evidence([claim.pk for claim in claims], judge)
    firsts = first_appearances(weighed)
    snapshots = {row.passage.snapshot_id for rows in weighed.values() for row in rows}
    grades = heard_grades([row for rows in weighed.values() for row in rows])
    listener = Listener(snapshots | {first.snapshot_id for first in firsts.values()})
    of = [rows[0].claim_id for rows in weighed.values()]
    embedders = dict(ClaimEmbedding.objects.filter(pk__in=of).values_list("pk", "embedded_by"))
    pictures = {}
    for claim in claims:
        rows, first = weighed.get(claim.pk, []), firsts.get(claim.pk)
        facts = [replace(listener.fact(row), grade=grades.get(str(row.pk))) for row in rows]
        proposal = propose(Status(claim.status), facts, listener.origin(first) if first else None, _policy())
        if proposal and (Status(claim.status), proposal.status) in PROPOSABLE:
            by_pk = {str(row.pk): row for row in rows}
            pictures[claim.pk] = _Picture(proposal, by_pk, first, embedders.get(rows[0].claim_id, ""))
    return pictures


def _policy() -> Policy:
    return Policy(
        settings.VERIFIED_VOICES,
        settings.REFUTED_VOICES,
        settings.SURE_TO_SUPPORT_PERCENT / 100,
        settings.SURE_TO_REFUTE_PERCENT / 100,
        timedelta(hours=settings.UNNAMED_HOURS),
    )


def _digest(picture: _Picture) -> str:
    """The same proposal from the same voices has the same digest, whichever judge heard them.

    A voice is known by the report that it speaks from first: its copies and later versions say nothing new.
    """

    def report(pk: Hashable) -> str:
        return str(picture.rows[str(pk)].passage.snapshot.report_id) if pk else ""

    proposal = picture.proposal
    said = sorted([voice.stance, voice.own, voice.corrects, report(voice.earliest)] for voice in proposal.voices)
    told = [proposal.status, said, report(next(iter(proposal.later), None))]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _refresh(findings: Iterable[tuple[Finding, _Picture]], judge: str) -> None:
    changed = []
    for finding, picture in findings:
        fields = _fields(picture, judge)
        stale = [name for name in WRITTEN if getattr(finding, name) != fields[name]]
        for name in stale:
            setattr(finding, name, fields[name])
        if stale:  # a save each: Django's bulk_update costs more than the statements it saves
            finding.save(update_fields=stale)
            changed.append((finding, picture))
    _cite(changed)


def _write(findings: Sequence[tuple[Finding, _Picture]]) -> None:
    Finding.objects.bulk_create([finding for finding, _ in findings])
    _cite(findings)


def _finding(claim: Claim, picture: _Picture, judge: str, digest: str, last: UUID | None) -> Finding:
    proposed = picture.proposal.status
    return Finding(
        claim=claim,
        current_status=claim.status,
        proposed_status=proposed,
        digest=digest,
        supersedes_id=last,
        **_fields(picture, judge),
    )


def _leave(findings: Iterable[Finding], state: FindingState) -> None:
    keys = [finding.pk for finding in findings]
    if keys:
        Finding.objects.filter(pk__in=keys).update(state=state)


def _cite(findings: Sequence[tuple[Finding, _Picture]]) -> None:
    """Link each finding with the evidence it rests on, and with no other."""
    if not findings:
        return
    links = Finding.evidence.through
    wanted = {(finding.pk, row.pk) for finding, picture in findings for row in _cited(picture)}
    stored = links.objects.filter(finding__in=[finding.pk for finding, _ in findings])
    known = {(finding, row): pk for pk, finding, row in stored.values_list("pk", "finding", "evidence")}
    links.objects.filter(pk__in=[pk for pair, pk in known.items() if pair not in wanted]).delete()
    links.objects.bulk_create(links(finding_id=finding, evidence_id=row) for finding, row in wanted - known.keys())


def _cited(picture: _Picture) -> list[Evidence]:
    proposal = picture.proposal
    cited = {pk for voice in proposal.voices for pk in voice.facts} | {*proposal.later}
    return [row for pk, row in picture.rows.items() if pk in cited]


def _fields(picture: _Picture, judge: str) -> dict[str, Any]:
    """What `WRITTEN` names, in the shape in which the database gives it back."""
    proposal = picture.proposal
    return {
        "judge": judge,
        "score": proposal.score,
        "voices": [_voice(voice) for voice in proposal.voices],
        "terms": [{"rule": term.rule, "weight": term.weight, "reason": term.reason} for term in proposal.terms],
        "reasons": list(proposal.reasons),
        "quotes": _quotes(picture),
        "engines": {"judge": judge, **_engines(picture)},
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "stance": str(voice.stance),
        "log_odds": voice.log_odds,
        "label": voice.label,
        "facts": list(voice.facts),
        "speaks": voice.speaks,
        "contrary": list(voice.contrary),
        "own": voice.own,
        "corrects": voice.corrects,
        "ties": [{"kind": tie.kind, "name": tie.name} for tie in voice.ties],
    }


def _engines(picture: _Picture) -> dict[str, str]:
    """Who read the claim and placed it where its evidence was found; empty for a claim that an editor wrote."""
    reading = picture.first.reading if picture.first else None
    return {"extractor": reading.extractor if reading else "", "embedder": picture.embedder}


def _quotes(picture: _Picture) -> list[dict[str, Any]]:
    """The claim's own words, then for each voice the passage that counts, then the one with the latest value."""
    first = [_claims_words(picture.first)] if picture.first else []
    spoken = [picture.rows[str(voice.speaks)] for voice in picture.proposal.voices if voice.speaks]
    later = [picture.rows[str(pk)] for pk in picture.proposal.later[:1]]
    return (
        first + [_passages_words(row, "passage") for row in spoken] + [_passages_words(row, "later") for row in later]
    )


def _claims_words(place: Appearance) -> dict[str, Any]:
    return {"of": "claim", "evidence": None} | _place(place.snapshot, place.start, place.end, place.quote)


def _passages_words(row: Evidence, of: str) -> dict[str, Any]:
    passage = row.passage
    return {"of": of, "evidence": str(row.pk)} | _place(passage.snapshot, passage.start, passage.end, passage.text)


def _place(snapshot: Any, start: int, end: int, quote: str) -> dict[str, Any]:
    return {
        "report": str(snapshot.report_id),
        "label": str(snapshot.report.publisher or snapshot.report),
        "snapshot": str(snapshot.pk),
        "sha256": snapshot.sha256,
        "start": start,
        "end": end,
        "quote": quote,
    }
