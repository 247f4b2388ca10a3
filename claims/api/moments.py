"""Times as clients give them, in UTC: PostgreSQL takes no zone that is 16 hours away or more."""

from datetime import UTC, datetime
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django_filters.fields import IsoDateTimeField
from rest_framework.request import Request

from claims.api.pagination import bad

SHAPE = "Give an RFC 3339 time such as 2021-09-12T08:30:00Z."


class MomentField(IsoDateTimeField):  # type: ignore[misc]
    default_error_messages = {"invalid": SHAPE}

    def to_python(self, value: Any) -> datetime | None:
        """Raises ValidationError for what is no time, or none in UTC's years 1 to 9999."""
        moment: datetime | None = super().to_python(value)
        try:
            return moment.astimezone(UTC) if moment else None
        except OverflowError:
            raise ValidationError(SHAPE, "invalid") from None


class MomentFilter(django_filters.IsoDateTimeFilter):  # type: ignore[misc]
    field_class = MomentField


def moment_of(request: Request, name: str) -> datetime | None:
    """The parameter of this name. Raises ValidationError for what is no time."""
    given = request.query_params.get(name)
    if given is None:
        return None
    try:
        moment: datetime | None = MomentField().clean(given)
    except ValidationError:
        raise bad(name, SHAPE) from None
    return moment
