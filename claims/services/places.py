"""The claims that stand in a snapshot already, and whether a person has had a hand in them."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from claims.models import Appearance, Decision, Rejection
from claims.models.claim import Origin
from claims.pipeline.draft import Span
from claims.pipeline.reread import Place
from sources.models import Report, Snapshot


def lock_report(snapshot: Snapshot) -> None:
    """Until the transaction ends, no other reading changes what stands in this report."""
    Report.objects.select_for_update(of=("self",)).filter(pk=snapshot.report_id).values("pk").get()


def is_theirs() -> Q:
    """Appearances that a person wrote or corrected, or of a claim that one wrote, accepted, edited or decided."""
    decided = Exists(Decision.objects.filter(claim=OuterRef("claim")))
    written = Q(added_by__isnull=False) | Q(corrected_by__isnull=False) | Q(claim__origin=Origin.EDITOR)
    touched = Q(claim__edited_by__isnull=False) | Q(claim__accepted_by__isnull=False)
    return written | touched | Q(decided)


def places(snapshot_id: UUID) -> list[Place[UUID]]:
    """Keys are those of appearances; words that an editor said make no claim are theirs too, keyed by the rejection."""
    rows = Appearance.objects.filter(snapshot=snapshot_id).annotate(is_theirs=is_theirs())
    fields = ("pk", "start", "end", "claim__statement", "is_theirs", "claim__polarity", "claim__modality")
    rejected = Rejection.objects.filter(snapshot=snapshot_id).values_list("pk", "start", "end", "statement")
    return [
        *(Place(pk, Span(start, end), statement, False) for pk, start, end, statement in rejected),
        *(
            Place(pk, Span(start, end), statement, not theirs, polarity, modality)
            for pk, start, end, statement, theirs, polarity, modality in rows.order_by("start", "pk").values_list(
                *fields
            )
        ),
    ]
