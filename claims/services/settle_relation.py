"""Accept or reject a relation that the machine proposed, and take that back. None of it changes a status."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.errors import RelationRefused
from claims.models import Claim, Merge, Relation
from claims.models.relation import RelationKind, RelationState
from claims.services.another_look import mark, unmark
from factcheck.access.models import User

PERMISSION = "claims.settle_relation"


@transaction.atomic
def settle_relation(relation: UUID, to: RelationState, by: User) -> Relation:
    """Move it to `to`. A published claim that is accepted to be superseded needs another look; so does nothing else.

    Going back to proposed takes the mark back. Raises RelationRefused where someone was quicker, or it is settled and
    would have to be taken back first. Raises Relation.DoesNotExist for an unknown one.
    """
    if not by.has_perm(PERMISSION):
        raise RelationRefused("not_allowed", "Only reviewers settle relations. Ask an administrator for the role.")
    row = _locked(relation)
    if row.state == to:
        raise RelationRefused("settled", f"It is {row.get_state_display().lower()} already.")
    if RelationState.PROPOSED not in (row.state, to):
        raise RelationRefused("settled", f"It was {row.get_state_display().lower()}. Take that back first.")
    if to == RelationState.PROPOSED:
        _take_back(row)
    else:
        row.state, row.settled_by, row.settled_at = to, by, timezone.now()
        row.marked = to == RelationState.ACCEPTED and row.kind == RelationKind.SUPERSEDES and bool(mark(_target(row)))
    row.save(update_fields=["state", "settled_by", "settled_at", "marked"])
    return row


def _locked(relation: UUID) -> Relation:
    """The claim it points at, and the one that stands for it, are locked first, as everywhere."""
    row = Relation.objects.get(pk=relation)
    ends = {row.to_claim_id, *_target(row)}
    list(Claim.objects.select_for_update(no_key=True).filter(pk__in=ends).order_by("pk").values("pk"))
    return Relation.objects.select_for_update(of=("self",)).get(pk=relation)


def _target(row: Relation) -> list[UUID]:
    return list(Merge.objects.kept_of([row.to_claim_id]).values())


def _take_back(row: Relation) -> None:
    since, was_marked = row.settled_at, row.marked
    row.state, row.settled_by, row.settled_at, row.marked = RelationState.PROPOSED, None, None, False
    row.save(update_fields=["state", "settled_by", "settled_at", "marked"])
    if was_marked and since:
        unmark(_target(row), since)
