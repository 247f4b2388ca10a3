"""Exports by the API: who may ask for and read which, and downloads that go on where they broke off."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import AsyncRequestFactory, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.api.ranges import Part, Unsatisfiable, asked_range, part_of, send
from claims.models import Export
from claims.services.erase_publication import erase_publication
from claims.services.exports.drop import drop
from claims.services.exports.file import path_of
from claims.services.exports.make import make_export
from claims.services.exports.order import MOST_WAITING, head, plan_nightly
from factcheck.access.models import User
from tests.claims.api.conftest import Ask
from tests.factories import make_claim, make_user, publish


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EXPORT_DIR = tmp_path / "exports"
    return tmp_path / "exports"


def whole(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def nightly(rosa: User) -> Export:
    """The NDJSON of a night in which one claim was published."""
    publish(make_claim(), rosa)
    for pk in plan_nightly(timezone.now()):
        make_export(pk)
    return Export.objects.get(kind="full", format="ndjson")


def test_an_export_is_asked_for_followed_and_fetched(aggregator: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    asked = aggregator("exports/", {"compressed": False})
    assert asked.status_code == 202
    assert (asked.json()["state"], asked.json()["file"], asked.json()["position"]) == ("pending", None, head())
    assert aggregator(f"{asked['Location']}file").json()["code"] == "not_ready"
    again = aggregator("exports/", {"compressed": False})
    assert (again.status_code, again.json()["id"]) == (202, asked.json()["id"])

    make_export(asked.json()["id"])
    told = aggregator(asked["Location"]).json()
    assert (told["state"], told["rows"], told["manifest"]["claims"]) == ("done", 1, 1)
    got = aggregator(told["file"]["url"])
    assert json.loads(whole(got)) == aggregator(f"claims/{claim.pk}/").json()
    assert got.headers["ETag"] == f'"{told["file"]["sha256"]}"'
    assert (got.headers["Accept-Ranges"], got.headers["Content-Type"]) == ("bytes", "application/x-ndjson")
    assert int(got.headers["Content-Length"]) == told["file"]["bytes"]
    assert aggregator("exports/", {"compressed": False}).status_code == 200


def test_only_those_of_the_nights_are_read_without_a_key(
    anyone: Ask, wire: Ask, aggregator: Ask, nightly: Export
) -> None:
    own = aggregator("exports/", {"kind": "delta", "since": 0}).json()
    assert {row["nightly"] for row in anyone("exports/").json()["results"]} == {True}
    assert own["id"] in {row["id"] for row in aggregator("exports/").json()["results"]}
    assert anyone(f"exports/{nightly.pk}/file").status_code == 200
    assert anyone("exports/", {}).status_code == 401
    assert wire("exports/", {}).status_code == 403
    for path in (f"exports/{own['id']}/", f"exports/{own['id']}/file"):
        assert (anyone(path).status_code, wire(path).status_code) == (401, 403)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"kind": "delta"}, "since"),
        ({"kind": "full", "since": 3}, "since"),
        ({"kind": "delta", "since": -1}, "since"),
        ({"kind": "delta", "since": 2**63 - 1}, "since"),
        ({"format": "xml"}, "format"),
        ({"kind": "all"}, "kind"),
    ],
)
def test_what_can_not_be_made_is_refused_at_its_field(aggregator: Ask, wanted: dict[str, Any], field: str) -> None:
    refused = aggregator("exports/", wanted)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field


def test_too_many_at_a_time_are_told_to_wait(aggregator: Ask, rosa: User) -> None:
    publish(make_claim(), rosa)
    for since in range(MOST_WAITING):
        assert aggregator("exports/", {"kind": "delta", "since": since}).status_code == 202
    refused = aggregator("exports/", {})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_exports")
    assert refused.headers["Retry-After"]


def test_a_broken_download_goes_on_and_a_changed_file_starts_anew(anyone: Ask, nightly: Export) -> None:
    address, stored = f"exports/{nightly.pk}/file", path_of(nightly).read_bytes()
    tag = anyone(address, method="HEAD").headers["ETag"]
    rest = anyone(address, headers={"Range": "bytes=100-", "If-Range": tag})
    assert (rest.status_code, whole(rest)) == (206, stored[100:])
    assert rest.headers["Content-Range"] == f"bytes 100-{len(stored) - 1}/{len(stored)}"
    other = anyone(address, headers={"Range": "bytes=100-", "If-Range": '"other"'})
    assert (other.status_code, whole(other)) == (200, stored)
    beyond = anyone(address, headers={"Range": f"bytes={len(stored)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(stored)}")
    assert anyone(address, headers={"If-None-Match": tag}).status_code == 304
    assert anyone(address, headers={"If-Match": '"other"'}).status_code == 412


def test_head_tells_of_the_whole_file_and_sends_none(anyone: Ask, nightly: Export) -> None:
    told = anyone(f"exports/{nightly.pk}/file", method="HEAD", headers={"Range": "bytes=0-9"})
    assert (told.status_code, told.content) == (200, b"")
    assert int(told.headers["Content-Length"]) == nightly.size


def test_a_file_that_is_gone_says_why(anyone: Ask, nightly: Export) -> None:
    drop(nightly.pk)
    gone = anyone(f"exports/{nightly.pk}/file")
    assert (gone.status_code, gone.json()["code"]) == (410, "file_gone")
    assert "it was deleted" in gone.json()["detail"]


def test_a_file_with_erased_words_is_gone_before_any_sweep(anyone: Ask, nightly: Export) -> None:
    [claim] = json.loads(json.dumps(anyone("claims/").json()["results"]))
    erase_publication(claim["id"], 1, "A court ordered it.", make_user("ada", is_superuser=True))
    assert path_of(nightly).exists()
    assert anyone(f"exports/{nightly.pk}/file").status_code == 410


@given(content=st.binary(max_size=40), first=st.integers(0, 45), last=st.none() | st.integers(0, 10**25))
def test_a_range_is_a_slice(content: bytes, first: int, last: int | None) -> None:
    asked = f"bytes={first}-{'' if last is None else last}"
    if last is not None and last < first:
        assert part_of(asked, len(content)) is None
    elif first >= len(content):
        with pytest.raises(Unsatisfiable):
            part_of(asked, len(content))
    else:
        part = part_of(asked, len(content))
        assert part
        assert content[part.start : part.end] == content[first : None if last is None else last + 1]
        assert 0 < part.length <= len(content)


@given(content=st.binary(max_size=40), suffix=st.integers(0, 10**25))
def test_a_suffix_range_is_the_end(content: bytes, suffix: int) -> None:
    if not suffix or not content:
        with pytest.raises(Unsatisfiable):
            part_of(f"bytes=-{suffix}", len(content))
    else:
        part = part_of(f"bytes=-{suffix}", len(content))
        assert part
        assert content[part.start : part.end] == content[-suffix:]


@given(asked=st.one_of(st.text(max_size=20), st.from_regex(r"bytes=[0-9,\- ]{0,9}", fullmatch=True)))
def test_no_header_breaks_it_and_every_part_lies_in_the_file(asked: str) -> None:
    try:
        part = part_of(asked, 10)
    except Unsatisfiable:
        return
    assert part is None or 0 <= part.start < part.end <= 10


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=", "bytes=-", "lines=0-1", "bytes=a-b", "bytes=٣-٤"])
def test_what_is_no_single_range_gets_all(asked: str) -> None:
    assert part_of(asked, 10) is None


@given(data=st.data())
def test_parts_sent_one_after_another_are_the_file_by_either_kind_of_server(data: Any) -> None:
    import tempfile

    content = data.draw(st.binary(min_size=1, max_size=60))
    cut = data.draw(st.integers(1, len(content)))
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        got = b""
        for asked in (f"bytes=0-{cut - 1}", f"bytes={cut}-"):
            plain = RequestFactory().get("/", headers={"Range": asked})
            event = AsyncRequestFactory().get("/", headers={"Range": asked})
            assert isinstance(event, ASGIRequest)
            sent = send(plain, Path(file.name), len(content), '"x"', "text/csv")
            if cut == len(content) and asked.endswith(f"={cut}-"):
                assert sent.status_code == 416
                continue
            piece = whole(sent)
            assert asyncio.run(_collected(send(event, Path(file.name), len(content), '"x"', "text/csv"))) == piece
            got += piece
    assert got == content


async def _collected(response: Any) -> bytes:
    return b"".join([chunk async for chunk in response.streaming_content])


def test_a_range_counts_only_for_a_get() -> None:
    assert asked_range(RequestFactory().head("/", headers={"Range": "bytes=0-1"}), '"x"') == ""
    assert Part(2, 5).length == 3
