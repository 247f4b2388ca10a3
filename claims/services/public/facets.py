"""What lists of public claims are narrowed down by, as columns beside the document."""

from typing import Any
from uuid import UUID

from claims.models import Appearance, Attribution, Mention
from claims.services.public.rows import Rows

LONGEST_WORDS = 100_000
"""PostgreSQL refuses a search vector over a megabyte."""


def facets(rows: Rows) -> dict[str, Any]:
    """Columns of Publication, from all appearances of the cluster, also those that the document has no room for."""
    claim, cluster = rows.claim, [rows.claim.pk, *(row.pk for row in rows.merged)]
    words = "\n".join([claim.statement, *(row.quote for row in rows.appearances)])
    return plain(rows) | _said(cluster) | {"entities": _entities(cluster, rows), "words": words[:LONGEST_WORDS]}


def plain(rows: Rows) -> dict[str, Any]:
    """Those that a tombstone has too."""
    claim = rows.claim
    return {
        "status": claim.status,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "language": claim.language,
        "needs_another_look": claim.needs_another_look,
        "valid_during": claim.valid_during,
        "created_at": claim.created_at,
        "first_published_at": claim.published_at,
        "decided_at": claim.decided_at,
    }


def _said(cluster: list[UUID]) -> dict[str, Any]:
    hops = Attribution.objects.filter(appearance__claim__in=cluster).order_by()
    found = list(hops.values_list("source", "position", "is_publisher", "unnamed_class").distinct())
    outlets = Appearance.objects.filter(claim__in=cluster, snapshot__report__publisher__isnull=False).order_by()
    carried = outlets.values_list("snapshot__report__publisher", flat=True).distinct()
    return {
        "speakers": sorted({source for source, *_ in found}),
        "original_speakers": sorted({source for source, position, *_ in found if position == 0}),
        "publishers": sorted({source for source, _, is_publisher, _ in found if is_publisher} | set(carried)),
        "unnamed_classes": sorted({name for *_, name in found if name}),
    }


def _entities(cluster: list[UUID], rows: Rows) -> list[UUID]:
    """Under the ids that they are named by, and under those of what stands for them."""
    named = Mention.objects.filter(appearance__claim__in=cluster).order_by().values_list("entity", flat=True)
    return sorted({*named.distinct(), *(entity.pk for entity in rows.entities)})
