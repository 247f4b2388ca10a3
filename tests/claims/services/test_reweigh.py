"""A rating weighs in findings, and makes those anew that rest on the source."""

from datetime import UTC, datetime

import pytest

from claims.engines import NullJudge
from claims.models import Claim, Finding, Recheck, Reweighing
from claims.models.finding import FindingState
from claims.services import reweigh
from claims.services.gather_evidence import gather_evidence
from claims.services.heard_grades import heard_grades
from claims.services.plan_work import plan_claim_rechecks
from claims.services.propose_finding import propose_finding
from claims.services.reweigh import start_reweighing, step_reweighing
from claims.services.weigh_evidence import weigh_evidence
from factcheck.access.models import User
from sources.models import Source
from sources.models.work import State
from sources.services.rate_source import set_owner
from tests.claims.services.test_propose_finding import CLAIM, JUDGE, known, passage, said_by
from tests.factories import make_claim, make_evidence, make_rating

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Judge(NullJudge):
    version = JUDGE


@pytest.fixture
def claim() -> Claim:
    """Made by the Post, supported by the Herald."""
    claim = make_claim(CLAIM)
    said_by(passage(CLAIM, "Post"), claim)
    make_evidence(claim, passage("It is shut, we saw it.", "Herald"))
    return claim


def named(name: str) -> Source:
    return Source.objects.get(name=name)


def work() -> None:
    for pk in list(Recheck.objects.filter(state=State.PENDING).values_list("pk", flat=True)):
        gather_evidence(pk, Judge())


def open_findings() -> list[str]:
    return list(Finding.objects.filter(state=FindingState.OPEN).values_list("proposed_status", flat=True))


def test_a_finding_says_what_the_grade_did(claim: Claim, rosa: User) -> None:
    make_rating(named("Herald"), "A", rosa)
    finding = propose_finding(claim.pk, JUDGE)
    assert finding
    assert finding.proposed_status == "verified"
    assert "Source reliability: Herald is graded A" in " ".join(term["reason"] for term in finding.terms)


def test_a_new_rating_closes_the_finding_that_rests_on_who_is_unreliable(claim: Claim, rosa: User) -> None:
    propose_finding(claim.pk, JUDGE)
    assert open_findings() == ["verified"]
    make_rating(named("Herald"), "E", rosa)
    assert step_reweighing(JUDGE, NOW, 10) == 1
    work()
    assert open_findings() == []
    assert Reweighing.objects.get().finished_at == NOW


def test_so_does_the_rating_of_an_owner_and_a_new_owner(claim: Claim, rosa: User) -> None:
    house = Source.named("House", "organisation")
    make_rating(house, "E", rosa)
    propose_finding(claim.pk, JUDGE)
    Reweighing.objects.all().delete()
    set_owner(named("Herald").pk, house.pk, "Its imprint says so.", rosa)
    assert step_reweighing(JUDGE, NOW, 10) == 1
    work()
    assert open_findings() == []


def test_who_speaks_is_heard_with_the_lower_of_two_grades(rosa: User) -> None:
    claim = make_claim(CLAIM)
    place = passage("It is shut, Ana Lima said.", "Herald")
    said_by(place, claim, known("Ana Lima", "person"))
    row = make_evidence(claim, place)
    make_rating(named("Herald"), "A", rosa)
    assert heard_grades(weigh_evidence([claim.pk], JUDGE)[claim.pk]) == {}
    make_rating(named("Ana Lima"), "E", rosa)
    assert heard_grades(weigh_evidence([claim.pk], JUDGE)[claim.pk]) == {str(row.pk): "E"}


def test_claims_that_do_not_rest_on_it_are_left_alone(claim: Claim, rosa: User) -> None:
    other = make_claim("It rained in Orsk.")
    make_evidence(other, passage("It rained.", "Globe"))
    plan_claim_rechecks([claim.pk, other.pk], JUDGE)
    work()
    make_rating(named("Herald"), "D", rosa)
    step_reweighing(JUDGE, NOW, 10)
    assert set(Recheck.objects.filter(state=State.PENDING).values_list("claim", flat=True)) == {claim.pk}


def test_a_walk_goes_on_where_it_stopped_and_a_newer_rating_begins_it_anew(
    claim: Claim, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reweigh, "SEEN", 2)
    for number in range(4):
        make_claim(f"Filler {number}.")
    last = make_claim("The bridge is shut.")
    make_evidence(last, passage("Shut, we saw.", "Herald"))
    start_reweighing(named("Herald").pk, NOW)
    assert [step_reweighing(JUDGE, NOW, 10) for _ in range(5)] == [1, 0, 1, 0, 0]
    assert Reweighing.objects.get().planned == 2
    assert set(Recheck.objects.values_list("claim", flat=True)) == {claim.pk, last.pk}
    again = start_reweighing(named("Herald").pk, NOW)
    step_reweighing(JUDGE, NOW, 1)
    assert start_reweighing(named("Herald").pk, NOW).pk == again.pk
    again.refresh_from_db()
    assert again.after is None


def test_a_step_that_another_sweep_took_is_not_taken_twice(claim: Claim, rosa: User) -> None:
    row = start_reweighing(named("Herald").pk, NOW)
    assert step_reweighing(JUDGE, NOW, 10) == 1
    assert not reweigh._take(row, None, 1, NOW)
