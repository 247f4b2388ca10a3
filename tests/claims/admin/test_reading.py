"""The report as it was read: nothing of its text is lost, and every sentence says what became of it."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from claims.admin.shades import Mark, shades
from claims.engines.reader import LocalReader
from claims.models import Appearance, Claim, Reading
from claims.services.by_hand import as_seen
from claims.services.plan_work import plan_reading
from claims.services.read_report import read_report
from factcheck.access.models import User
from sources.services.index_snapshot import index_snapshot
from tests.factories import EMBEDDER, make_report

TEXT = (
    "Defence Minister Ana Ruiz met the envoys. She said the dam could fail.\n\nWho built the <b>dam</b>?\n\n"
    "Guests met Ivo Marek and Ana Ruiz. He left the hall at noon."
)
READER = LocalReader()


def read(text: str = TEXT) -> Reading:
    published = datetime(2026, 11, 17, 12, tzinfo=UTC)
    snapshot = make_report(text, publisher="Lumen Post", published_at=published).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    reading = plan_reading(snapshot.pk, READER.version)
    read_report(reading.pk, READER, EMBEDDER, "test/1")
    reading.refresh_from_db()
    return reading


def page(client: Client, reading: Reading, **query: int) -> str:
    return client.get(f"/admin/claims/reading/{reading.pk}/change/", query).content.decode()


def shown_text(html: str) -> str:
    (found,) = re.findall(r'<div class="read"[^>]*>(.*?)</div>', html, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found))


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from("abc")), max_size=8),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_shading_loses_no_character_and_marks_exactly_what_is_marked(
    text: str, given_marks: list[tuple[int, int, str]], one: int, two: int
) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    marks = [Mark(min(a, b), max(a, b), kind) for a, b, kind in given_marks if a != b]
    found = list(shades(text, start, end, marks))
    assert "".join(shade.text for shade in found) == text[start:end]
    at = start
    for shade in found:
        for i in range(at, at + len(shade.text)):
            assert set(shade.kinds.split()) == {m.kind for m in marks if m.start <= i < m.end}
        at += len(shade.text)


@pytest.mark.django_db
def test_the_text_stands_there_whole_with_every_sentences_fate(client: Client, edith: User) -> None:
    client.force_login(edith)
    html = page(client, read())
    assert shown_text(html) == TEXT
    assert "a question" in html
    assert "“He” could be" in html
    assert re.search(r'<span class="cue fate-claim" data-of="\d+">said</span>', html)


@pytest.mark.django_db
def test_a_long_report_is_shown_in_parts_that_add_up(client: Client, edith: User) -> None:
    client.force_login(edith)
    text = "\n\n".join(f"The town of Orsk opened bridge {n} on Monday." for n in range(320))
    reading = read(text)
    shown = [shown_text(page(client, reading, page=n)) for n in (1, 2, 3)]
    assert "\n\n".join(shown) == text
    assert client.get(f"/admin/claims/reading/{reading.pk}/change/", {"page": 0}).status_code == 404


@pytest.mark.django_db
def test_a_reading_that_waits_says_so(client: Client, edith: User) -> None:
    client.force_login(edith)
    snapshot = make_report("The dam is safe.").snapshot
    assert "has not been read yet" in page(client, plan_reading(snapshot.pk, READER.version))


@pytest.mark.django_db
def test_a_reading_that_failed_says_what_to_do(client: Client, edith: User) -> None:
    client.force_login(edith)
    reading = plan_reading(make_report("The dam is safe.").snapshot.pk, READER.version)
    Reading.objects.update(state="failed", error="It ran out of time.")
    html = page(client, reading)
    assert "retry_failed" in html
    assert "It ran out of time." in html


@pytest.mark.django_db
def test_who_has_no_role_sees_no_reading(client: Client, nemo: User) -> None:
    client.force_login(nemo)
    assert client.get(f"/admin/claims/reading/{read().pk}/change/").status_code in (302, 403)


def test_what_was_corrected_meanwhile_or_written_by_hand_is_not_accepted(client: Client, edith: User) -> None:
    client.force_login(edith)
    row = Appearance.objects.filter(snapshot=read().snapshot_id).first()
    assert row
    path = f"/admin/claims/reading/at/{row.pk}/accept/"
    assert "Nothing was accepted" in client.post(path, {"seen": "old"}, follow=True).content.decode()
    Claim.objects.filter(pk=row.claim_id).update(origin="editor")
    assert "nothing to accept" in client.post(path, {"seen": as_seen(row)}, follow=True).content.decode()
    row.claim.refresh_from_db()
    assert row.claim.accepted_by is None
