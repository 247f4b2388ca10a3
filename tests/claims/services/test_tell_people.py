"""Who hears of what happens to a claim, once."""

from typing import Any

import pytest
from django.utils import timezone

from claims.models import Claim
from claims.services.assign import assign
from claims.services.correct_claim import Amends, correct_claim
from claims.services.dispute_claim import Contest, open_dispute
from claims.services.second_person import request_decision
from claims.signals import claim_shaken
from factcheck.access.models import User
from factcheck.notices.models import Notice
from tests.claims.services.test_second_person import refuting
from tests.factories import EMBEDDER, make_claim, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(rosa: User) -> Claim:
    return publish(make_claim("The bridge at Orks was closed."), rosa)


def told() -> set[tuple[str, str]]:
    return {(notice.user.username, notice.kind) for notice in Notice.objects.select_related("user")}


def test_who_is_given_a_claim_hears_of_it_and_who_takes_one_does_not(claim: Claim, rosa: User, ravi: User) -> None:
    assign(claim.pk, ravi, rosa, timezone.now(), message="The mayor rang.")
    assign(claim.pk, rosa, rosa, timezone.now())
    assert told() == {("ravi", "assigned")}
    notice = Notice.objects.get()
    assert "rosa gave you" in notice.text
    assert "The mayor rang." in notice.text
    assert notice.link == f"/admin/claims/claim/{claim.pk}/decide/"


def test_the_other_reviewers_hear_that_a_second_person_is_asked_for(claim: Claim, rosa: User, ravi: User) -> None:
    request_decision(claim.pk, refuting(claim), rosa)
    assert told() == {("ravi", "needs_another_look")}


def test_reviewers_hear_of_a_dispute_and_of_a_correction(claim: Claim, rosa: User, edith: User) -> None:
    open_dispute(claim.pk, Contest("It was open that day."))
    assert told() == {("rosa", "contested")}
    amends = Amends(claim.statement, "The bridge at Orsk was closed.", "The town was misspelt.", "A slip.")
    correct_claim(claim.pk, amends, edith, EMBEDDER, "test/1")
    assert told() == {("rosa", "contested"), ("rosa", "corrected")}


def test_a_shaken_claim_is_told_once_for_a_decision(claim: Claim, rosa: User, nemo: User) -> None:
    for _ in range(2):
        claim_shaken.send(Claim, claim_ids=[claim.pk])
    assert told() == {("rosa", "needs_another_look")}
    assert Notice.objects.count() == 1
    fields: dict[str, Any] = {"decided_at": timezone.now()}
    Claim.objects.filter(pk=claim.pk).update(**fields)
    claim_shaken.send(Claim, claim_ids=[claim.pk])
    assert Notice.objects.count() == 2
