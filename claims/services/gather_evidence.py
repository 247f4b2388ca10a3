"""Compare a new snapshot with the stored claims it touches, or a new claim with the stored passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from claims.engines.protocols import Pair, StanceJudge, StanceResult
from claims.models import Claim, ClaimEmbedding, Evidence, Reading, Recheck
from claims.search import nearest_claims, sought_claim
from claims.services.plan_work import SLICE
from claims.services.propose_finding import propose_finding
from claims.status import Stance
from sources.models import Passage
from sources.models.work import State
from sources.search import current_passages, in_context, nearest_passages
from sources.services.work import carry_out

PAIRS_EACH = 20
"""How many claims a passage, and how many passages a claim, is compared with at most."""
LEAST_LIKENESS = 0.3
"""Cosine below which a pair is not worth a judge: on the sample stories no such pair took a side."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class _Candidate:
    claim_id: UUID
    passage_id: UUID


@dataclass(frozen=True, slots=True)
class _Judged:
    """Evidence to be, and the statement that was judged."""

    row: Evidence
    statement: str


def gather_evidence(recheck_id: UUID, judge: StanceJudge) -> bool:
    """Judge what has not been judged, store it, and propose; False if it is done or another has it."""
    return carry_out(Recheck, recheck_id, lambda recheck: _gather(recheck, judge))


def _gather(recheck: Recheck, judge: StanceJudge) -> None:
    """Everything is judged before anything is locked, so that no reviewer waits for a judge."""
    fresh = _not_yet_judged(_candidates(recheck), judge.version)
    judged: list[_Judged] = []
    for start in range(0, len(fresh), BATCH):
        judged.extend(_judge(fresh[start : start + BATCH], judge))
    moved = {one.row.claim_id for one in judged if one.row.stance != Stance.NOT_ENOUGH_INFO} | _outdated(recheck)
    kept = _lock(moved | {one.row.claim_id for one in judged})
    rows = [one.row for one in judged if kept.get(one.row.claim_id) == one.statement]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    for claim_id in sorted(moved & kept.keys()):
        propose_finding(claim_id, judge.version)


def _candidates(recheck: Recheck) -> list[_Candidate]:
    if recheck.claim:
        return _for_claim(recheck.claim)
    return _for_slice(recheck.snapshot_id, recheck.first) if recheck.snapshot_id else []


def _outdated(recheck: Recheck) -> set[UUID]:
    """Claims that an earlier version of the report spoke to: what it said does not count any more."""
    if recheck.snapshot is None or recheck.first:
        return set()
    earlier = Evidence.objects.filter(passage__snapshot__report=recheck.snapshot.report_id)
    spoke = earlier.exclude(passage__snapshot=recheck.snapshot).exclude(stance=Stance.NOT_ENOUGH_INFO)
    return set(spoke.order_by().values_list("claim", flat=True).distinct())


def _lock(claim_ids: set[UUID]) -> dict[UUID, str]:
    """Lock claims in order of their ids, so that two workers never deadlock; their statements as they stand.

    What was judged on other words is dropped: an edited claim is due for a re-check of its own. So is what was judged
    on a claim that a new reading has taken back.
    """
    locked = Claim.objects.select_for_update(no_key=True).filter(pk__in=claim_ids).order_by("pk")
    return dict(locked.values_list("pk", "statement"))


def _for_claim(claim: Claim) -> list[_Candidate]:
    found = nearest_passages(sought_claim(claim), read_passages(), PAIRS_EACH)
    return [_Candidate(claim.pk, passage_id) for passage_id in found]


def _for_slice(snapshot_id: UUID, first: int) -> list[_Candidate]:
    return [
        _Candidate(claim_id, passage.pk)
        for passage, sought in in_context(snapshot_id, range(first, first + SLICE))
        for claim_id in nearest_claims(sought, PAIRS_EACH)
    ]


def read_passages() -> QuerySet[Passage]:
    """Passages of current snapshots that have been read, so that it is known whose words they are."""
    read = Reading.objects.filter(snapshot_id=OuterRef("snapshot_id"), state=State.DONE).annotate(yes=Value(True))
    return current_passages().alias(is_read=Subquery(read.values("yes")[:1])).filter(is_read=True)


def _not_yet_judged(candidates: Iterable[_Candidate], judge: str) -> list[_Candidate]:
    wanted = sorted(set(candidates), key=lambda pair: (pair.claim_id, pair.passage_id))
    known = Evidence.objects.filter(
        judge=judge,
        claim_id__in={pair.claim_id for pair in wanted},
        passage_id__in={pair.passage_id for pair in wanted},
    ).values_list("claim_id", "passage_id")
    judged = {_Candidate(*row) for row in known}
    return [pair for pair in wanted if pair not in judged]


def _judge(candidates: Sequence[_Candidate], judge: StanceJudge) -> list[_Judged]:
    claims = ClaimEmbedding.objects.select_related("claim").in_bulk([pair.claim_id for pair in candidates])
    passages = _in_context([pair.passage_id for pair in candidates])
    # A new reading may have taken a claim back since it was found.
    standing = [pair for pair in candidates if pair.claim_id in claims]
    pairs = [_pair(claims[pair.claim_id], passages[pair.passage_id]) for pair in standing]
    near = [(pair, asked) for pair, asked in zip(standing, pairs, strict=True) if _is_near(asked)]
    results = judge.judge([asked for _, asked in near])
    return [
        _Judged(_evidence(pair, result, judge), asked.claim)
        for (pair, asked), result in zip(near, results, strict=True)
    ]


def _in_context(passage_ids: Sequence[UUID]) -> dict[Any, Any]:
    """Passages with what a reader knew when they came to them: `title`, and the sentence `before`."""
    before = Passage.objects.filter(snapshot=OuterRef("snapshot"), position=OuterRef("position") - 1)
    rows = Passage.objects.only("text", "embedding", "embedded_by").annotate(
        title=F("snapshot__title"), before=Subquery(before.values("text")[:1])
    )
    return rows.in_bulk(passage_ids)


def _pair(claim: ClaimEmbedding, passage: Any) -> Pair:
    context = "\n".join(filter(None, (passage.title, passage.before)))
    comparable = claim.embedded_by == passage.embedded_by
    likeness = float(np.dot(claim.embedding, passage.embedding)) if comparable else None
    return Pair(claim.claim.statement, passage.text, context, likeness)


def _is_near(pair: Pair) -> bool:
    return pair.likeness is None or pair.likeness >= LEAST_LIKENESS


def _evidence(pair: _Candidate, result: StanceResult, judge: StanceJudge) -> Evidence:
    return Evidence(
        claim_id=pair.claim_id,
        passage_id=pair.passage_id,
        stance=result.stance,
        supports=result.scores["supports"],
        refutes=result.scores["refutes"],
        not_enough_info=result.scores["not_enough_info"],
        reasons=list(result.reasons),
        judge=judge.version,
    )
