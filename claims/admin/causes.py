"""Why a claim is to be looked at again, beside what the machine proposes, and what was corrected or contested."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import Claim, Correction, Dispute, ReportChange
from claims.services.another_look import kills_since

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Causes:
    """`changes` and `kills` are those since the last decision; the rest is all there is, the newest first."""

    changes: Sequence[ReportChange]
    kills: Sequence[tuple[str, str]]
    corrections: Sequence[Correction]
    disputes: Sequence[Dispute]


def causes(claim: Claim) -> Causes:
    since = claim.decided_at or claim.created_at
    changes = ReportChange.objects.filter(claim=claim, noted_at__gte=since).select_related("report__publisher")
    kills = kills_since(since, claim.pk).select_related("report__publisher").distinct()[:SHOWN]
    corrections = Correction.objects.filter(claim=claim).select_related("corrected_by").order_by("-corrected_at", "-pk")
    return Causes(
        list(changes[:SHOWN]),
        [(str(kill.report), kill.reason) for kill in kills],
        list(corrections[:SHOWN]),
        list(Dispute.objects.filter(claim=claim)[:SHOWN]),
    )
