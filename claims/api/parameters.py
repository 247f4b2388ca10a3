"""A misspelt parameter must not silently return everything."""

from collections.abc import Collection, Sequence

from django.http import QueryDict
from rest_framework.exceptions import ErrorDetail, ValidationError


def check_parameters(given: QueryDict, known: Collection[str]) -> None:
    """Raises ValidationError that names each parameter which is unknown, empty or given twice."""
    errors = {name: [error] for name in given if (error := _error(name, given.getlist(name), known))}
    if errors:
        raise ValidationError(errors)


def _error(name: str, values: Sequence[str], known: Collection[str]) -> ErrorDetail | None:
    if name not in known:
        choices = f"It takes: {', '.join(sorted(known))}." if known else "It takes none."
        return ErrorDetail(f"This address does not know this parameter. {choices}", "unknown_parameter")
    if len(values) > 1:
        return ErrorDetail("Give this parameter once.", "repeated_parameter")
    if not values[0].strip():
        return ErrorDetail("Give this parameter a value, or leave it out.", "empty_parameter")
    return None
