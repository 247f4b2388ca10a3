"""The editors' room of contradictions inside reports."""

import pytest
from django.test import Client

from claims.models import Contradiction, Reading
from claims.pipeline import draft
from claims.services.note_contradictions import note_contradictions
from claims.services.plan_work import plan_reading
from factcheck.access.models import User
from tests.factories import make_report

LIST = "/admin/claims/contradiction/"
TITLE = "Four ministers <b>sign</b>"
TEXT = "Café talks ended. Five ministers <script>signed</script> in Vidby, and the crowd by the river cheered them all."


@pytest.fixture
def row(db: None) -> Contradiction:
    snapshot = make_report(TEXT, title=TITLE, url="https://outlet.example/pact").snapshot
    reading: Reading = plan_reading(snapshot.pk, "test/1")
    start = TEXT.index("Five ministers")
    places = (draft.Mention("title", draft.Span(0, 14)), draft.Mention("text", draft.Span(start, start + 14)))
    note_contradictions(reading, [draft.Contradiction("count", "Figures <i>differ</i>: “Four” · “Five”.", places)])
    return Contradiction.objects.get()


def page(row: Contradiction) -> str:
    return f"{LIST}{row.pk}/change/"


def dismissal(row: Contradiction) -> str:
    return f"{LIST}{row.pk}/dismiss/"


def test_an_editor_sees_each_place_marked_in_its_context_and_no_markup_of_the_report(
    client: Client, edith: User, row: Contradiction
) -> None:
    client.force_login(edith)
    html = client.get(page(row)).content.decode()
    assert "<mark>Four ministers</mark>" in html
    assert 'Café talks ended. </span><mark>Five ministers</mark><span class="quiet"> &lt;script&gt;' in html
    assert html.index("In the headline") < html.index("In the text")
    assert "<script>signed" not in html
    assert "<i>differ" not in html


def test_the_list_and_the_snapshot_lead_to_it(client: Client, rosa: User, row: Contradiction) -> None:
    client.force_login(rosa)
    for path in (LIST, f"/admin/sources/snapshot/{row.snapshot_id}/change/"):
        html = client.get(path).content.decode()
        assert page(row) in html
        assert "Figures &lt;i&gt;differ" in html


def test_an_editor_dismisses_it_once(client: Client, edith: User, row: Contradiction) -> None:
    client.force_login(edith)
    assert "It is no contradiction" in client.get(page(row)).content.decode()
    html = client.post(dismissal(row), follow=True).content.decode()
    assert "Dismissed by <b>edith</b>" in html
    assert "It is no contradiction" not in html
    assert "Somebody had dismissed it already." in client.post(dismissal(row), follow=True).content.decode()
    assert page(row) not in client.get(f"{LIST}?standing=open").content.decode()
    assert page(row) in client.get(f"{LIST}?standing=dismissed").content.decode()


def test_looking_never_dismisses(client: Client, edith: User, row: Contradiction) -> None:
    client.force_login(edith)
    assert client.get(dismissal(row)).status_code == 405
    assert client.post(page(row), {"dismissed_by": edith.pk}).status_code == 200
    row.refresh_from_db()
    assert row.dismissed_at is None


def test_a_stranger_neither_sees_nor_dismisses_it(client: Client, nemo: User, row: Contradiction) -> None:
    client.force_login(nemo)
    assert client.get(page(row)).status_code == 403
    assert client.post(dismissal(row)).status_code == 403
    row.refresh_from_db()
    assert row.dismissed_at is None


def test_a_post_from_elsewhere_is_refused(edith: User, row: Contradiction) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    assert client.post(dismissal(row)).status_code == 403
    row.refresh_from_db()
    assert row.dismissed_at is None
