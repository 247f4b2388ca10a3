"""Say that a contradiction the machine found is none."""

from uuid import UUID

from django.utils import timezone

from claims.models import Contradiction
from factcheck.access.models import User

PERMISSION = "claims.dismiss_contradiction"


def dismiss_contradiction(contradiction_id: UUID, editor: User) -> bool:
    """False where somebody had dismissed it already: the first one stays named."""
    still_open = Contradiction.objects.filter(pk=contradiction_id, dismissed_at__isnull=True)
    return still_open.update(dismissed_by=editor, dismissed_at=timezone.now()) == 1
