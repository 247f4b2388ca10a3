"""Publish what has become due: the claims of which something public may have changed."""

from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Min

from claims.models import Claim, PublicationDue
from claims.services.publish import publish

logger = structlog.get_logger(__name__)


def publish_due(most: int) -> int:
    """Go through up to `most` claims, those that wait longest, each in a transaction of its own. How many changed.

    A claim that someone else holds is left for the next time. One that fails is logged and stays due; the others go on.
    """
    changed = 0
    for claim_id in sorted(_waiting(most)):
        try:
            changed += _publish(claim_id)
        except Exception:
            # Whatever is wrong with one claim must not keep the others from the public.
            logger.exception("publish_failed", claim=str(claim_id))
    return changed


def _waiting(most: int) -> list[UUID]:
    rows = PublicationDue.objects.order_by().values("claim_id").annotate(first=Min("pk")).order_by("first")
    return list(rows.values_list("claim_id", flat=True)[:most])


@transaction.atomic
def _publish(claim_id: UUID) -> bool:
    claim = Claim.objects.filter(pk=claim_id)
    if not claim.select_for_update(no_key=True, skip_locked=True).values("pk").exists() and claim.exists():
        return False
    return publish(claim_id) is not None
