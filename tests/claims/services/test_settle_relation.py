"""Relations are accepted, rejected and taken back by reviewers; no status moves by that."""

import pytest

from claims.errors import RelationRefused
from claims.models import Claim, Relation
from claims.models.relation import RelationKind, RelationState
from claims.services.judge_claims import judge_claims
from claims.services.settle_relation import settle_relation
from claims.status import Status
from factcheck.access.models import User
from tests.factories import make_claim, publish

pytestmark = pytest.mark.django_db


def proposed(kind: str = "supersedes") -> Relation:
    older, newer = make_claim("The flood killed 12."), make_claim("The flood killed 31.")
    ends = (
        {"from_claim": newer, "to_claim": older} if kind != "contradicts" else {"from_claim": older, "to_claim": newer}
    )
    return Relation.objects.create(**ends, kind=kind, engine="test/1")


def look(claim: Claim) -> tuple[str, bool]:
    claim.refresh_from_db()
    return claim.status, claim.needs_another_look


def test_what_is_superseded_needs_another_look_and_keeps_its_verdict_until_that_is_taken_back(rosa: User) -> None:
    row = proposed()
    publish(row.to_claim, rosa)
    row = settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    assert (row.state, row.settled_by, row.marked) == (RelationState.ACCEPTED, rosa, True)
    assert look(row.to_claim) == (Status.VERIFIED, True)
    row = settle_relation(row.pk, RelationState.PROPOSED, rosa)
    assert (row.state, row.settled_by, row.settled_at, row.marked) == (RelationState.PROPOSED, None, None, False)
    assert look(row.to_claim) == (Status.VERIFIED, False)


def test_the_claim_that_stands_for_it_is_the_one_to_look_at(rosa: User) -> None:
    row = proposed()
    kept = publish(make_claim("Twelve died in the flood."), rosa)
    judge_claims(row.to_claim_id, kept.pk, "same", "", rosa, "test/1")
    settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    assert look(kept) == (Status.VERIFIED, True)


def test_a_mark_that_was_there_before_stays(rosa: User) -> None:
    row = proposed()
    publish(row.to_claim, rosa)
    Claim.objects.filter(pk=row.to_claim_id).update(needs_another_look=True)
    settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    settle_relation(row.pk, RelationState.PROPOSED, rosa)
    assert look(row.to_claim) == (Status.VERIFIED, True)


@pytest.mark.parametrize("kind", [kind for kind in RelationKind.values if kind != "supersedes"])
def test_no_other_relation_asks_for_a_look(kind: str, rosa: User) -> None:
    row = proposed(kind)
    publish(row.to_claim, rosa)
    settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    assert look(row.to_claim) == (Status.VERIFIED, False)


def test_a_rejection_asks_for_no_look_and_is_settled_once(rosa: User) -> None:
    row = proposed()
    publish(row.to_claim, rosa)
    settle_relation(row.pk, RelationState.REJECTED, rosa)
    assert look(row.to_claim) == (Status.VERIFIED, False)
    for to, words in ((RelationState.REJECTED, "already"), (RelationState.ACCEPTED, "Take that back first")):
        with pytest.raises(RelationRefused, match=words):
            settle_relation(row.pk, to, rosa)


def test_its_history_is_kept(rosa: User) -> None:
    row = proposed()
    settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    settle_relation(row.pk, RelationState.PROPOSED, rosa)
    states = list(row.events.order_by("pgh_id").values_list("state", flat=True))  # type: ignore[attr-defined]
    assert (states[0], RelationState.ACCEPTED in states, states[-1]) == ("proposed", True, "proposed")


def test_editors_do_not_settle(edith: User, nemo: User) -> None:
    for person in (edith, nemo):
        with pytest.raises(RelationRefused, match="Only reviewers"):
            settle_relation(
                proposed().pk if person is edith else Relation.objects.get().pk, RelationState.ACCEPTED, person
            )
