"""Who hears of what happens to a claim: notices, written in the transaction of what they tell."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from claims.models import Assignment, Claim, Correction, DecisionRequest, Dispute
from claims.status import DECIDE
from factcheck.access.models import User
from factcheck.notices.kinds import Kind
from factcheck.notices.notify import notify

ANSWER = "claims.answer_dispute"


def tell_assigned(row: Assignment) -> None:
    said = f" “{row.message}”" if row.message else ""
    text = f"{row.assigned_by} gave you a claim to decide on: {_short(row.claim)}{said}"
    notify(Kind.ASSIGNED, row.assignee, text, _decide(row.claim_id), f"assigned:{row.pk}")


def tell_asked(asked: DecisionRequest) -> None:
    """Every reviewer but the one who asks."""
    text = f"{asked.requested_by} asks for a second person: from {asked.seen_status} to {asked.to_status}: "
    whom = _who_may(DECIDE).exclude(pk=asked.requested_by_id)
    notify(Kind.NEEDS_ANOTHER_LOOK, whom, text + _short(asked.claim), _decide(asked.claim_id), f"asked:{asked.pk}")


def tell_contested(sender: object, dispute_id: UUID, **_: Any) -> None:
    """Receives `claim_contested`."""
    dispute = Dispute.objects.select_related("claim").get(pk=dispute_id)
    text = f"A published claim is contested; answer by {dispute.deadline:%-d %B %Y}: {_short(dispute.claim)}"
    link = reverse("admin:claims_dispute_change", args=[dispute_id])
    notify(Kind.CONTESTED, _who_may(ANSWER), text, link, f"contested:{dispute_id}")


def tell_corrected(sender: object, correction_id: UUID, **_: Any) -> None:
    """Receives `claim_corrected`; a second person has to look at it."""
    correction = Correction.objects.select_related("claim", "corrected_by").get(pk=correction_id)
    text = f"{correction.corrected_by} corrected a published claim: {_short(correction.claim)}"
    whom = _who_may(DECIDE).exclude(pk=correction.corrected_by_id)
    notify(Kind.CORRECTED, whom, text, _decide(correction.claim_id), f"corrected:{correction_id}")


def tell_shaken(sender: object, claim_ids: Sequence[UUID], **_: Any) -> None:
    """Receives `claim_shaken`; once for a decision, however many reports change after it."""
    whom = list(_who_may(DECIDE))
    for claim in Claim.objects.filter(pk__in=claim_ids).only("statement", "decided_at"):
        text = f"A report no longer says what a decided claim rests on: {_short(claim)}"
        notify(Kind.NEEDS_ANOTHER_LOOK, whom, text, _decide(claim.pk), f"shaken:{claim.pk}:{claim.decided_at}")


def _who_may(permission: str) -> "QuerySet[User]":
    people: QuerySet[User] = User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
    return people


def _decide(claim_id: UUID) -> str:
    return reverse("admin:claims_claim_decide", args=[claim_id])


def _short(claim: Claim) -> str:
    return Truncator(claim.statement).chars(200)
