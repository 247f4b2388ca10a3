"""`manage.py import_reports`: what can be read is taken in, the rest is named, and nothing is done twice."""

import io
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.management.commands.import_reports import report_from, when
from factcheck.celery import app
from sources.models import Indexing, Report, Snapshot
from sources.models.work import State
from sources.tasks import index

PAGE = "<html><head><title>Docks open</title></head><body><p>The docks opened on Monday.</p></body></html>"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the snapshots that the worker was told of."""
    told: list[str] = []
    monkeypatch.setattr(index, "apply_async", lambda args, **_: told.append(args[0]))
    return told


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_reports", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def jsonl(folder: Path, *lines: object) -> Path:
    path = folder / "reports.jsonl"
    encoded = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(encoded))
    return path


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.django_db
def test_text_pages_and_lines_are_taken_in_with_what_they_say_of_themselves(
    tmp_path: Path, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    story = {"text": "The ferry sank.", "url": "https://a.example/1", "published_at": "2021-09-12", "publisher": "A"}
    files = (
        file(tmp_path, "a.txt", "\ufeffThe bridge is closed.\r\n"),
        file(tmp_path, "b.HTML", PAGE),
        jsonl(tmp_path, story, {"html": PAGE.replace("Monday", "Sunday"), "title": None, "slug": "x", "id": 5}),
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert run(*files, "--publisher", "Orsk Daily") == (0, "4 new, 0 known, 0 rejected\n", "")
    texts = dict(Snapshot.objects.values_list("text", "report__publisher__name"))
    assert texts == {
        "The bridge is closed.\n": "Orsk Daily",
        "The docks opened on Monday.": "Orsk Daily",
        "The ferry sank.": "A",
        "The docks opened on Sunday.": None,
    }
    assert sorted(sent) == sorted(map(str, Snapshot.objects.values_list("pk", flat=True)))
    assert Report.objects.get(url="https://a.example/1").published_at == datetime(2021, 9, 12, tzinfo=UTC)
    by = Snapshot.objects.get(text="The ferry sank.")
    assert (by.received_via, by.received_by) == ("import", f"{files[2]}:1"[-200:])


@pytest.mark.django_db
def test_a_second_run_knows_everything_and_wakes_nobody(
    tmp_path: Path, sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    path = jsonl(tmp_path, {"text": "One."}, {"text": "Two.", "url": "https://a.example/2"})
    assert run(path)[1] == "2 new, 0 known, 0 rejected\n"
    with django_capture_on_commit_callbacks(execute=True):
        assert run(path) == (0, "0 new, 2 known, 0 rejected\n", "")
    assert sent == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "It can't be read"),
        (b"\xff\xfe{", "byte 0xff in position 0"),
        (b'{"text": "caf\xe9"}', "byte 0xe9 in position 13"),
        (b"[" * 100_000, "It can't be read"),
        (b"5", "a line must be a JSON object"),
        ({"text": "a", "headline": "b"}, "unknown fields headline; known are external_id, html, language"),
        ({"text": 5}, "text must be a string"),
        ({"title": "No text"}, "text: The report is empty"),
        ({"text": "a\0"}, "text: The text has U+0000 at character 1"),
        ({"text": "a\ud800"}, "text: The text has U+D800 at character 1"),
        ({"text": "a", "url": "nowhere"}, "url: Give a full web address"),
        ({"text": "a", "published_at": "soon"}, "published_at is 'soon'; give a time such as"),
        ({"text": "a", "published_at": "2026-02-31"}, "published_at is '2026-02-31'; give a time such as"),
        ({"text": "a", "published_at": "2026-01-01T25:00:00Z"}, "published_at is '2026-01-01T25:00:00Z'"),
        ({"text": "a", "published_at": "0001-01-01T00:00:00+05:00"}, "published_at: In UTC this time is outside"),
    ],
)
def test_a_bad_line_is_named_by_number_and_the_rest_taken_in(tmp_path: Path, line: object, reason: str) -> None:
    path = jsonl(tmp_path, {"text": "One."}, b"  ", line, {"text": "Two."})
    code, out, err = run(path)
    assert (code, out) == (1, "2 new, 0 known, 1 rejected\n")
    assert err.startswith(f"{path}:3: ")
    assert reason in err
    assert sorted(Snapshot.objects.values_list("text", flat=True)) == ["One.", "Two."]


@pytest.mark.django_db
def test_a_file_in_another_encoding_is_named_with_its_byte_and_the_others_taken_in(tmp_path: Path) -> None:
    latin = file(tmp_path, "latin.txt", "The café is closed.".encode("latin-1"))
    code, out, err = run(latin, file(tmp_path, "good.txt", "The bridge is closed."))
    assert (code, out) == (1, "1 new, 0 known, 1 rejected\n")
    assert err == f"{latin}: It is not UTF-8 (byte 7). Convert it and try again.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["long.txt", "long.html"])
def test_a_file_that_is_far_too_long_is_refused_unread_and_the_others_taken_in(
    tmp_path: Path, settings: Any, name: str
) -> None:
    """Its bytes are not even UTF-8, so that reading it would give another reason."""
    settings.REPORT_MAX_CHARACTERS = 1000
    long = file(tmp_path, name, b"\xff" * 4004)
    code, out, err = run(long, file(tmp_path, "good.txt", "\ufeff" + "\U0001f600" * 999 + "."))
    assert (code, out) == (1, "1 new, 0 known, 1 rejected\n")
    assert err == f"{long}: It has 4,004 bytes; at most 1,000 characters are read. Cut it in parts.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("length", [100, 101, 199, 200, 201, 1000])
def test_a_line_longer_than_a_request_may_be_is_passed_over_whole(tmp_path: Path, settings: Any, length: int) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    path = jsonl(tmp_path, {"text": "One."}, b"x" * length, {"text": "Two."})
    code, out, err = run(path)
    assert (code, out) == (1, "2 new, 0 known, 1 rejected\n")
    assert err == f"{path}:2: It is too long: at most 100 bytes a line are read. Cut it in parts.\n"


@pytest.mark.django_db
def test_the_name_of_a_file_need_not_be_text(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(name).write_text("The bridge is closed.")
    assert run(Path(name))[:2] == (0, "1 new, 0 known, 0 rejected\n")
    assert Snapshot.objects.get().received_by.endswith("caf\\udce9.txt")


@pytest.mark.parametrize(("name", "told"), [("missing.txt", "is not a file"), ("a.pdf", "only .htm, .html, .jsonl")])
def test_what_is_no_file_of_ours_stops_it_before_anything_is_read(tmp_path: Path, name: str, told: str) -> None:
    file(tmp_path, "a.pdf", b"%PDF")
    with pytest.raises(CommandError, match=told):
        run(file(tmp_path, "good.txt", "Good."), tmp_path / name)


@pytest.mark.django_db
def test_with_the_broker_away_all_is_taken_in_at_once_and_waits_for_the_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    nobody = app.connection_for_write("redis://127.0.0.1:1/0")
    send: Any = index.apply_async
    refused: list[Exception] = []

    def send_nowhere(*arguments: Any, **options: Any) -> None:
        try:
            send(*arguments, **options, connection=nobody)
        except Exception as error:
            refused.append(error)
            raise

    monkeypatch.setattr(index, "apply_async", send_nowhere)
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        assert run(jsonl(tmp_path, *({"text": f"Report {n}."} for n in range(20))))[0] == 0
    assert time.monotonic() - started < 10
    assert len(refused) == 20
    assert Indexing.objects.filter(state=State.PENDING).count() == 20


def test_a_time_without_a_zone_is_taken_as_utc() -> None:
    assert when("2026-01-31T09:30:00") == when("2026-01-31T09:30:00Z") == datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    assert when("2026-01-31T09:30:00+02:00") == when("2026-01-31T07:30:00Z")
    assert when("2026-01-31") == datetime(2026, 1, 31, tzinfo=UTC)


def test_fields_left_out_or_null_are_left_to_their_defaults() -> None:
    assert report_from({"text": "a", "language": None}) == report_from({"text": "a"})
    assert report_from({"text": "a"}).language == "en"
