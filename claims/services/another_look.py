"""The mark on a decided claim that says: new evidence came, look again."""

from claims.models import Claim, Finding
from claims.models.finding import FindingState
from claims.status import Status


def raise_mark(claim: Claim) -> None:
    """A claim that nobody has decided on waits for a reviewer anyway."""
    if claim.status != Status.UNREVIEWED and not claim.needs_another_look:
        _mark(claim, True)


def settle_mark(claim: Claim) -> None:
    """Take the mark away if nothing holds it any more."""
    if claim.needs_another_look and not is_held(claim):
        _mark(claim, False)


def is_held(claim: Claim) -> bool:
    return Finding.objects.filter(claim=claim, state=FindingState.OPEN).exists()


def _mark(claim: Claim, needed: bool) -> None:
    claim.needs_another_look = needed
    claim.save(update_fields=["needs_another_look"])
