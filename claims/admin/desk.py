"""The desk: what came in, what waits and what was decided, whether the workers are alive and the log whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.admin.bars import Bars, bars
from claims.models import Claim, Decision, DecisionRequest, Dispute, Finding, Reading, Recheck, Round, Suggestion
from claims.models.dispute import DisputeState
from claims.models.finding import FindingState
from claims.services.walk_round import Progress, progress_of
from claims.status import Status
from factcheck.access.rooms import COUNTED
from factcheck.heartbeat import HEARTBEAT_SECONDS, is_alive
from factcheck.log.models import Check, Checkpoint, Delivery
from sources.models import Report
from sources.models.work import Indexing, State

DAYS = 14
KEPT_SECONDS = 60
"""The pictures may be so old: they need not be drawn anew for everybody who comes by."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How many wait in a list, as "12" or "2,000+", for who may open it."""

    label: str
    count: str
    link: str


@dataclass(frozen=True, slots=True)
class Work:
    """What the workers have to do of one kind, and since when the oldest is due; None where nothing waits."""

    label: str
    oldest: datetime | None
    failed: str


@require_safe
def desk_view(request: HttpRequest) -> HttpResponse:
    """Each part for who may see what it leads to; nothing counts further than COUNTED."""
    may = request.user.has_perm
    context = {
        **admin.site.each_context(request),
        "title": "Desk",
        "pictures": _pictures() if may("claims.view_claim") else [],
        "waits": [one for permission, one in _waits(may) if may(permission)],
        "is_alive": is_alive(),
        "heartbeat_seconds": HEARTBEAT_SECONDS,
        "work": list(_work()),
        "log": _log() if may("log.view_check") else None,
        "rounds": _rounds() if may("claims.view_round") else [],
        "days": DAYS,
    }
    return TemplateResponse(request, "admin/desk.html", context)


def _pictures() -> list[Bars]:
    """Days are those of the reader's zone, so each zone has its own."""
    today = timezone.localdate()
    key = f"desk:{today}:{timezone.get_current_timezone_name()}"
    found: list[Bars] = cache.get_or_set(key, lambda: list(_drawn(today)), KEPT_SECONDS)  # type: ignore[assignment]
    return found


def _drawn(today: date) -> Iterator[Bars]:
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS - 1)
    for title, rows, field in (
        ("Reports that came in", Report.objects.filter(created_at__gte=start), "created_at"),
        ("Decisions", Decision.objects.filter(decided_at__gte=start), "decided_at"),
    ):
        counted = _by_day(rows, field)
        yield bars(title, [(f"{day:%-d %b}", counted.get(day, 0)) for day in days])
    opened = Finding.objects.filter(state=FindingState.OPEN).order_by("-id").values_list("proposed_status", flat=True)
    proposed = Counter(opened[:COUNTED])
    words = [(status.label.lower(), proposed[status]) for status in Status if proposed[status]]
    yield bars("Open findings, by what they propose", words)


def _by_day(rows: "QuerySet[Any]", field: str) -> dict[date, int]:
    return dict(rows.order_by().values_list(TruncDate(field)).annotate(Count("pk")))


def _waits(may: Any) -> Iterator[tuple[str, Waits]]:
    """With the permission that opens the list; a reviewer's lists are those of the queue."""
    queue, claims = reverse("admin:claims_claim_queue"), reverse("admin:claims_claim_changelist")
    decides = may("claims.decide")
    for label, rows, only, elsewhere in (
        ("for a reviewer", Claim.objects.waiting(), "", "waits=review"),
        (
            "needs another look",
            Claim.objects.kept().filter(needs_another_look=True),
            "shaken",
            "needs_another_look__exact=1",
        ),
        ("stale", Claim.objects.kept().filter(stale=True), "stale", "waits=stale"),
        ("for a second person", DecisionRequest.objects.open(), "second", "waits=second"),
    ):
        yield (
            "claims.view_claim",
            Waits(label, bounded(rows), f"{queue}?only={only}" if decides else f"{claims}?{elsewhere}"),
        )
    contested = Dispute.objects.filter(state=DisputeState.OPEN)
    cases = reverse("admin:claims_dispute_changelist") + "?state__exact=open"
    yield "claims.view_dispute", Waits("contested", bounded(contested), cases)
    yield "claims.view_dispute", Waits("contested, answer overdue", bounded(Dispute.objects.overdue()), cases)
    same = reverse("admin:claims_suggestion_changelist") + "?answer=open"
    yield "claims.view_suggestion", Waits("may say the same", bounded(Suggestion.objects.open()), same)
    unread = Reading.objects.filter(checked_at__isnull=True, state=State.DONE)
    yield "claims.change_claim", Waits("reports to go through", bounded(unread), reverse("admin:claims_reading_next"))


def bounded(rows: "QuerySet[Any]") -> str:
    """Counts COUNTED rows at most."""
    count = rows.order_by().values("pk")[:COUNTED].count()
    return f"{COUNTED:,}+" if count == COUNTED else f"{count:,}"


def _work() -> Iterator[Work]:
    for label, model in (("cut and embed", Indexing), ("read", Reading), ("re-check", Recheck)):
        rows: QuerySet[Any] = model._default_manager.all()
        oldest = rows.filter(state=State.PENDING).order_by("due_at").values_list("due_at", flat=True).first()
        yield Work(
            label, oldest if oldest and oldest < timezone.now() else None, bounded(rows.filter(state=State.FAILED))
        )


def _log() -> dict[str, Any]:
    return {
        "check": Check.objects.first(),
        "checkpoint": Checkpoint.objects.first(),
        "undelivered": bounded(Delivery.objects.filter(delivered_at__isnull=True)),
    }


def _rounds() -> Sequence[tuple[Round, Progress, int]]:
    """Those that are going, with how far they have come in percent."""
    found = [(row, progress_of(row)) for row in Round.objects.going()[:5]]
    return [(row, now, min(100, round(100 * now.seen / now.about)) if now.about else 0) for row, now in found]
