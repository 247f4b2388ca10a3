"""Reports come in through the API: once each, whole, and with a clear answer when they can't."""

from typing import Any

import pytest
from kombu.exceptions import OperationalError

from factcheck.access.models import ApiKey
from sources.models import Indexing, Report, Snapshot
from sources.tasks import index
from tests.claims.api.conftest import Ask

STORY = {
    "url": "https://outlet.example/islamabad",
    "title": "Chiefs meet",
    "text": "The chiefs met in Islamabad on Saturday.",
    "publisher": "Example Outlet",
    "external_id": "eo-1",
    "published_at": "2021-09-12T10:30:00+02:00",
    "language": "en",
}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the snapshots that the worker was told of."""
    told: list[str] = []
    monkeypatch.setattr(index, "apply_async", lambda args, **_: told.append(args[0]))
    return told


def test_a_new_report_is_kept_and_the_worker_is_told(
    wire: Ask, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = wire("reports/", STORY)
    body = response.json()
    assert response.status_code == 201
    assert body["publisher"] == "Example Outlet"
    assert body["published_at"] == "2021-09-12T08:30:00Z"
    assert body["processing_url"] == f"http://testserver/api/v1/reports/{body['id']}/processing/"
    assert response["Location"] == f"http://testserver/api/v1/reports/{body['id']}/"
    assert sent == [body["snapshot_id"]]
    snapshot = Snapshot.objects.get()
    assert snapshot.received_via == "api"
    assert snapshot.received_by == str(ApiKey.objects.get(name="test ingest"))


def test_the_same_report_again_is_known_and_nothing_is_done_twice(
    wire: Ask, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    first = wire("reports/", STORY)
    with django_capture_on_commit_callbacks(execute=True):
        again = wire("reports/", STORY)
    assert again.status_code == 200
    assert again.json() == first.json()
    assert sent == []
    assert (Report.objects.count(), Snapshot.objects.count(), Indexing.objects.count()) == (1, 1, 1)


def test_a_changed_text_is_a_new_version_of_the_same_report(wire: Ask) -> None:
    first = wire("reports/", STORY).json()
    changed = wire("reports/", {**STORY, "text": "The chiefs met in Islamabad on Sunday."})
    assert changed.status_code == 201
    assert changed.json()["id"] == first["id"]
    assert changed.json()["snapshot_id"] != first["snapshot_id"]


def test_a_report_is_accepted_while_the_broker_is_away(
    wire: Ask, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("Connection refused.")

    monkeypatch.setattr(index, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        assert wire("reports/", STORY).status_code == 201
    assert Indexing.objects.get().state == "pending"


def test_text_is_kept_with_its_spaces_and_null_counts_as_left_out(wire: Ask) -> None:
    assert wire("reports/", {"text": "  Two lines.\n\nEnd. ", "html": None, "url": None}).status_code == 201
    assert Snapshot.objects.get().text == "  Two lines.\n\nEnd. "


@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("2021-09-12", "2021-09-12T00:00:00Z"),
        ("2021-09-12T08:30:00", "2021-09-12T08:30:00Z"),
        ("2021-09-12T08:30:00Z", "2021-09-12T08:30:00Z"),
        ("2021-09-12T08:30:00.25-05:00", "2021-09-12T13:30:00.250000Z"),
    ],
)
def test_a_time_without_a_zone_is_utc(wire: Ask, given: str, utc: str) -> None:
    assert wire("reports/", {**STORY, "published_at": given}).json()["published_at"] == utc


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"text": ""}, "text", "empty"),
        ({"text": " \n "}, "text", "empty"),
        ({"text": None}, "text", "empty"),
        ({"text": 5}, "text", "invalid"),
        ({"text": ["a"]}, "text", "invalid"),
        ({"title": True}, "title", "invalid"),
        ({"publisher": {"name": "A"}}, "publisher", "invalid"),
        ({"text": "a\0b"}, "text", "null_characters_not_allowed"),
        ({"text": "a\ud800b"}, "text", "surrogate_characters_not_allowed"),
        ({"publisher": "\udfff"}, "publisher", "surrogate_characters_not_allowed"),
        ({"html": "<p>too</p>"}, "html", "invalid"),
        ({"url": "ftp://a.example/"}, "url", "invalid"),
        ({"url": "javascript:alert(1)"}, "url", "invalid"),
        ({"url": "https://a.example/" + "x" * 2000}, "url", "too_long"),
        ({"title": "x" * 1001}, "title", "too_long"),
        ({"external_id": "x" * 301}, "external_id", "too_long"),
        ({"language": "english, please"}, "language", "invalid"),
        ({"published_at": "yesterday"}, "published_at", "invalid"),
        ({"published_at": 1631435400}, "published_at", "invalid"),
        ({"published_at": "9999-12-31T23:59:59-10:00"}, "published_at", "overflow"),
        ({"headline": "x"}, "headline", "unknown_field"),
        ({"": 1}, "", "unknown_field"),
        ({"\ud800": 1}, "?", "unknown_field"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_the_field_named(
    wire: Ask, change: dict[str, Any], field: str, code: str
) -> None:
    response = wire("reports/", {**STORY, **change})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert [(error["field"], error["code"]) for error in response.json()["errors"]] == [(field, code)]
    assert Report.objects.count() == 0


def test_unknown_fields_are_named_whatever_they_are_called_and_not_without_end(wire: Ask) -> None:
    errors = wire("reports/", {**STORY, "message": 1, "code": 2}).json()["errors"]
    assert [error["field"] for error in errors] == ["code", "message"]
    many = wire("reports/", {str(number): 1 for number in range(1000)})
    assert len(many.json()["errors"]) == 100


def test_all_that_is_wrong_is_said_at_once(wire: Ask) -> None:
    errors = wire("reports/", {"text": 5, "url": 7, "headline": "x"}).json()["errors"]
    assert {error["field"] for error in errors} == {"text", "url", "headline"}


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"5", b"null", b"true"])
def test_a_body_that_is_no_object_is_invalid(wire: Ask, body: bytes) -> None:
    response = wire("reports/", body)
    assert (response.status_code, response.json()["code"]) == (422, "invalid")


def test_a_report_that_is_too_long_to_read_is_invalid(wire: Ask, settings: Any) -> None:
    settings.REPORT_MAX_CHARACTERS = 1000
    response = wire("reports/", {"text": "x" * 1001})
    assert response.json()["errors"][0]["code"] == "too_long"


@pytest.mark.parametrize("field", ["text", "html"])
def test_a_report_of_five_megabytes_is_refused_by_the_settings_as_they_are(wire: Ask, field: str) -> None:
    response = wire("reports/", {field: "word " * 1_000_000})
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {
            "field": field,
            "code": "too_long",
            "detail": "The report has 5,000,000 characters; at most 1,000,000 are read. Send it in parts.",
        }
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"text": "a",}',
        b"text=a",
        b'{"text": NaN}',
        b'{"text": "a", "text": "b"}',
        b'{"text": "caf\xe9"}',
        '{"text": "a"}'.encode("utf-16"),
        b"[" * 100_000,
        b'{"text": ' + b"9" * 5000 + b"}",
        b"\0",
    ],
)
def test_a_body_that_is_not_json_is_malformed(wire: Ask, body: bytes) -> None:
    response = wire("reports/", body, headers={"Content-Length": str(len(body))})
    assert (response.status_code, response.json()["code"]) == ((422, "invalid") if not body else (400, "parse_error"))


def test_a_byte_order_mark_is_no_obstacle(wire: Ask) -> None:
    assert wire("reports/", b'\xef\xbb\xbf{"text": "Rain fell."}').status_code == 201


def test_a_form_is_not_json(wire: Ask) -> None:
    response = wire("reports/", b"text=a", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_beyond_the_limit_is_too_large(wire: Ask, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    response = wire("reports/", {"text": "x" * 10_000})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert "10,000" in response.json()["detail"]


def test_a_body_in_chunks_is_asked_for_its_length(wire: Ask) -> None:
    response = wire("reports/", b"", method="POST", headers={"Transfer-Encoding": "chunked"})
    assert (response.status_code, response.json()["code"]) == (411, "length_required")


def test_who_may_send_and_who_may_see(anyone: Ask, aggregator: Ask, wire: Ask, desk: Ask) -> None:
    report = wire("reports/", STORY).json()
    addresses = ["reports/", f"reports/{report['id']}/", f"reports/{report['id']}/processing/"]
    table = {anyone: (401, 401), aggregator: (403, 403), wire: (200, 200), desk: (403, 200)}
    for who, (send, see) in table.items():
        assert who("reports/", STORY).status_code == send
        assert [who(address).status_code for address in addresses] == [see] * 3


def test_reports_are_listed_newest_first_without_their_text(wire: Ask) -> None:
    ids = [wire("reports/", {"text": f"Report {n}."}).json()["id"] for n in range(3)]
    body = wire("reports/?page_size=2").json()
    assert [row["id"] for row in body["results"]] == ids[:0:-1]
    assert "text" not in body["results"][0]
    assert [row["id"] for row in wire(body["next"]).json()["results"]] == ids[:1]
    assert wire(f"reports/{ids[0]}/").json() == wire(body["next"]).json()["results"][0]


def test_the_list_costs_the_same_whatever_its_length(wire: Ask, django_assert_num_queries: Any) -> None:
    for n in range(3):
        wire("reports/", {**STORY, "url": f"https://outlet.example/{n}"})
    with django_assert_num_queries(2):
        wire("reports/")
    for n in range(3, 30):
        wire("reports/", {**STORY, "url": f"https://outlet.example/{n}"})
    with django_assert_num_queries(2):
        assert len(wire("reports/").json()["results"]) == 30
