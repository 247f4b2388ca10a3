"""An editor accepts a claim as the machine read it: from then on it is theirs too, so another must judge it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from claims.errors import ClaimRefused
from claims.models import Claim
from claims.models.claim import Origin
from factcheck.access.models import User

ACCEPT = "claims.change_claim"


@transaction.atomic
def accept_claim(claim_id: UUID, editor: User, now: datetime) -> Claim:
    """Accepting again changes nothing. Raises ClaimRefused, and Claim.DoesNotExist for an unknown claim."""
    if not editor.has_perm(ACCEPT):
        raise ClaimRefused("", "Only an editor may accept claims. Ask an administrator for the role.")
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    if claim.accepted_by == editor:
        return claim
    if claim.accepted_by:
        raise ClaimRefused("", f"{claim.accepted_by} has accepted this claim already.")
    if claim.origin != Origin.MACHINE:
        raise ClaimRefused("", "An editor wrote this claim, so there is nothing to accept.")
    if claim.published_at:
        raise ClaimRefused("", "This claim has been decided already.")
    claim.accepted_by, claim.accepted_at = editor, now
    claim.save(update_fields=["accepted_by", "accepted_at"])
    return claim
