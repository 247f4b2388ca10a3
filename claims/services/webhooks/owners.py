"""Whose an endpoint is: the key's that made it, and of every key that took its place."""

from uuid import UUID

from claims.models import Endpoint
from factcheck.access.models import ApiKey


def line_of(key: ApiKey) -> set[UUID]:
    """The key, those it took the place of, and those that took its own."""
    line = {key.pk}
    while (former := key.rotated_from) and former.pk not in line:
        line.add(former.pk)
        key = former
    found = line
    while found := set(ApiKey.objects.filter(rotated_from__in=found).values_list("pk", flat=True)) - line:
        line |= found
    return line


def is_usable(endpoint: Endpoint) -> bool:
    """Whether a key of its line still is; what an administrator made has none, and needs none."""
    return endpoint.key is None or ApiKey.objects.usable().filter(pk__in=line_of(endpoint.key)).exists()
