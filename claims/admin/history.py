"""What has happened to a claim: for its picture, and the moments between which its page can be turned back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from claims.admin.timeline import Event
from claims.models import Appearance, Claim, Decision, Evidence, Finding
from claims.status import Stance, Status

EVENTS = 120
"""Of each kind, the newest."""
MOMENTS = 60
"""Moments to which the page can be turned back, the latest."""


def events(cluster: Collection[UUID], at: datetime | None) -> list[Event]:
    """What was known at that moment (None: now), at the times at which it was published or done."""
    known = Q(created_at__lte=at) if at else Q()
    decided = Q(decided_at__lte=at) if at else Q()
    return [
        *_reports(cluster, known),
        *_evidence(cluster, known),
        *(
            Event("finding", row.created_at, f"proposes {Status(row.proposed_status).label}", "#finding")
            for row in Finding.objects.filter(known, claim__in=cluster)[:EVENTS]
        ),
        *(
            Event("decision", row.decided_at, f"{row.get_to_status_display()} by {row.decided_by}", "#decisions")
            for row in Decision.objects.filter(decided, claim__in=cluster).select_related("decided_by")[:EVENTS]
        ),
    ]


def _reports(cluster: Collection[UUID], known: Q) -> list[Event]:
    rows = Appearance.objects.filter(known, claim__in=cluster).order_by("-id")
    fields = ("snapshot__published_at", "snapshot__received_at", "snapshot__report__publisher__name", "snapshot__title")
    return [
        Event("report", published or received, f"{outlet or 'outlet not known'}: {title}", "#stands")
        for published, received, outlet, title in rows.values_list(*fields)[:EVENTS]
    ]


def _evidence(cluster: Collection[UUID], known: Q) -> list[Event]:
    rows = Evidence.objects.filter(known, claim__in=cluster).exclude(stance=Stance.NOT_ENOUGH_INFO)
    return [
        Event(
            row.stance,
            row.passage.snapshot.published_at or row.passage.snapshot.received_at,
            f"{row.passage.snapshot.report.publisher or 'outlet not known'}: {row.passage.text[:120]}",
            f"#e-{row.pk}",
        )
        for row in rows.select_related("passage__snapshot__report__publisher").without_big_columns()[:EVENTS]
    ]


def moments(cluster: Collection[UUID]) -> list[datetime]:
    """When something became known or was done, the earliest first."""
    rows = [
        Claim.objects.filter(pk__in=cluster).values_list("created_at", flat=True),
        Evidence.objects.filter(claim__in=cluster)
        .exclude(stance=Stance.NOT_ENOUGH_INFO)
        .order_by("-created_at")
        .values_list("created_at", flat=True)[:MOMENTS],
        Finding.objects.filter(claim__in=cluster).values_list("created_at", flat=True)[:MOMENTS],
        Decision.objects.filter(claim__in=cluster).values_list("decided_at", flat=True)[:MOMENTS],
    ]
    return sorted({moment for part in rows for moment in part})[-MOMENTS:]
