"""Judge whether two claims are the same, and undo it. What is merged follows from the standing judgements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from claims.errors import JudgementInTheWay
from claims.models import Claim, Finding, Judgement, Merge
from claims.models.finding import FindingState
from claims.pipeline.clusters import Edge, clusters, in_the_way
from claims.services.another_look import unmark
from claims.services.answer_suggestions import answer_suggestions
from claims.services.propose_finding import propose_findings
from claims.status import Status
from factcheck.access.models import User
from factcheck.log.append import append
from sources.errors import JudgementRefused
from sources.models.entity import Verdict

PERMISSION = "claims.judge_claims"
LOCK = 0x66636A63  # "fcjc"


@dataclass(frozen=True, slots=True)
class _Scene:
    """All claims that a judgement may touch, locked, and the judgements that stand among them."""

    claims: dict[UUID, Claim]
    standing: list[Judgement]

    def direct(self, left: UUID, right: UUID) -> Judgement | None:
        return next((row for row in self.standing if (row.left_id, row.right_id) == (left, right)), None)

    def edges(self, without: Judgement | None) -> list[Edge[UUID]]:
        return [_edge(row) for row in self.standing if row != without]


def judge_claims(one: UUID, other: UUID, verdict: str, reason: str, by: User, judge: str) -> Judgement:
    """Record the judgement; "same" merges the two, and all that was merged with either.

    A new judgement on a pair undoes the one that stood; the same verdict again changes nothing. Findings are proposed
    anew from what `judge`, an engine version, holds. Raises JudgementRefused, in a sentence, and changes nothing then.
    Raises Claim.DoesNotExist for an unknown claim.
    """
    _check_right(by)
    left, right = sorted((one, other))
    if left == right:
        raise JudgementRefused("one", "A claim is itself. Choose another one to compare it with.")
    with transaction.atomic():
        scene = _lock({left, right})
        replaced = scene.direct(left, right)
        if replaced and replaced.verdict == verdict:
            return replaced
        new = Edge(left, right, verdict)
        edges = scene.edges(without=replaced)
        _check(scene, edges, new)
        if replaced:
            _withdraw(replaced, by)
        marked = _settle(scene.claims, [*edges, new], judge)
        if replaced:
            unmark(replaced.marked, replaced.at)
        made = Judgement.objects.create(
            left_id=left, right_id=right, verdict=verdict, reason=reason.strip(), by=by, marked=marked
        )
        answer_suggestions(scene.claims)
        if replaced:
            _log("unmerge", replaced, by)
        _log("merge", made, by)
    return made


def undo_judgement(judgement: UUID, by: User, judge: str) -> Judgement:
    """Take a judgement back; what it merged is apart again, as if it had never been made.

    Raises JudgementRefused where someone was quicker. Raises Judgement.DoesNotExist for an unknown one.
    """
    _check_right(by)
    with transaction.atomic():
        row = Judgement.objects.get(pk=judgement)
        scene = _lock({row.left_id, row.right_id})
        row.refresh_from_db()
        if row.undone_at:
            raise JudgementRefused("undone", "This judgement has been undone already.")
        _withdraw(row, by)
        _settle(scene.claims, scene.edges(without=row), judge)
        unmark(row.marked, row.at)
        answer_suggestions(scene.claims)
        _log("unmerge", row, by)
    return row


def _check_right(person: User) -> None:
    if not person.has_perm(PERMISSION):
        raise JudgementRefused("not_allowed", "Only reviewers judge claims. Ask an administrator for the role.")


def _check(scene: _Scene, edges: Sequence[Edge[UUID]], new: Edge[UUID]) -> None:
    if blocked := in_the_way(edges, new):
        raise _refusal(scene, blocked, new.verdict)
    if new.verdict == Verdict.SAME:
        _check_statuses(scene.claims, edges, new)


def _refusal(scene: _Scene, blocked: Sequence[Edge[UUID]], verdict: str) -> JudgementInTheWay:
    row = next(row for row in scene.standing if _edge(row) == blocked[0])
    pair = f"“{scene.claims[row.left_id]}” and “{scene.claims[row.right_id]}”"
    if verdict == Verdict.SAME:
        words = (
            f"{pair} were judged different, and these two are held the same as them. Undo that first, if it is wrong."
        )
        return JudgementInTheWay("held_different", words, row.pk)
    words = f"Other judgements make these two the same, as that {pair} are. Undo one of those first, then judge again."
    return JudgementInTheWay("held_same", words, row.pk)


def _check_statuses(claims: dict[UUID, Claim], edges: Sequence[Edge[UUID]], new: Edge[UUID]) -> None:
    """One thing that is said has one verdict: where two published ones differ, a reviewer settles that first."""
    found = clusters(edges)
    one, other = (claims[_kept(found.get(pk, frozenset({pk})), claims)] for pk in (new.one, new.other))
    if one.status != other.status and Status.UNREVIEWED not in (one.status, other.status):
        raise JudgementRefused(
            "verdicts_differ",
            f"“{one}” is {one.get_status_display().lower()}, “{other}” is {other.get_status_display().lower()}. "
            "Claims that are the same have one status: decide on one of the two anew, then judge them the same.",
        )


def _lock(pair: set[UUID]) -> _Scene:
    """Judging is done by one at a time, so that no two contradict each other; claims are locked in order of their ids.

    The rows are read once locked, so that no decision is missed that was being made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    touched = Merge.objects.one_with(pair)
    rows = Claim.objects.select_for_update(no_key=True).filter(pk__in=touched).defer("search").order_by("pk")
    claims = {claim.pk: claim for claim in rows}
    if not pair <= claims.keys():
        raise Claim.DoesNotExist("There is no such claim.")
    among = Judgement.objects.standing().filter(left__in=claims, right__in=claims)
    return _Scene(claims, list(among.order_by("pk")))


def _settle(claims: dict[UUID, Claim], edges: Sequence[Edge[UUID]], judge: str) -> list[UUID]:
    """Let each claim be stood for by the kept one of its cluster, and propose anew; decided claims marked by that."""
    found = clusters(edges)
    kept = {pk: _kept(found.get(pk, frozenset({pk})), claims) for pk in claims}
    before = Merge.objects.kept_of(claims)
    changed = [pk for pk in sorted(claims) if kept[pk] != before[pk]]
    Merge.objects.filter(claim__in=changed).delete()
    Merge.objects.bulk_create([Merge(claim_id=pk, kept_id=kept[pk]) for pk in changed if kept[pk] != pk])
    merged = [pk for pk in changed if kept[pk] != pk]
    Finding.objects.filter(claim__in=merged, state=FindingState.OPEN).update(state=FindingState.SUPERSEDED)
    return _propose({kept[pk] for pk in changed} | {before[pk] for pk in changed} - set(merged), judge)


def _propose(claims: Iterable[UUID], judge: str) -> list[UUID]:
    rows = Claim.objects.filter(pk__in=list(claims))
    calm = set(rows.filter(needs_another_look=False).values_list("pk", flat=True))
    propose_findings(rows.values_list("pk", flat=True), judge)
    return sorted(rows.filter(pk__in=calm, needs_another_look=True).values_list("pk", flat=True))


def _kept(cluster: frozenset[UUID], claims: dict[UUID, Claim]) -> UUID:
    """What was published first, else what came first."""
    return min(cluster, key=lambda pk: (claims[pk].published_at is None, claims[pk].published_at, pk))


def _withdraw(judgement: Judgement, by: User) -> None:
    judgement.undone_at, judgement.undone_by = timezone.now(), by
    judgement.save(update_fields=["undone_at", "undone_by"])


def _log(kind: str, row: Judgement, by: User) -> None:
    """Only "same" merges, or is undone; `kept` is what stands for each of the two from now on."""
    if row.verdict != Verdict.SAME:
        return
    kept = Merge.objects.kept_of([row.left_id, row.right_id])
    body = {
        "judgement": str(row.pk),
        "claims": [str(row.left_id), str(row.right_id)],
        "kept": [str(kept[row.left_id]), str(kept[row.right_id])],
        "reason": row.reason,
        "by": by.get_username(),
    }
    append(kind, "claim", kept[row.left_id], body)


def _edge(row: Judgement) -> Edge[UUID]:
    return Edge(row.left_id, row.right_id, row.verdict)
