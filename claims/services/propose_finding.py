"""Turn a claim's evidence into a finding: written once, superseded by another picture, closed when it goes back."""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from claims.models import Appearance, Claim, ClaimEmbedding, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.pipeline.propose import Policy, Proposal, propose
from claims.pipeline.tally import Voice
from claims.services.another_look import raise_mark, settle_mark
from claims.services.heard_grades import heard_grades
from claims.services.whose_words import Listener, first_appearance
from claims.status import MOVES, Stance, Status

WEIGHED_A_SIDE = 100
"""The strongest pieces of evidence on each side that are weighed for one claim, so that copies crowd nobody out."""
LATER_VALUES = 20
WRITTEN = ("judge", "score", "voices", "terms", "reasons", "quotes", "engines")
"""What an open finding takes in when another copy of what its voices say turns up."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A proposal, and what it was drawn from."""

    proposal: Proposal
    rows: dict[str, Evidence]
    first: Appearance | None


@transaction.atomic
def propose_finding(claim_id: UUID, judge: str) -> Finding | None:
    """The finding that is open afterwards, if any. A decided claim keeps its status and is marked.

    It is about the claim that stands for this one. What a reviewer answered last is not proposed again while the
    picture stays the same, or comes back to it, as it does when a merge is undone.
    """
    kept_id = Merge.objects.kept_of([claim_id])[claim_id]
    claim = Claim.objects.select_for_update(no_key=True).get(pk=kept_id)
    picture = _picture(claim, judge)
    digest = _digest(picture) if picture else ""
    before = Finding.objects.filter(claim=claim)
    standing = before.filter(state=FindingState.OPEN).first()
    answered = before.filter(state=FindingState.ANSWERED).order_by("-id").first()
    if picture is None or (answered and answered.digest == digest):
        if standing:
            _leave(standing, FindingState.CLOSED)
            settle_mark(claim)
        return None
    if standing and standing.digest == digest:
        return _refresh(standing, picture, judge)
    if standing:
        _leave(standing, FindingState.SUPERSEDED)
    finding = _write(claim, picture, judge, digest, before.order_by("-id").first())
    raise_mark(claim)
    return finding


def _picture(claim: Claim, judge: str) -> _Picture | None:
    """None where the evidence calls for nothing, or the claim can't go there: a withdrawn one goes nowhere."""
    rows = {str(row.pk): row for row in weighed(claim, judge)}
    first = first_appearance(claim) if rows else None
    snapshots = {row.passage.snapshot_id for row in rows.values()} | ({first.snapshot_id} if first else set())
    listener = Listener(snapshots)
    grades = heard_grades(rows.values())
    facts = [replace(listener.fact(row), grade=grades.get(pk)) for pk, row in rows.items()]
    proposal = propose(Status(claim.status), facts, listener.origin(first) if first else None, _policy())
    if proposal is None or (Status(claim.status), proposal.status) not in MOVES:
        return None
    return _Picture(proposal, rows, first)


def _policy() -> Policy:
    return Policy(
        settings.VERIFIED_VOICES,
        settings.REFUTED_VOICES,
        settings.SURE_TO_REFUTE_PERCENT / 100,
        timedelta(hours=settings.UNNAMED_HOURS),
    )


def weighed(claim: Claim, judge: str) -> QuerySet[Evidence]:
    """Evidence that bears on the claim in what reports say now, the strongest of each side, with whose words it is.

    What was found for any claim that is the same counts.
    """
    found = Evidence.objects.filter(claim__in=Merge.objects.one_with([claim.pk]), judge=judge)
    now = found.filter(passage__snapshot=F("passage__snapshot__report__current"))
    sides = [
        now.filter(stance=stance).order_by("not_enough_info", "pk").values("pk")[:WEIGHED_A_SIDE]
        for stance in (Stance.SUPPORTS, Stance.REFUTES)
    ]
    newest = Coalesce("passage__snapshot__published_at", "passage__snapshot__received_at").desc()
    later = now.filter(later_value=True).order_by(newest, "pk").values("pk")[:LATER_VALUES]
    wanted = {row["pk"] for rows in (*sides, later) for row in rows}
    return Evidence.objects.filter(pk__in=wanted).with_voice().order_by("pk")


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


def _refresh(finding: Finding, picture: _Picture, judge: str) -> Finding:
    fields = _fields(picture, judge)
    stale = [name for name in WRITTEN if getattr(finding, name) != fields[name]]
    for name in stale:
        setattr(finding, name, fields[name])
    if stale:
        finding.save(update_fields=stale)
        finding.evidence.set(_cited(picture))
    return finding


def _write(claim: Claim, picture: _Picture, judge: str, digest: str, last: Finding | None) -> Finding:
    finding = Finding.objects.create(
        claim=claim,
        current_status=claim.status,
        proposed_status=picture.proposal.status,
        digest=digest,
        supersedes=last,
        **_fields(picture, judge),
    )
    finding.evidence.set(_cited(picture))
    return finding


def _leave(finding: Finding, state: FindingState) -> None:
    finding.state = state
    finding.save(update_fields=["state"])


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
    claim = next(iter(picture.rows.values())).claim_id
    reading = picture.first.reading if picture.first else None
    embedder = ClaimEmbedding.objects.filter(claim=claim).values_list("embedded_by", flat=True).first()
    return {"extractor": reading.extractor if reading else "", "embedder": embedder or ""}


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
