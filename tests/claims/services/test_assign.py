"""Work is handed out once, most important first, and comes back when its holder goes away."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import user_logged_out
from django.db import IntegrityError, connection, transaction

from claims.errors import AssignmentRefused, ClaimRefused
from claims.models import Assignment, Claim, Merge
from claims.pipeline.importance import importance
from claims.services.accept_claim import accept_claim
from claims.services.assign import assign, is_here, release, release_idle, take_next, take_up
from claims.services.decide import Verdict, decide
from claims.services.propose_finding import propose_finding
from claims.services.second_person import request_decision
from factcheck.access.models import User
from tests.factories import make_claim, make_evidence, make_passages, make_report, make_user, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
IDLE = 30 * MINUTE


def taken(person: User, now: datetime = NOW) -> str:
    row = take_next(person, now)
    return row.claim.statement if row else ""


def put_at_odds(claim: Claim) -> None:
    """Two outlets differ on it, and the machine has said so."""
    for stance, words in (("supports", "Ann says it was."), ("refutes", "Bob denies that it ever was.")):
        make_evidence(claim, make_passages(make_report(words, publisher=f"Outlet that {stance}").snapshot)[0], stance)
    assert propose_finding(claim.pk, "test/1")


def refused(action: Any) -> str:
    with pytest.raises(AssignmentRefused) as error:
        action()
    return error.value.code


def test_the_most_important_waiting_claim_is_handed_out_first(rosa: User, ravi: User) -> None:
    ruth = make_user("ruth", "reviewer")
    make_claim("Dull.", worth=0.1)
    make_claim("Worth it.", worth=0.6)
    disputed = make_claim("At odds.", worth=0.5)
    put_at_odds(disputed)
    shaken = publish(make_claim("Shaken.", worth=0.5), ruth)
    Claim.objects.filter(pk=shaken.pk).update(needs_another_look=True)
    publish(make_claim("Settled.", worth=1), ruth)
    assert [taken(rosa), taken(ravi), taken(rosa), taken(ravi), taken(rosa)] == [
        "Shaken.",
        "At odds.",
        "Worth it.",
        "Dull.",
        "",
    ]


def test_the_database_keeps_the_sum_of_the_formula(rosa: User) -> None:
    """The same differences, whatever happened to the claims."""
    claims = [make_claim(f"Claim {n}.", worth=n / 4) for n in range(4)]
    put_at_odds(claims[1])
    publish(claims[2], rosa)
    Claim.objects.filter(pk=claims[2].pk).update(needs_another_look=True)
    rows = list(Claim.objects.order_by("pk"))
    assert rows[1].tension == 2
    summed = [importance(c.worth, c.tension, c.needs_another_look, c.decided_at or c.created_at, NOW) for c in rows]
    kept = [c.importance for c in rows]
    for at in range(1, 4):
        assert kept[at] - kept[0] == pytest.approx(summed[at] - summed[0], abs=1e-4)


def test_a_decision_leaves_no_tension(rosa: User) -> None:
    claim = make_claim()
    put_at_odds(claim)
    claim.refresh_from_db()
    assert claim.tension == 2
    publish(claim, rosa)
    assert claim.tension == 0


def test_a_change_that_waits_for_a_second_person_comes_first(rosa: User, ravi: User) -> None:
    make_claim("Worth it.", worth=1)
    claim = publish(make_claim("Published."), rosa)
    evidence = make_evidence(claim, stance="refutes")
    request_decision(claim.pk, Verdict("verified", "refuted", "No.", [evidence.pk]), rosa)
    assert taken(rosa) == "Worth it."
    assert taken(ravi) == "Published."


@pytest.mark.parametrize("part", ["created_by", "accepted_by", "edited_by", "merged"])
def test_nobody_is_handed_what_they_wrote(part: str, rosa: User, ravi: User) -> None:
    claim, other = make_claim("Kept."), make_claim("The other.", worth=0)
    authors: dict[str, Any] = {part: rosa} if part != "merged" else {"created_by": rosa}
    authors |= {"accepted_at": NOW} if part == "accepted_by" else {}
    Claim.objects.filter(pk=(other if part == "merged" else claim).pk).update(**authors)
    if part == "merged":
        Merge.objects.create(claim=other, kept=claim)
    assert taken(rosa) == ("" if part == "merged" else "The other.")
    assert taken(ravi) == "Kept."


def test_what_somebody_put_back_goes_to_others_first(rosa: User, ravi: User) -> None:
    make_claim("Hard.", worth=0.9)
    make_claim("Easy.", worth=0.1)
    row = take_next(rosa, NOW)
    assert row
    release(row.pk, rosa, NOW)
    assert taken(rosa) == "Easy."
    assert taken(ravi) == "Hard."
    assert refused(lambda: release(row.pk, rosa, NOW)) == "ended"


def test_hands_get_full(rosa: User) -> None:
    for number in range(7):
        make_claim(f"Claim {number}.")
    for _ in range(5):
        take_next(rosa, NOW)
    assert refused(lambda: take_next(rosa, NOW)) == "hands_full"


def test_only_a_reviewer_takes_and_gives(rosa: User, edith: User) -> None:
    claim = make_claim()
    assert refused(lambda: take_next(edith, NOW)) == "not_a_reviewer"
    assert refused(lambda: assign(claim.pk, rosa, edith, NOW)) == "may_not_assign"
    assert refused(lambda: assign(claim.pk, edith, rosa, NOW)) == "not_a_reviewer"
    assert refused(lambda: assign(claim.pk, rosa, rosa, NOW, due=NOW)) == "due_past"
    Claim.objects.filter(pk=claim.pk).update(edited_by=rosa)
    assert refused(lambda: assign(claim.pk, rosa, rosa, NOW)) == "own_claim"


def test_a_claim_is_given_with_a_message_passed_on_and_done(rosa: User, ravi: User) -> None:
    claim = make_claim()
    first = assign(claim.pk, rosa, ravi, NOW, message="Call the mayor.", due=NOW + MINUTE)
    assert (first.state, first.message, first.due) == ("assigned", "Call the mayor.", NOW + MINUTE)
    take_up(claim, rosa, NOW)
    second = assign(claim.pk, ravi, rosa, NOW)
    first.refresh_from_db()
    assert (first.state, first.ending) == ("released", "passed on by rosa")
    decide(claim.pk, Verdict("unreviewed", "unverifiable", "A rumour."), rosa)
    second.refresh_from_db()
    assert (second.state, second.ending) == ("done", "decided")


def test_the_database_lets_a_claim_be_in_one_persons_hands(rosa: User, ravi: User) -> None:
    row = assign(make_claim().pk, rosa, ravi, NOW)
    with pytest.raises(IntegrityError, match="one_open_assignment"), transaction.atomic():
        Assignment.objects.create(claim=row.claim, assignee=ravi, assigned_by=ravi, assigned_at=NOW)


def test_who_goes_away_keeps_what_was_given_and_loses_what_they_took(rosa: User, ravi: User) -> None:
    given, _other = make_claim("Given."), make_claim("Taken.")
    row = assign(given.pk, rosa, ravi, NOW)
    take_up(given, rosa, NOW)
    take_next(rosa, NOW)
    is_here(rosa, NOW + 20 * MINUTE)
    assert release_idle(NOW + 45 * MINUTE, IDLE) == 0
    assert release_idle(NOW + 51 * MINUTE, IDLE) == 2
    row.refresh_from_db()
    assert (row.state, row.taken_at) == ("assigned", None)
    assert list(Assignment.objects.filter(state="released").values_list("ending", flat=True)) == ["away"]
    assert taken(ravi) == "Taken."


def test_logging_out_puts_back_what_was_taken(rosa: User, rf: Any) -> None:
    make_claim()
    row = take_next(rosa, NOW)
    assert row
    user_logged_out.send(User, request=rf.get("/"), user=rosa)
    row.refresh_from_db()
    assert (row.state, row.ending) == ("released", "logged out")


def test_an_editor_accepts_what_the_machine_read_once(rosa: User, edith: User) -> None:
    claim = make_claim()
    accept_claim(claim.pk, edith, NOW)
    again = accept_claim(claim.pk, edith, NOW + MINUTE)
    assert (again.accepted_by, again.accepted_at) == (edith, NOW)
    events = apps.get_model("claims", "ClaimEvent").objects.order_by("pgh_id")
    assert list(events.values_list("accepted_by", flat=True)) == [None, edith.pk]
    with pytest.raises(ClaimRefused, match="edith has accepted"):
        accept_claim(claim.pk, make_user("emil", "editor"), NOW)
    with pytest.raises(ClaimRefused, match="Only an editor"):
        accept_claim(claim.pk, rosa, NOW)
    with pytest.raises(ClaimRefused, match="nothing to accept"):
        accept_claim(make_claim("Mine.", origin="editor").pk, edith, NOW)
    with pytest.raises(ClaimRefused, match="decided already"):
        accept_claim(publish(make_claim("Done."), rosa).pk, edith, NOW)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_take_eight_different_claims() -> None:
    people = [make_user(f"reviewer{n}", "reviewer") for n in range(8)]
    claims = {make_claim(f"Claim {n}.").pk for n in range(16)}
    together, got = Barrier(8), []

    def work(person: User) -> None:
        try:
            together.wait()
            for _ in range(2):
                row = take_next(person, NOW)
                got.append(row.claim_id if row else None)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 16
    assert set(got) <= claims | {None}
    handed = [pk for pk in got if pk]
    assert len(handed) == len(set(handed))
    while row := take_next(make_user(f"late{Assignment.objects.count()}", "reviewer"), NOW):
        handed.append(row.claim_id)
    assert sorted(handed) == sorted(claims)
