"""An editor suggests that two claims say the same; a reviewer judges."""

from uuid import UUID

from claims.models import Claim, Suggestion
from claims.services.answer_suggestions import answered
from factcheck.access.models import User
from sources.errors import JudgementRefused

PERMISSION = "claims.add_suggestion"
FIRST = 1.0
"""What a person suggests is asked first."""


def suggest_same(one: UUID, other: UUID, reason: str, by: User) -> Suggestion:
    """The suggestion; one that is there stays as it is.

    Raises JudgementRefused where there is nothing to ask, Claim.DoesNotExist for an unknown claim.
    """
    left, right = sorted((one, other))
    if not by.has_perm(PERMISSION):
        raise JudgementRefused("not_allowed", "Only editors suggest. Ask an administrator for the role.")
    if left == right:
        raise JudgementRefused("one", "A claim is itself. Choose another one to compare it with.")
    if Claim.objects.filter(pk__in=(left, right)).count() < 2:
        raise Claim.DoesNotExist("There is no such claim.")
    if answered([(left, right)]):
        raise JudgementRefused("judged", "These two have been judged already.")
    reasons = [reason.strip()] if reason.strip() else []
    row, _ = Suggestion.objects.get_or_create(
        left_id=left, right_id=right, engine="", defaults={"by": by, "score": FIRST, "reasons": reasons}
    )
    return row
