"""A new judge goes through everything, at its pace; meanwhile no claim loses its finding."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from claims.engines import NullJudge
from claims.models import Claim, Evidence, Finding, Reading, Recheck, Round
from claims.models.finding import FindingState
from claims.services.gather_evidence import gather_evidence
from claims.services.plan_work import plan_claim_rechecks, plan_snapshot_rechecks
from claims.services.walk_round import progress_of, start_round, step_round
from factcheck.access.models import User
from sources.models.work import State
from tests.claims.services.test_evidence import CLAIM, SAID, read_snapshot
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Judge(NullJudge):
    def __init__(self, version: str) -> None:
        self.version = version


OLD, NEW = Judge("test/1"), Judge("test/2")


def work(judge: NullJudge) -> int:
    """Do all that waits, as a worker with this judge does."""
    waiting = list(Recheck.objects.filter(state=State.PENDING).order_by("pk").values_list("pk", flat=True))
    return sum(gather_evidence(pk, judge) for pk in waiting)


def open_finding() -> Finding:
    return Finding.objects.get(state=FindingState.OPEN)


def supported() -> Claim:
    """Two outlets said it, and the old judge saw both."""
    claim = make_claim(CLAIM)
    plan_claim_rechecks([claim.pk], OLD.version)
    for outlet, text in (("Post", SAID[0]), ("Herald", f"Also: {CLAIM}, we saw it.")):
        plan_snapshot_rechecks(read_snapshot(text, publisher=outlet).pk, 1, OLD.version)
    work(OLD)
    assert open_finding().judge == OLD.version
    return claim


def test_a_claim_keeps_its_finding_until_the_new_judge_has_gone_through_it() -> None:
    claim = supported()
    old = open_finding()
    plan_snapshot_rechecks(read_snapshot(f"Once more: {CLAIM}, they say.", publisher="Globe").pk, 1, NEW.version)
    work(NEW)
    assert open_finding() == old
    assert Recheck.objects.get(claim=claim, judge=NEW.version).state == State.PENDING
    work(NEW)
    new = open_finding()
    assert (new.judge, len(new.voices)) == (NEW.version, 3)


def test_what_took_a_side_is_asked_about_again_however_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = supported()
    monkeypatch.setattr("claims.services.gather_evidence.nearest_passages", lambda *_: [])
    plan_claim_rechecks([claim.pk], NEW.version)
    work(NEW)
    assert Evidence.objects.filter(judge=NEW.version, stance="supports").count() == 2


def test_work_that_an_older_worker_took_does_not_pass_for_the_new_judges() -> None:
    claim = supported()
    plan_claim_rechecks([claim.pk], NEW.version)
    work(OLD)
    assert Recheck.objects.get(claim=claim, judge=NEW.version).judged_by == OLD.version
    start_round(NEW.version, 60, NOW)
    assert step_round(NEW.version, NOW + MINUTE) == 1
    work(NEW)
    assert open_finding().judge == NEW.version


def test_a_round_comes_to_every_claim_and_report_at_its_pace_and_ends() -> None:
    supported()
    Reading.objects.update(sentences=1)
    make_claim("Something else entirely.")
    row = start_round(NEW.version, 1, NOW)
    planned = []
    for minute in range(1, 9):
        planned.append(step_round(NEW.version, NOW + minute * MINUTE))
        work(NEW)
    row.refresh_from_db()
    # Two claims, a step that finds no third; two reports, a step that finds no third; the end.
    assert planned == [1, 1, 0, 1, 1, 0, 0, 0]
    assert (row.stage, row.seen, row.planned) == ("done", 4, 4)
    assert row.finished_at == NOW + 7 * MINUTE
    told = Evidence.objects.filter(claim__statement=CLAIM).order_by("passage").values_list("passage", "stance")
    assert list(told.filter(judge=NEW.version)) == list(told.filter(judge=OLD.version))


def test_a_round_waits_for_workers_that_are_behind() -> None:
    for number in range(4):
        make_claim(f"Claim {number} is stored.")
    start_round(NEW.version, 2, NOW)
    assert step_round(NEW.version, NOW + MINUTE) == 2
    assert step_round(NEW.version, NOW + 2 * MINUTE) == 0
    work(NEW)
    assert step_round(NEW.version, NOW + 3 * MINUTE) == 2


def test_one_round_of_a_judge_is_going_and_another_judge_stops_it() -> None:
    first = start_round(OLD.version, 1, NOW)
    assert start_round(OLD.version, 5, NOW) == first
    second = start_round(NEW.version, 1, NOW)
    first.refresh_from_db()
    assert (first.stage, first.per_minute) == ("stopped", 5)
    assert list(Round.objects.going()) == [second]
    assert step_round(OLD.version, NOW + MINUTE) == 0


def test_the_command_starts_a_round_and_tells_how_far_it_is() -> None:
    make_claim(CLAIM)
    out = StringIO()
    call_command("recheck", show=True, stdout=out)
    call_command("recheck", per_minute=30, stdout=out)
    row = Round.objects.get()
    step_round(row.judge, row.started_at + MINUTE)
    call_command("recheck", show=True, stdout=out)
    none, started, shown = out.getvalue().splitlines()
    assert none == "There was no round of re-checks yet."
    assert started.endswith("30 claims or reports a minute.")
    assert "1 re-checks planned, 1 waiting, 0 failed." in shown
    row.refresh_from_db()
    assert progress_of(row).waiting == 1


def test_an_administrator_starts_a_round_and_an_editor_does_not(edith: User) -> None:
    boss = make_user("boss", is_superuser=True)
    page = Client()
    page.force_login(edith)
    assert page.get("/admin/claims/round/add/").status_code == 403
    page.force_login(boss)
    assert page.post("/admin/claims/round/add/", {"per_minute": "9"}).status_code == 302
    row = Round.objects.get()
    assert (row.per_minute, row.started_by) == (9, boss)
    assert row.judge.encode() in page.get("/admin/claims/round/").content
