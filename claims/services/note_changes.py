"""After a new version of a report: which decided claims rest on words that it no longer has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from claims.models import Appearance, Claim, Evidence, Merge, ReportChange
from claims.services.another_look import mark
from claims.signals import claim_shaken
from claims.status import Stance
from sources.models import Report, Snapshot
from sources.text.versions import kind_of_change, still_says

MOST = 1_000
"""Places and citations of earlier versions that are looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Words on which a claim rests, in an earlier version; `cited` by a decision, else the claim was made in them."""

    claim: UUID
    snapshot: Snapshot
    cited: bool
    quote: str


def words_gone(snapshot: Snapshot) -> list[Gone]:
    """Of published claims alone, where this is the version that counts; reads only."""
    if not Report.objects.filter(current=snapshot).exists():
        return []
    found = [*_made_there(snapshot), *_cited_there(snapshot)]
    kept = Merge.objects.kept_of({one.claim for one in found})
    published = Claim.objects.published().filter(pk__in=kept.values(), decided_at__lt=snapshot.received_at)
    decided = set(published.values_list("pk", flat=True))
    return [replace(one, claim=kept[one.claim]) for one in found if kept[one.claim] in decided]


def note_changes(gone: Sequence[Gone], now: datetime) -> list[UUID]:
    """Write down what is gone, once for a version, and mark the claims for another look; the caller holds their locks.

    Where other words of the new version say the same, nothing is noted: evidence of it has just been stored. What the
    new version says beyond the first slice may be judged only later; then a look too many is called for.
    """
    rows = [_change(one, now) for one in gone if not (one.cited and _says_so_elsewhere(one))]
    known = ReportChange.objects.filter(snapshot__in={row.snapshot_id for row in rows})
    before = set(known.values_list("claim", "snapshot", "cited"))
    fresh = [row for row in rows if (row.claim_id, row.snapshot_id, row.cited) not in before]
    ReportChange.objects.bulk_create(fresh, ignore_conflicts=True)
    marked = mark({row.claim_id for row in fresh})
    if marked:
        claim_shaken.send(Claim, claim_ids=marked)
    return marked


def _made_there(snapshot: Snapshot) -> Iterator[Gone]:
    """Claims that an earlier version made and this one does not, with the quote it lacks."""
    still = Appearance.objects.filter(snapshot=snapshot).values("claim")
    rows = Appearance.objects.filter(snapshot__report=snapshot.report_id, claim__published_at__isnull=False)
    earlier = rows.exclude(snapshot=snapshot).exclude(claim__in=still).order_by("-pk")
    for claim, quote in earlier.values_list("claim", "quote")[:MOST]:
        if not still_says(snapshot.text, quote):
            yield Gone(claim, snapshot, False, quote)


def _cited_there(snapshot: Snapshot) -> Iterator[Gone]:
    """Claims with a decision that cites words of an earlier version which this one lacks."""
    cited = Evidence.objects.filter(passage__snapshot__report=snapshot.report_id, decisions__isnull=False)
    earlier = cited.exclude(passage__snapshot=snapshot).order_by("-pk").distinct()
    for claim, words in earlier.values_list("decisions__claim", "passage__text")[:MOST]:
        if not still_says(snapshot.text, words):
            yield Gone(claim, snapshot, True, words)


def _says_so_elsewhere(one: Gone) -> bool:
    cluster = Merge.objects.one_with([one.claim])
    sided = Evidence.objects.exclude(stance=Stance.NOT_ENOUGH_INFO).filter(claim__in=cluster)
    stances = sided.filter(passage__text=one.quote, passage__snapshot__report=one.snapshot.report_id)
    return sided.filter(passage__snapshot=one.snapshot, stance__in=stances.values("stance")).exists()


def _change(one: Gone, now: datetime) -> ReportChange:
    return ReportChange(
        claim_id=one.claim,
        report_id=one.snapshot.report_id,
        snapshot=one.snapshot,
        kind=kind_of_change(one.snapshot.title, one.snapshot.text),
        cited=one.cited,
        quote=one.quote,
        noted_at=now,
    )
