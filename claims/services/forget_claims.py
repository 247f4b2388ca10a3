"""Take back what only the machine ever said: appearances, and claims that then stand nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from claims.errors import ClaimRefused
from claims.models import Appearance, Claim, Credibility, Decision, Evidence, Finding, Judgement, Recheck, Relation
from claims.models.claim import Origin
from claims.models.relation import RelationState
from claims.services.places import is_theirs
from sources.services.work import due_again


def forget(appearance_ids: Iterable[UUID], doubles: Iterable[UUID] = ()) -> None:
    """Delete these appearances, and their claims where no other report makes them; what a person touched stays.

    `doubles` are claims that may be joined in the same transaction: all are locked at once, for the order.
    """
    rows = Appearance.objects.filter(pk__in=list(appearance_ids))
    claim_ids = list(rows.values_list("claim", flat=True).distinct())
    _lock([*claim_ids, *doubles])
    rows.exclude(is_theirs()).delete()
    _forget_homeless(claim_ids, _machines())


def forget_by_hand(appearance_id: UUID) -> None:
    """Delete an appearance that a person rejects, and its claim if it then stands nowhere, even where people edited it.

    Raises ClaimRefused for a claim that was decided, judged or related: those acts rest on its words.
    """
    row = Appearance.objects.filter(pk=appearance_id)
    claim_ids = list(row.values_list("claim", flat=True))
    _lock(claim_ids)
    if not _unjudged().filter(pk__in=claim_ids).exists():
        raise ClaimRefused("", "People have decided or judged this claim, so it stays. A reviewer can withdraw it.")
    row.delete()
    _forget_homeless(claim_ids, _unjudged())


def join(kept_for: Mapping[UUID, UUID]) -> None:
    """Give the appearances of each claim to the one that is kept for it, and forget it; what a person touched stays.

    The caller holds the locks that `forget` took. The kept claim meets anew what the other one met.
    """
    mine = set(_machines().filter(pk__in=kept_for).values_list("pk", flat=True))
    joined = {pk: kept for pk, kept in kept_for.items() if pk in mine}
    for pk, kept in joined.items():  # in the order of joining: what was kept first may be joined later
        there = Appearance.objects.filter(
            claim=kept, snapshot=OuterRef("snapshot"), start=OuterRef("start"), end=OuterRef("end")
        )
        Appearance.objects.filter(claim=pk).exclude(Exists(there)).update(claim=kept)
        Appearance.objects.filter(claim=pk).delete()
    due_again(Recheck.objects.filter(claim__in=joined.values()))
    _forget_homeless(joined, _machines())


def _forget_homeless(claim_ids: Iterable[UUID], among: QuerySet[Claim]) -> None:
    """Claims that stand nowhere any more, with all that was found about them."""
    somewhere = Appearance.objects.filter(claim=OuterRef("pk"))
    homeless = among.filter(pk__in=list(claim_ids)).exclude(Exists(somewhere))
    ids = list(homeless.values_list("pk", flat=True))
    forget_evidence(ids)
    Finding.objects.filter(claim__in=ids).delete()
    Claim.objects.filter(pk__in=ids).delete()


def _lock(claim_ids: Sequence[UUID]) -> None:
    """Waits for decisions and edits that are being made: what they touched is seen afterwards, and stays.

    Re-checks come first, as they do where one is running and where an editor edits: else two would wait for each other.
    """
    list(Recheck.objects.select_for_update().filter(claim__in=claim_ids).order_by("pk").values("pk"))
    list(Claim.objects.select_for_update().filter(pk__in=claim_ids).order_by("pk").values("pk"))


def forget_evidence(claim_ids: Iterable[UUID]) -> None:
    """It was judged on words that are gone. None of it is cited: what a decision cites is neither edited nor left."""
    ids = list(claim_ids)
    Finding.evidence.through.objects.filter(evidence__claim__in=ids).delete()
    # Django's own cascade would delete from decisions too, which the running role may not; the database
    # itself refuses to delete evidence that a decision cites.
    rows = Evidence.objects.filter(claim__in=ids)
    rows._raw_delete(rows.db)


def _machines() -> QuerySet[Claim]:
    """Claims that no person wrote, accepted, edited or judged."""
    return _unjudged().filter(origin=Origin.MACHINE, edited_by__isnull=True, accepted_by__isnull=True)


def _unjudged() -> QuerySet[Claim]:
    """Claims on which no act of a person rests but that of writing or accepting them."""
    unjudged = Claim.objects.filter(decided_at__isnull=True)
    decided = Decision.objects.filter(claim=OuterRef("pk"))
    left, right = (Judgement.objects.filter(**{side: OuterRef("pk")}) for side in ("left", "right"))
    settled = Relation.objects.exclude(state=RelationState.PROPOSED)
    ways = (settled.filter(**{side: OuterRef("pk")}) for side in ("from_claim", "to_claim"))
    found = Evidence.objects.filter(claim=OuterRef("pk"))
    cited = (found.filter(decisions__isnull=False), found.filter(requests__isnull=False))
    weighed = Credibility.objects.filter(claim=OuterRef("pk"))
    for touching in (decided, *cited, weighed, left, right, *ways):
        unjudged = unjudged.exclude(Exists(touching))
    return unjudged
