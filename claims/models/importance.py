"""The sum of `claims.pipeline.importance` as the database keeps it, so that an index can order by it."""

from django.db.models import Case, DateTimeField, ExpressionWrapper, F, FloatField, Func, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce

from claims.pipeline.importance import A_DAY, AT_ODDS, PROPOSED, SHAKEN, WORTH, Tension


class Days(Func):
    """Days since 1970; at UTC, since only then the database takes it for immutable."""

    template = "(EXTRACT(EPOCH FROM %(expressions)s AT TIME ZONE 'UTC') / 86400)::float8"
    output_field = FloatField()


def importance_as_kept() -> Expression:
    """Points at the start of 1970: lower by one a day for what came later, as all grow by one a day."""
    tension = Case(
        When(tension=Tension.AT_ODDS, then=Value(AT_ODDS)),
        When(tension=Tension.PROPOSED, then=Value(PROPOSED)),
        default=Value(0.0),
    )
    shaken = Case(When(needs_another_look=True, then=Value(SHAKEN)), default=Value(0.0))
    since = Coalesce("decided_at", "created_at", output_field=DateTimeField())
    points = F("worth") * Value(WORTH) + tension + shaken - Days(since) * Value(A_DAY)
    return ExpressionWrapper(points, output_field=FloatField())
