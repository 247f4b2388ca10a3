"""The Python client against a live server."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from factcheck_client import AsyncClient, Client, Forbidden, Gone, Invalid, NotFound, Unauthorized, apply

from claims.models import Claim, Publication
from claims.services.decide import Verdict
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from tests.factories import decide_by_two, make_claim, make_evidence, publish


@pytest.fixture
def server(live_server: Any, transactional_db: None) -> str:
    return str(live_server.url)


@pytest.fixture
def reader(server: str, keys: dict[str, str]) -> Iterator[Client]:
    with Client(server, keys["read"]) as client:
        yield client


@pytest.fixture
def wire(server: str, keys: dict[str, str]) -> Iterator[Client]:
    with Client(server, keys["ingest"]) as client:
        yield client


def some(rosa: User, number: int) -> list[Claim]:
    return [publish(make_claim(f"Claim {one}."), rosa) for one in range(number)]


def newest(claims: list[Claim]) -> list[str]:
    return [str(claim.pk) for claim in reversed(claims)]


def test_claims_come_page_after_page_only_as_far_as_they_are_read(reader: Client, rosa: User) -> None:
    claims = some(rosa, 5)
    listed = reader.claims(page_size=2)
    first = next(listed)
    later = publish(make_claim("Published while the pages are read."), rosa)
    assert [first["id"], *(claim["id"] for claim in listed)] == newest(claims)
    assert [claim["id"] for claim in reader.claims(status="verified", q="published while")] == [str(later.pk)]


def test_a_misspelt_filter_is_refused_with_the_field(reader: Client) -> None:
    with pytest.raises(Invalid) as refused:
        next(reader.claims(statsu="verified"))
    assert refused.value.code == "invalid"
    assert [error.field for error in refused.value.errors] == ["statsu"]


def test_a_claim_comes_with_its_evidence_now_and_as_it_was_known(reader: Client, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    published_at = Publication.objects.get().published_at
    decide_by_two(claim.pk, Verdict("verified", "withdrawn", "A slip."), rosa)
    before = reader.claim(str(claim.pk), known_at=published_at)
    assert before["status"] == "verified"
    assert before["evidence"][0]["cited"]
    with pytest.raises(Gone) as gone:
        reader.claim(str(claim.pk))
    assert (gone.value.code, gone.value.reason) == ("withdrawn", "A slip.")
    assert gone.value.at
    with pytest.raises(NotFound):
        reader.claim(str(make_claim().pk))


def test_changes_resume_and_replay_to_what_is_public(reader: Client, rosa: User) -> None:
    claims = some(rosa, 3)
    changes = list(reader.changes(limit=2))
    assert [change["claim"] for change in changes] == [str(claim.pk) for claim in claims]
    make_evidence(claims[0], stance="refutes")
    publish_due(10)
    [change] = reader.changes(after=changes[-1]["sequence"])
    held = apply(apply(None, changes[0]), change)
    assert held == reader.claim(str(claims[0].pk))


def test_changes_look_again_as_long_as_they_are_asked_to(server: str, rosa: User) -> None:
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        publish(make_claim(f"Claim {len(waits)}."), rosa)

    with Client(server, sleep=sleep) as client:
        changes = client.changes(poll_seconds=7)
        assert [next(changes)["version"] for _ in range(2)] == [1, 1]
    assert waits == [7, 7]


def test_a_report_is_handed_in_once_and_followed(wire: Client, reader: Client) -> None:
    report = wire.send_report(url="https://outlet.example/a", text="The bridge is closed.", publisher=None)
    again = wire.send_report(url="https://outlet.example/a", text="The bridge is closed.")
    assert report == again
    assert wire.processing(report["id"])["state"] == "waiting"
    assert next(wire.follow(report["id"]))["state"] == "waiting"
    with pytest.raises(Forbidden):
        reader.send_report(text="No.")
    with pytest.raises(Invalid):
        wire.send_report(url="not an address", text="The bridge is closed.")


def test_a_key_that_is_none_of_theirs_is_refused(server: str) -> None:
    with Client(server, "fc_wrong") as client, pytest.raises(Unauthorized):
        next(client.claims())


def test_an_answer_that_has_not_changed_is_not_sent_again(server: str, rosa: User) -> None:
    claim, statuses = publish(make_claim(), rosa), []

    class Watched(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = super().handle_request(request)
            statuses.append(response.status_code)
            return response

    with Client(server, transport=Watched()) as client:
        first = client.claim(str(claim.pk))
        first["statement"] = "Changed by who reads it."
        assert client.claim(str(claim.pk))["statement"] == claim.statement
        make_evidence(claim)
        publish_due(10)
        assert client.claim(str(claim.pk))["evidence_total"] == 2
    assert statuses == [200, 304, 200]


def test_the_async_client_reads_the_same(server: str, keys: dict[str, str], rosa: User) -> None:
    claims = some(rosa, 3)

    async def read() -> None:
        async with AsyncClient(server, keys["ingest"]) as client:
            assert [claim["id"] async for claim in client.claims(page_size=2)] == newest(claims)
            assert (await client.claim(str(claims[0].pk)))["statement"] == claims[0].statement
            assert [change["version"] async for change in client.changes()] == [1, 1, 1]
            report = await client.send_report(text="The bridge is closed.")
            assert (await client.processing(report["id"]))["state"] == "waiting"
            assert [stage["state"] async for stage in _first(client.follow(report["id"]))] == ["waiting"]

    asyncio.run(read())


async def _first(stages: Any) -> Any:
    async for stage in stages:
        yield stage
        return
