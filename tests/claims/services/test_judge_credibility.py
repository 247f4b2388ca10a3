"""Credibility is of what is said, apart from who says it, and its history stays."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from claims.errors import CredibilityRefused
from claims.models import Claim, Credibility
from claims.services.forget_claims import forget
from claims.services.judge_credibility import credibility_of, judge_credibility
from factcheck.access.models import User
from factcheck.log.models import LogPayload
from tests.factories import make_claim, make_evidence

pytestmark = pytest.mark.django_db


def test_the_newest_judgement_counts_and_holds_for_what_the_next_judge_finds(rosa: User) -> None:
    row = make_evidence(make_claim())
    judge_credibility(row.pk, 2, "Two officials confirm it.", rosa)
    judge_credibility(row.pk, 4, "One of them was not there.", rosa)
    later = make_evidence(row.claim, row.passage, judge="test/2")
    (counts,) = credibility_of([later]).values()
    assert (counts.grade, counts.why, counts.judged_by) == (4, "One of them was not there.", rosa)
    assert Credibility.objects.count() == 2
    assert [json.loads(one.body)["credibility"] for one in LogPayload.objects.order_by("pk")] == [2, 4]


@pytest.mark.parametrize(("grade", "why", "field"), [(0, "So.", "grade"), (7, "So.", "grade"), (3, " ", "why")])
def test_what_is_no_judgement_is_refused(rosa: User, grade: int, why: str, field: str) -> None:
    with pytest.raises(CredibilityRefused) as refused:
        judge_credibility(make_evidence(make_claim()).pk, grade, why, rosa)
    assert refused.value.field == field


def test_only_reviewers_judge_evidence(edith: User) -> None:
    with pytest.raises(CredibilityRefused, match="Only a reviewer"):
        judge_credibility(make_evidence(make_claim()).pk, 1, "So.", edith)


def test_a_judgement_is_never_changed(rosa: User) -> None:
    judge_credibility(make_evidence(make_claim()).pk, 1, "So.", rosa)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE claims_credibility SET grade = 6")


def test_a_claim_whose_evidence_a_person_judged_is_not_forgotten(rosa: User) -> None:
    claim = make_claim()
    row = make_evidence(claim)
    loose = make_claim("Nobody looked at this.", passage=row.passage)
    tied = make_claim("Somebody looked at this.", passage=row.passage)
    judge_credibility(make_evidence(tied, row.passage).pk, 3, "So.", rosa)
    forget([*loose.appearances.values_list("pk", flat=True), *tied.appearances.values_list("pk", flat=True)])
    assert set(Claim.objects.all()) == {claim, tied}
