"""What the machine read of words on which a person writes a claim stays with it: who says so, and when it happened."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from claims.models import Appearance
from claims.pipeline.draft import Span

READ = ("times", "quantities")
"""What an appearance keeps of the machine's reading of its words."""


class Heard(NamedTuple):
    """The hops of who says so, the fields of `READ`, and when the claim is said to hold, as the fields keep them."""

    chain: Sequence[dict[str, Any]]
    read: dict[str, Any]
    valid_during: Any


NOTHING = Heard((), {}, None)


def heard(appearance_ids: Collection[UUID], span: Span) -> Heard:
    """What is kept at the one of these appearances that shares most characters with `span`."""
    rows = Appearance.objects.filter(pk__in=appearance_ids).select_related("claim").prefetch_related("attributions")
    nearest = max(rows.defer("claim__search"), key=lambda row: (_shared(row, span), str(row.pk)), default=None)
    if nearest is None:
        return NOTHING
    hops = sorted(nearest.attributions.all(), key=lambda hop: hop.position)
    chain = [hop.told() for hop in hops]
    return Heard(chain, {name: getattr(nearest, name) for name in READ}, nearest.claim.valid_during)


def _shared(row: Appearance, span: Span) -> int:
    return min(row.end, span.end) - max(row.start, span.start)
