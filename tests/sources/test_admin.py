"""Reports, snapshots and sources in the admin."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kombu.exceptions import OperationalError

from factcheck.access.models import User
from sources.models import Indexing, Report, Snapshot
from sources.tasks import index
from tests.factories import make_passages, make_report

ADD = "/admin/sources/report/add/"
PASTED = {
    "title": "Bridge closed",
    "url": "https://outlet.example/bridge",
    "publisher": "Example Outlet",
    "published_at_0": "2026-09-13",
    "published_at_1": "07:20:00",
    "language": "en",
    "text": "The bridge is closed.\r\n\r\nTraffic stood.",
}


@pytest.fixture
def editing(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(index, "apply_async", lambda args, **_: sent.extend(args))
    return sent


def test_a_pasted_report_is_stored_and_the_worker_is_told(
    editing: Client, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = editing.post(ADD, PASTED)
    snapshot = Snapshot.objects.get()
    assert response.headers["Location"] == f"/admin/sources/report/{snapshot.report_id}/change/"
    assert snapshot.text == "The bridge is closed.\n\nTraffic stood."
    assert (snapshot.received_via, snapshot.received_by) == ("admin", "edith")
    assert snapshot.report.published_at
    assert snapshot.report.published_at.isoformat() == "2026-09-13T07:20:00+00:00"
    assert sent == [str(snapshot.pk)]


def test_a_broker_that_is_down_loses_no_report(
    editing: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def down(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(index, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        assert editing.post(ADD, PASTED).status_code == 302
    assert Indexing.objects.get().state == "pending"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"url": "outlet.example"}, "url", "Give a full web address"),
        ({"text": " "}, "text", "The report is empty"),
        ({"html": "<p>Both</p>"}, "html", "not both"),
        ({"language": "english please"}, "language", "BCP 47"),
        ({"title": "x" * 1001}, "title", "at most 1000 fit"),
        ({"text": "word " * 1_000_000}, "text", "The report has 5,000,000 characters; at most 1,000,000 are read."),
        ({"published_at_0": "yesterday"}, "published_at", "valid date"),
    ],
)
def test_what_is_wrong_stands_at_its_field(editing: Client, changes: dict[str, str], field: str, sentence: str) -> None:
    response = editing.post(ADD, PASTED | changes)
    assert sentence in response.context["form"].errors[field][0]
    assert not Report.objects.exists()


def test_the_same_text_twice_is_said_to_be_known(
    editing: Client, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    editing.post(ADD, PASTED)
    html = editing.post(ADD, PASTED, follow=True).content.decode()
    assert "nothing was stored twice" in html
    assert Snapshot.objects.count() == 1


def test_the_list_is_flat_and_searches_the_text(editing: Client, django_assert_num_queries: Any) -> None:
    make_passages(make_report("The bridge at Orsk was closed.", title="One").snapshot)
    make_report("Nothing happened.", title="Two", publisher="Other Outlet")
    editing.get("/admin/")  # the first page of a session notes where it is from
    with django_assert_num_queries(8):
        html = editing.get("/admin/sources/report/").content.decode()
    assert "not begun" in html
    found = editing.get("/admin/sources/report/?q=bridges").context["cl"].result_list
    assert [report.title for report in found] == ["One"]


def test_a_search_of_a_common_word_stops_where_it_has_enough_and_sorts_nothing_first(
    editing: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.admin.report.FOUND", 1)
    for _ in range(3):
        make_passages(make_report("The bridge at Orsk was closed.").snapshot)
    with CaptureQueriesContext(connection) as asked:
        found = editing.get("/admin/sources/report/?q=bridges").context["cl"].result_list
    assert len(found) == 1
    searches = [query["sql"] for query in asked if "websearch_to_tsquery" in query["sql"]]
    assert searches
    assert not [sql for sql in searches if '"sources_passage"."snapshot_id" ASC' in sql or '"position" ASC' in sql]


def test_a_report_and_its_snapshot_are_shown_and_kept(client: Client, db: None) -> None:
    hostile = "<script>alert(1)</script>\n\n  indented"
    snapshot = make_report(hostile, title="<b>Bold</b>").snapshot
    client.force_login(User.objects.create_superuser("ada"))
    page = f"/admin/sources/snapshot/{snapshot.pk}/change/"
    html = client.get(page).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n\n  indented</div>" in html
    assert f"/admin/claims/claim/add/?snapshot={snapshot.pk}" in html
    report = client.get(f"/admin/sources/report/{snapshot.report_id}/change/").content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in report
    assert client.post(page, {"text": "Other."}).status_code == 403
    assert client.post(f"/admin/sources/report/{snapshot.report_id}/delete/", {"post": "yes"}).status_code == 403


def test_a_reviewer_sends_no_reports_in(client: Client, rosa: User) -> None:
    client.force_login(rosa)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, PASTED).status_code == 403
