"""Claims fall due, are compared anew and marked stale; only a person's look clears the mark."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from claims.engines import NullJudge
from claims.errors import LookRefused
from claims.models import Claim, Evidence, Look, Recheck
from claims.services.gather_evidence import gather_evidence
from claims.services.keep_current import give_rules, it_stands, set_rule, take_due_claims
from claims.services.plan_work import plan_claim_rechecks
from claims.services.publish_due import publish_due
from claims.services.write_claim import ClaimText, edit_claim
from factcheck.access.models import User
from sources.models.work import State
from tests.factories import EMBEDDER, change, make_claim, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
JUDGE = NullJudge()


def due_claim(statement: str = "The border crossing at Vidby is closed.", **fields: object) -> Claim:
    return make_claim(statement, review_kind="state", review_due=NOW, **fields)


def take(now: datetime = NOW, limit: int = 50) -> int:
    return take_due_claims(JUDGE.version, now, limit)


def test_a_claim_that_is_due_is_stale_and_compared_anew_once() -> None:
    claim = due_claim()
    (planned,) = plan_claim_rechecks([claim.pk], JUDGE.version)
    gather_evidence(planned.pk, JUDGE)
    assert take(NOW - timedelta(seconds=1)) == 0
    assert take() == 1
    assert take() == 0
    claim.refresh_from_db()
    assert (claim.stale, claim.status) == (True, "unreviewed")
    assert Recheck.objects.get().state == State.PENDING
    assert gather_evidence(planned.pk, JUDGE)


def test_a_sweep_takes_a_bounded_number_the_longest_due_first() -> None:
    claims = [due_claim(f"Lock {number} at Vidby is closed.") for number in range(3)]
    Claim.objects.filter(pk=claims[2].pk).update(review_due=NOW - timedelta(days=1))
    assert take(limit=1) == 1
    assert Claim.objects.get(stale=True) == claims[2]


def test_claims_stored_without_a_rule_get_one() -> None:
    make_claim("Norland will sign the treaty.")
    make_claim("Norland signed the treaty.")
    assert give_rules(NOW, 1) == 1
    assert give_rules(NOW, 50) == 1
    assert give_rules(NOW, 50) == 0
    kinds = dict(Claim.objects.values_list("review_kind", "review_due"))
    assert kinds == {"plan": NOW + timedelta(days=14), "event": NOW + timedelta(days=90)}


def test_a_verdict_that_still_stands_is_due_again_after_its_interval(rosa: User) -> None:
    claim = publish(due_claim(), rosa)
    assert not claim.stale
    Claim.objects.filter(pk=claim.pk).update(review_due=NOW)
    take()
    look = it_stands(claim.pk, "Read the gate's own page.", rosa, NOW)
    claim.refresh_from_db()
    assert (claim.stale, claim.review_due) == (False, NOW + timedelta(days=30))
    assert (look.status, look.looked_by, Look.objects.count()) == ("verified", rosa, 1)


def test_a_decision_clears_the_mark(rosa: User, ravi: User) -> None:
    claim = due_claim()
    take()
    claim = publish(claim, rosa)
    assert claim.review_due is not None
    assert claim.decided_at is not None
    assert (claim.stale, claim.review_due - claim.decided_at) == (False, timedelta(days=30))
    change(claim, "withdrawn", rosa, ravi)
    assert not claim.stale
    assert Claim.objects.get(pk=claim.pk).review_due is None


def test_what_nobody_decided_or_new_evidence_shook_can_not_just_stand(rosa: User, edith: User) -> None:
    claim = due_claim()
    with pytest.raises(LookRefused, match="Nobody has decided"):
        it_stands(claim.pk, "", rosa, NOW)
    claim = publish(claim, rosa)
    with pytest.raises(LookRefused, match="Only a reviewer"):
        it_stands(claim.pk, "", edith, NOW)
    Claim.objects.filter(pk=claim.pk).update(needs_another_look=True)
    with pytest.raises(LookRefused, match="New evidence"):
        it_stands(claim.pk, "", rosa, NOW)


def test_an_editor_gives_a_claim_a_date_and_an_interval_and_history_tells_who(edith: User, rosa: User) -> None:
    claim = due_claim()
    set_rule(claim.pk, 7, None, edith, NOW)
    claim.refresh_from_db()
    assert (claim.review_every, claim.review_due, claim.review_set_by) == (7, NOW + timedelta(days=7), edith)
    set_rule(claim.pk, None, NOW + timedelta(days=2), edith, NOW)
    claim.refresh_from_db()
    assert (claim.review_every, claim.review_due) == (None, NOW + timedelta(days=2))
    history = Claim.pgh_event_model.objects.filter(pgh_obj=claim, pgh_label="update").order_by("pgh_id")  # type: ignore[attr-defined]
    assert list(history.values_list("review_every", "review_set_by")) == [(7, edith.pk), (None, edith.pk)]
    with pytest.raises(LookRefused, match="Only an editor"):
        set_rule(claim.pk, 7, None, rosa, NOW)
    with pytest.raises(LookRefused, match="from 1 to"):
        set_rule(claim.pk, 0, None, edith, NOW)


def test_an_edited_claim_is_of_the_kind_that_it_says_now(edith: User) -> None:
    claim = due_claim()
    edit_claim(claim.pk, ClaimText("The crossing will open.", "asserted", "planned"), edith, EMBEDDER, JUDGE.version)
    claim.refresh_from_db()
    assert claim.review_kind == "plan"
    assert not Evidence.objects.exists()


def test_the_pages_say_stale_and_take_the_act(rosa: User, edith: User) -> None:
    claim = publish(due_claim(), rosa)
    Claim.objects.filter(pk=claim.pk).update(review_due=NOW)
    take()
    page = Client()
    page.force_login(rosa)
    assert b"stale since" in page.get("/admin/claims/claim/?waits=stale").content
    assert b"It still stands" in page.get(f"/admin/claims/claim/{claim.pk}/change/").content
    assert page.post(f"/admin/claims/claim/{claim.pk}/stands/", {"note": "Seen."}).status_code == 302
    claim.refresh_from_db()
    assert not claim.stale
    assert page.get(f"/admin/claims/claim/{claim.pk}/due/").status_code == 403
    page.force_login(edith)
    assert page.get(f"/admin/claims/claim/{claim.pk}/due/").status_code == 200
    assert page.post(f"/admin/claims/claim/{claim.pk}/due/", {"every": "3"}).status_code == 302
    claim.refresh_from_db()
    assert claim.review_every == 3


def test_readers_see_when_a_claim_is_due_and_whether_it_is_stale(rosa: User) -> None:
    claim = publish(due_claim(), rosa)
    Claim.objects.filter(pk=claim.pk).update(review_due=NOW)
    take()
    publish_due(10)
    shown = Client().get(f"/api/v1/claims/{claim.pk}/").json()
    assert (shown["stale"], shown["review_due"], shown["status"]) == (True, "2026-11-24T12:00:00Z", "verified")
