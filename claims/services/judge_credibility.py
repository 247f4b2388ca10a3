"""Say how credible what a passage says of a claim is."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from claims.errors import CredibilityRefused
from claims.models import Credibility, Evidence
from claims.models.credibility import CredibilityGrade
from factcheck.access.models import User
from factcheck.log.append import append

PERMISSION = "claims.judge_credibility"


@transaction.atomic
def judge_credibility(evidence_id: UUID, grade: int, why: str, reviewer: User) -> Credibility:
    """A new judgement, which takes the place of the last. Raises CredibilityRefused and Evidence.DoesNotExist."""
    if not reviewer.has_perm(PERMISSION):
        raise CredibilityRefused("", "Only a reviewer may judge evidence. Ask an administrator for the role.")
    if grade not in CredibilityGrade.values:
        raise CredibilityRefused("grade", "Give a number from 1 (confirmed) to 6 (can't be judged).")
    if not why.strip():
        raise CredibilityRefused("why", "Say why, in a sentence a colleague can check.")
    row = Evidence.objects.get(pk=evidence_id)
    given = Credibility.objects.create(
        claim_id=row.claim_id, passage_id=row.passage_id, grade=grade, why=why.strip(), judged_by=reviewer
    )
    body = {"credibility": grade, "passage": str(row.passage_id), "why": given.why, "by": reviewer.get_username()}
    append("credibility", "claim", row.claim_id, body)
    return given


def credibility_of(rows: Iterable[Evidence]) -> dict[tuple[UUID, UUID], Credibility]:
    """What counts now, by (claim, passage), for pieces of evidence; in one query."""
    pairs = {(row.claim_id, row.passage_id) for row in rows}
    found = Credibility.objects.filter(
        claim__in={claim for claim, _ in pairs}, passage__in={passage for _, passage in pairs}
    ).select_related("judged_by")
    newest = found.order_by("claim_id", "passage_id", "-judged_at", "-pk").distinct("claim_id", "passage_id")
    return {(row.claim_id, row.passage_id): row for row in newest}
