"""An editor says that words make no claim, or takes that back."""

from typing import Any
from uuid import UUID

from django.db import transaction

from claims.models import Appearance, Rejection
from claims.services.by_hand import taken_up
from claims.services.forget_claims import forget_by_hand
from claims.services.places import lock_report
from factcheck.access.models import User


@transaction.atomic
def reject_claim(appearance_id: UUID, reason: str, editor: User, seen: str) -> Rejection:
    """No reading stores a claim in these words again; the claim goes if it stands nowhere else.

    Raises ClaimRefused where people have decided or judged it.
    """
    row = taken_up(appearance_id, seen)
    forget_by_hand(row.pk)
    return leave_out(row, reason, editor)


def leave_out(row: Appearance, reason: str, editor: User) -> Rejection:
    """Keep the place of an appearance that is gone, so that no reading brings it back."""
    told: dict[str, Any] = {"statement": row.claim.statement, "reason": reason.strip()[:300], "rejected_by": editor}
    rejection, _ = Rejection.objects.update_or_create(
        snapshot=row.snapshot, start=row.start, end=row.end, defaults=told
    )
    return rejection


@transaction.atomic
def take_back_rejection(rejection_id: UUID) -> None:
    """The next reading may find a claim there again. Nothing happens for one that is gone."""
    row = Rejection.objects.select_related("snapshot").filter(pk=rejection_id).first()
    if row:
        lock_report(row.snapshot)
        row.delete()
