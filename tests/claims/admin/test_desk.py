"""The desk: what it counts and draws, for whom, and what that costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from claims.admin import desk
from claims.admin.bars import bars
from claims.models import Claim, Round
from factcheck.access.models import User
from factcheck.log.models import Check
from sources.models import Report
from tests.claims.admin.scene import make_scene
from tests.factories import make_claim, make_user, publish

DESK = "/admin/desk/"


def html(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get(DESK).content.decode()


def test_it_draws_what_came_in_and_was_decided_and_says_it_in_words(client: Client, rosa: User) -> None:
    make_scene()
    old = Report.objects.first()
    assert old
    Report.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=15))
    publish(make_claim(), rosa)
    page = html(client, rosa)
    today = f"{timezone.localdate():%-d %b}"
    assert f'aria-label="Reports that came in: {today}: {Report.objects.count() - 1}"' in page
    assert f'aria-label="Decisions: {today}: 1"' in page
    assert 'aria-label="Open findings, by what they propose: conflicting: 1"' in page


def test_it_leads_each_to_their_own_lists(client: Client, rosa: User, edith: User) -> None:
    make_claim()
    assert '/admin/claims/claim/queue/?only="><b>1</b> for a reviewer' in html(client, rosa)
    editing = html(client, edith)
    assert '?waits=review"><b>1</b> for a reviewer' in editing
    assert "reports to go through" in editing
    overseeing = html(client, make_user("ada", "administrator"))
    assert "for a reviewer" not in overseeing
    assert "It has not been checked yet" in overseeing


def test_big_lists_are_not_counted_through(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(desk, "COUNTED", 3)
    for number in range(4):
        make_claim(f"Bridge {number} is closed.")
    assert desk.bounded(Claim.objects.all()) == "3+"


def test_who_oversees_hears_of_the_log_and_of_long_jobs(client: Client, db: None) -> None:
    now = timezone.now()
    Check.objects.create(started_at=now, finished_at=now, entries=7, failure="Entry 7 is not what was hashed.")
    Round.objects.create(judge="test/2", stepped_at=now, started_at=now, seen=30, about=40)
    page = html(client, make_user("ada", "administrator"))
    assert "Entry 7 is not what was hashed. Stop publishing" in page
    assert "about 75 of 100" in page
    assert "No worker has been heard" in page


def test_its_queries_do_not_grow(client: Client, rosa: User, django_assert_max_num_queries: Any) -> None:
    client.force_login(rosa)
    client.get("/admin/")
    for _ in range(2):
        cache.clear()
        with django_assert_max_num_queries(30):
            client.get(DESK)
        make_scene()


def test_bars_keep_proportion_and_show_the_smallest() -> None:
    drawn = bars("Reports", [("1 May", 1000), ("2 May", 1), ("3 May", 0)])
    assert [bar.height for bar in drawn.bars] == [60, 1, 0]
    assert drawn.told == "1 May: 1,000, 2 May: 1"
    assert bars("Nothing", []).told == "none"
