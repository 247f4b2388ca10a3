"""Turn a claim's evidence into a finding: written once, superseded when the picture changes."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from claims.models import Appearance, Claim, Evidence, Finding, Merge
from claims.models.finding import FindingState
from claims.pipeline.propose import Fact, Proposal, propose
from claims.pipeline.voices import Utterance, stories
from claims.search import telling_sentences
from claims.status import MOVES, Stance, Status

EVIDENCE_WEIGHED = 200
"""The strongest pieces of evidence that are weighed for one claim."""


@transaction.atomic
def propose_finding(claim_id: UUID, judge: str) -> Finding | None:
    """The finding that is open afterwards, if any. A decided claim keeps its status and is marked.

    It is about the claim that stands for this one. What a reviewer has answered is not proposed again when the picture
    comes back to it, as it does when a merge is undone.
    """
    kept_id = Merge.objects.kept_of([claim_id])[claim_id]
    claim = Claim.objects.select_for_update(no_key=True).get(pk=kept_id)
    facts = _facts(weighed(claim, judge))
    proposal = _possible(claim, propose(Status(claim.status), facts))
    last = Finding.objects.filter(claim=claim).order_by("-id").first()
    is_open = last is not None and last.state == FindingState.OPEN
    digest = _digest(judge, proposal) if proposal else ""
    if last and last.digest == digest and last.state != FindingState.SUPERSEDED:
        return last if is_open else None
    if last and is_open:
        last.state = FindingState.SUPERSEDED
        last.save(update_fields=["state"])
    if proposal is None or _is_answered(claim, digest):
        return None
    if claim.status != Status.UNREVIEWED and not claim.needs_another_look:
        claim.needs_another_look = True
        claim.save(update_fields=["needs_another_look"])
    return _write(claim, proposal, judge, digest, last)


def _is_answered(claim: Claim, digest: str) -> bool:
    """Whether the last finding that a decision answered was this one."""
    answered = Finding.objects.filter(claim=claim, state=FindingState.ANSWERED).order_by("-id").first()
    return answered is not None and answered.digest == digest


def _possible(claim: Claim, proposal: Proposal | None) -> Proposal | None:
    """A withdrawn claim goes nowhere, so nothing is proposed for it."""
    is_open = proposal is not None and (Status(claim.status), proposal.status) in MOVES
    return proposal if is_open else None


def weighed(claim: Claim, judge: str) -> QuerySet[Evidence]:
    """Evidence that takes a side in what reports say now, strongest first, with what names its voice.

    What was found for any claim that is the same counts.
    """
    cluster = Merge.objects.one_with([claim.pk])
    return (
        Evidence.objects.filter(
            claim__in=cluster, judge=judge, passage__snapshot=F("passage__snapshot__report__current")
        )
        .exclude(stance=Stance.NOT_ENOUGH_INFO)
        .with_voice()
        .order_by("not_enough_info", "pk")[:EVIDENCE_WEIGHED]
    )


def _facts(rows: Iterable[Evidence]) -> list[Fact]:
    weighed = list(rows)
    story = stories(telling_sentences(list({row.passage.snapshot_id for row in weighed})))
    return [_fact(row, story[row.passage.snapshot_id]) for row in weighed]


def _fact(row: Evidence, story: int) -> Fact:
    report = row.passage.snapshot.report
    outlet = str(report.publisher or report)
    speaker = _root_speaker(row.passage.said_here)  # type: ignore[attr-defined]
    return Fact(
        id=str(row.pk),
        stance=Stance(row.stance),
        probability=row.score,
        utterance=Utterance(report.pk, row.passage.text, speaker, story),
        label=f"{speaker} in {outlet}" if speaker else outlet,
    )


def _root_speaker(appearances: Iterable[Appearance]) -> str:
    """The named speaker at the root of the chain; an outlet's own voice is told by its report."""
    for appearance in appearances:
        for hop in appearance.attributions.all():
            return "" if hop.unnamed_class or hop.is_publisher else hop.source.name
    return ""


def _digest(judge: str, proposal: Proposal) -> str:
    """The same proposal from the same evidence has the same digest, whatever the claim's status."""
    ids = sorted(str(fact) for voice in proposal.voices for fact in voice.facts)
    return hashlib.sha256("\n".join([judge, proposal.status, *ids]).encode()).hexdigest()


def _write(claim: Claim, proposal: Proposal, judge: str, digest: str, last: Finding | None) -> Finding:
    finding = Finding.objects.create(
        claim=claim,
        current_status=claim.status,
        proposed_status=proposal.status,
        score=proposal.score,
        voices=[asdict(voice) for voice in proposal.voices],
        reasons=list(proposal.reasons),
        judge=judge,
        digest=digest,
        supersedes=last,
    )
    cited = [str(fact) for voice in proposal.voices for fact in voice.facts]
    finding.evidence.set(Evidence.objects.filter(pk__in=cited))
    return finding
