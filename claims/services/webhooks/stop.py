"""Stop sending to an endpoint that takes nothing, tell who made it, and begin again."""

import structlog
from django.db import transaction
from django.utils import timezone

from claims.models import Endpoint
from factcheck.access.models import User
from factcheck.notices.kinds import Kind
from factcheck.notices.notify import notify

LONGEST_REASON = 300

logger = structlog.get_logger(__name__)


@transaction.atomic
def stop(endpoint: Endpoint, reason: str) -> None:
    """It keeps its place in the feed; what comes meanwhile waits for it."""
    reason = reason[:LONGEST_REASON]
    if not Endpoint.objects.filter(pk=endpoint.pk, is_active=True).update(is_active=False, why_inactive=reason):
        return
    logger.warning("webhook_stopped", endpoint=str(endpoint.pk), reason=reason)
    text = f"Nothing is sent to the webhook {endpoint.url} any more. {reason} Mend it, and switch it on again."
    key = f"webhook:{endpoint.pk}:{endpoint.cursor}:{timezone.now():%Y-%m-%dT%H}"
    notify(Kind.WEBHOOK_STOPPED, _whom(endpoint), text, "", key)


def start(endpoint: Endpoint) -> None:
    """From where it had come to, at once."""
    Endpoint.objects.filter(pk=endpoint.pk).update(
        is_active=True, why_inactive="", attempts=0, dead_in_a_row=0, due_at=timezone.now()
    )


def _whom(endpoint: Endpoint) -> list[User]:
    key = endpoint.key
    people = [endpoint.created_by, key and key.owner, key and key.created_by]
    return list({person.pk: person for person in people if person}.values())
