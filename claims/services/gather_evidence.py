"""Compare a new snapshot with the stored claims it touches, or a new claim with the stored passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from claims.engines.protocols import Pair, StanceJudge, StanceResult
from claims.models import Claim, ClaimEmbedding, Evidence, Reading, Recheck
from claims.search import nearest_claims
from claims.services.propose_finding import propose_finding
from sources.models import Passage, Snapshot
from sources.models.work import State
from sources.search import current_passages, nearest_passages
from sources.services.work import carry_out

PAIRS_EACH = 20
"""How many claims a passage, and how many passages a claim, is compared with at most."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class _Candidate:
    claim_id: UUID
    passage_id: UUID


def gather_evidence(recheck_id: UUID, judge: StanceJudge) -> bool:
    """Judge what has not been judged, store it, and propose; False if it is done or another has it."""
    return carry_out(Recheck, recheck_id, lambda recheck: _gather(recheck, judge))


def _gather(recheck: Recheck, judge: StanceJudge) -> None:
    candidates = _for_claim(recheck.claim) if recheck.claim else _for_snapshot(recheck.snapshot)
    fresh = _not_yet_judged(candidates, judge.version)
    for start in range(0, len(fresh), BATCH):
        _store(*_judge(fresh[start : start + BATCH], judge))
    for claim_id in sorted({candidate.claim_id for candidate in fresh}):
        propose_finding(claim_id, judge.version)


def _for_claim(claim: Claim) -> list[_Candidate]:
    vector = ClaimEmbedding.objects.get(claim=claim).embedding
    found = nearest_passages(vector, claim.statement, read_passages(), PAIRS_EACH)
    return [_Candidate(claim.pk, passage_id) for passage_id in found]


def _for_snapshot(snapshot: Snapshot | None) -> list[_Candidate]:
    passages = Passage.objects.filter(snapshot=snapshot).only("text", "embedding")
    return [
        _Candidate(claim_id, passage.pk)
        for passage in passages.iterator(BATCH)
        for claim_id in nearest_claims(passage.embedding, passage.text, PAIRS_EACH)
    ]


def read_passages() -> QuerySet[Passage]:
    """Passages of current snapshots that have been read, so that it is known whose words they are."""
    read = Reading.objects.filter(snapshot_id=OuterRef("snapshot_id"), state=State.DONE)
    return current_passages().filter(Exists(read))


def _not_yet_judged(candidates: Iterable[_Candidate], judge: str) -> list[_Candidate]:
    wanted = sorted(set(candidates), key=lambda pair: (pair.claim_id, pair.passage_id))
    known = Evidence.objects.filter(
        judge=judge,
        claim_id__in={pair.claim_id for pair in wanted},
        passage_id__in={pair.passage_id for pair in wanted},
    ).values_list("claim_id", "passage_id")
    judged = {_Candidate(*row) for row in known}
    return [pair for pair in wanted if pair not in judged]


def _judge(candidates: Sequence[_Candidate], judge: StanceJudge) -> tuple[list[Evidence], dict[UUID, str]]:
    """Evidence, and the statement of each claim as it was judged."""
    claims = ClaimEmbedding.objects.select_related("claim").in_bulk([pair.claim_id for pair in candidates])
    passages = _in_context([pair.passage_id for pair in candidates])
    pairs = [_pair(claims[pair.claim_id], passages[pair.passage_id]) for pair in candidates]
    results = judge.judge(pairs)
    rows = [_evidence(pair, result, judge) for pair, result in zip(candidates, results, strict=True)]
    return rows, {pk: row.claim.statement for pk, row in claims.items()}


def _in_context(passage_ids: Sequence[UUID]) -> dict[Any, Any]:
    """Passages with what a reader knew when they came to them: `title`, and the sentence `before`."""
    before = Passage.objects.filter(snapshot=OuterRef("snapshot"), position=OuterRef("position") - 1)
    rows = Passage.objects.only("text", "embedding").annotate(
        title=F("snapshot__title"), before=Subquery(before.values("text")[:1])
    )
    return rows.in_bulk(passage_ids)


def _pair(claim: ClaimEmbedding, passage: Any) -> Pair:
    context = "\n".join(filter(None, (passage.title, passage.before)))
    likeness = float(np.dot(claim.embedding, passage.embedding))
    return Pair(claim.claim.statement, passage.text, context, likeness)


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


def _store(rows: Sequence[Evidence], judged: dict[UUID, str]) -> None:
    """Keep what was judged on the words that still stand; an edited claim is due for a re-check of its own.

    Claims are locked and rows written in order of their ids, so two workers never deadlock.
    """
    locked = Claim.objects.select_for_update(no_key=True).filter(pk__in=judged).order_by("pk")
    unchanged = {pk for pk, statement in locked.values_list("pk", "statement") if statement == judged[pk]}
    Evidence.objects.bulk_create([row for row in rows if row.claim_id in unchanged], ignore_conflicts=True)
