"""Compare a new snapshot with the stored claims it touches, or a new claim with the stored passages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from claims.engines.protocols import Pair, StanceJudge, StanceResult
from claims.models import Appearance, Claim, ClaimEmbedding, Evidence, Merge, Reading, Recheck
from claims.pipeline.times.period import Period
from claims.search import nearest_claims_of_each, sought_claim
from claims.services.find_links import Links, find_links, store_links
from claims.services.note_changes import note_changes, words_gone
from claims.services.plan_work import SLICE, catch_up_claims
from claims.services.propose_finding import propose_findings
from claims.status import Stance
from sources.models import Passage, Report, Snapshot
from sources.models.work import State
from sources.search import current_passages, in_context, nearest_passages
from sources.services.work import carry_out

PAIRS_EACH = 20
"""How many claims a passage, and how many passages a claim, is compared with at most."""
LEAST_LIKENESS = 0.3
"""Cosine below which a pair is not worth a judge: on the sample stories no such pair took a side."""
TOLD_BEFORE = 200
"""How many passages that took a side before are looked at again at most."""


OWN = ("id", "passage_id", "created_at")
"""What an answer that is given again does not share with the first."""


TELLING = ~Q(stance=Stance.NOT_ENOUGH_INFO) | Q(later_value=True)
"""Evidence for which a finding may change."""


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
    """Everything is judged before anything is locked, so that no reviewer waits for a judge.

    In one call, as a judge that costs money or time bounds what it spends on a call. A claim's own re-check always
    proposes: others leave that to it while the claim is behind (see `_behind`).
    """
    recheck.judged_by = judge.version
    judged = _judge(_not_yet_judged(_candidates(recheck), judge.version), judge)
    links = find_links(recheck.claim, judge) if recheck.claim else Links()
    moved = {one.row.claim_id for one in judged if _tells(one.row)} | _outdated(recheck)
    moved |= {recheck.claim_id} if recheck.claim_id else set()
    gone = words_gone(recheck.snapshot) if recheck.snapshot and not recheck.first else []
    standing = Merge.objects.kept_of(moved)
    met = {one.row.claim_id for one in judged} | {one.claim for one in gone}
    kept = _lock(moved | {*standing.values()} | links.claims() | met)
    rows = [one.row for one in judged if kept.get(one.row.claim_id) == one.statement]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    store_links(links, kept)
    note_changes(gone, timezone.now())
    moved &= kept.keys()
    behind = _behind(moved, judge.version) - {recheck.claim_id}
    catch_up_claims(sorted(behind), judge.version)
    propose_findings(moved - behind, judge.version)


def _tells(row: Evidence) -> bool:
    """Whether a finding may change for it."""
    return row.stance != Stance.NOT_ENOUGH_INFO or row.later_value


def _candidates(recheck: Recheck) -> list[_Candidate]:
    if recheck.claim:
        return _for_claim(recheck.claim)
    return _for_slice(recheck.snapshot_id, recheck.first) if recheck.snapshot_id else []


def _outdated(recheck: Recheck) -> set[UUID]:
    """Claims that any version of the report spoke to: what it said may not count any more, or others may say it now."""
    if recheck.snapshot is None or recheck.first:
        return set()
    earlier = Evidence.objects.filter(passage__snapshot__report=recheck.snapshot.report_id)
    spoke = earlier.filter(TELLING)
    return set(spoke.order_by().values_list("claim", flat=True).distinct())


def _behind(claim_ids: set[UUID], judge: str) -> set[UUID]:
    """Claims that took a side for another judge and that this one has not gone through yet.

    A finding weighs one judge's evidence: made now, it would rest on the little that this one has seen. Asked under
    the claims' locks, so that either we see that their own re-check is done, or it sees what we store.
    """
    sided = Evidence.objects.filter(TELLING, claim__in=claim_ids)
    told = set(sided.exclude(judge=judge).order_by().values_list("claim", flat=True).distinct())
    done = Recheck.objects.filter(claim__in=told, judge=judge, judged_by=judge, state=State.DONE)
    return told - set(done.values_list("claim", flat=True))


def _lock(claim_ids: set[UUID]) -> dict[UUID, str]:
    """Lock claims in order of their ids, so that two workers never deadlock; their statements as they stand.

    What was judged on other words is dropped: an edited claim is due for a re-check of its own. So is what was judged
    on a claim that a new reading has taken back.
    """
    locked = Claim.objects.select_for_update(no_key=True).filter(pk__in=claim_ids).order_by("pk")
    return dict(locked.values_list("pk", "statement"))


def _for_claim(claim: Claim) -> list[_Candidate]:
    found = nearest_passages(sought_claim(claim), read_passages(), PAIRS_EACH)
    return [_Candidate(claim.pk, passage_id) for passage_id in {*found, *_told_before(claim)}]


def _told_before(claim: Claim) -> QuerySet[Evidence, UUID]:
    """Passages that told any judge something: a newer one is asked about them too, however far they are."""
    now = Evidence.objects.filter(claim=claim, passage__snapshot=F("passage__snapshot__report__current"))
    return now.filter(TELLING).order_by("not_enough_info", "pk").values_list("passage", flat=True)[:TOLD_BEFORE]


def _for_slice(snapshot_id: UUID, first: int) -> list[_Candidate]:
    if not Report.objects.filter(current=snapshot_id).exists():
        return []  # it is not the version that counts; if it ever does again, it is due again
    passages = in_context(snapshot_id, range(first, first + SLICE))
    near = nearest_claims_of_each([sought for _, sought in passages], PAIRS_EACH)
    found = zip(passages, near, strict=True)
    return [_Candidate(claim_id, passage.pk) for (passage, _), claims in found for claim_id in claims]


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
    vectors = ClaimEmbedding.objects.select_related("claim").only("embedding", "embedded_by", "claim__statement")
    claims = vectors.in_bulk({pair.claim_id for pair in candidates})
    passages = _in_context({pair.passage_id for pair in candidates})
    # A new reading may have taken a claim back since it was found.
    standing = [pair for pair in candidates if pair.claim_id in claims]
    pairs = [_pair(claims[pair.claim_id], passages[pair.passage_id]) for pair in standing]
    near = {pair: asked for pair, asked in zip(standing, pairs, strict=True) if _is_near(asked)}
    known = _answered_before(near, claims, judge.version)
    new = {pair: asked for pair, asked in near.items() if pair not in known}
    results = judge.judge(list(new.values()))
    rows = [_evidence(pair, result, judge) for pair, result in zip(new, results, strict=True)]
    rows += [_again(row, pair) for pair, row in known.items()]
    return [_Judged(row, near[_Candidate(row.claim_id, row.passage_id)].claim) for row in rows]


def _answered_before(
    asked: Mapping[_Candidate, Pair], claims: Mapping[Any, ClaimEmbedding], judge: str
) -> dict[_Candidate, Evidence]:
    """What this judge said when the version before put the very same question: a corrected report changes little."""
    twins = _twins({pair.passage_id for pair in asked})
    before = _in_context([twin for same in twins.values() for twin in same])
    rows = Evidence.objects.filter(judge=judge, passage__in=before, claim__in={pair.claim_id for pair in asked})
    answers = {(row.claim_id, row.passage_id): row for row in rows} if before else {}
    found: dict[_Candidate, Evidence] = {}
    for pair, question in asked.items():
        for twin in twins.get(pair.passage_id, ()):
            row = answers.get((pair.claim_id, twin))
            if row and _is_same_question(question, _pair(claims[pair.claim_id], before[twin])):
                found[pair] = row
    return found


def _is_same_question(now: Pair, then: Pair) -> bool:
    """Likeness follows from the words, but for its last digits."""
    return replace(now, likeness=None) == replace(then, likeness=None)


def _twins(passage_ids: set[UUID]) -> dict[UUID, list[UUID]]:
    """For each passage those of the version before its own that say the same."""
    version = Snapshot.objects.filter(report=OuterRef("snapshot__report"), pk__lt=OuterRef("snapshot")).order_by("-pk")
    rows = Passage.objects.filter(pk__in=passage_ids).annotate(before=Subquery(version.values("pk")[:1]))
    said = list(rows.exclude(before=None).order_by().values_list("pk", "before", "text"))
    same: defaultdict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    earlier = Passage.objects.filter(snapshot__in={before for _, before, _ in said}, text__in={row[2] for row in said})
    for pk, snapshot, text in earlier.order_by().values_list("pk", "snapshot", "text") if said else ():
        same[snapshot, text].append(pk)
    return {pk: same[before, text] for pk, before, text in said if (before, text) in same}


def _again(row: Evidence, pair: _Candidate) -> Evidence:
    """The same answer about the same words at their new place."""
    kept = {field.attname: getattr(row, field.attname) for field in Evidence._meta.concrete_fields}
    return Evidence(**{name: value for name, value in kept.items() if name not in OWN}, passage_id=pair.passage_id)


def _in_context(passage_ids: Collection[UUID]) -> dict[Any, Any]:
    """Passages with what a reader knew when they came to them: `title`, the sentence `before`, and `when` it was."""
    before = Passage.objects.filter(snapshot=OuterRef("snapshot"), position=OuterRef("position") - 1)
    rows = Passage.objects.only("text", "embedding", "embedded_by").annotate(
        title=F("snapshot__title"), before=Subquery(before.values("text")[:1])
    )
    found: dict[Any, Any] = rows.in_bulk(passage_ids)
    whens = _whens(found)
    for pk, passage in found.items():
        passage.when = whens.get(pk)
    return found


def _whens(passage_ids: Iterable[UUID]) -> dict[UUID, Period | None]:
    """The period of which each passage speaks; None where that is not known, or not one and the same for its claims."""
    rows = Appearance.objects.filter(passage__in=list(passage_ids)).values_list("passage", "claim__valid_during")
    periods: defaultdict[UUID, set[Period | None]] = defaultdict(set)
    for passage, during in rows.order_by():
        periods[passage].add(_period(during))
    return {passage: next(iter(said)) for passage, said in periods.items() if len(said) == 1}


def _period(during: Any) -> Period | None:
    return Period(during.lower, during.upper) if during else None


def _pair(claim: ClaimEmbedding, passage: Any) -> Pair:
    context = "\n".join(filter(None, (passage.title, passage.before)))
    comparable = claim.embedded_by == passage.embedded_by
    likeness = float(np.dot(claim.embedding, passage.embedding)) if comparable else None
    when = _period(claim.claim.valid_during)
    return Pair(claim.claim.statement, passage.text, context, likeness, when, passage.when)


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
        later_value=result.later_value,
        judge=judge.version,
    )
