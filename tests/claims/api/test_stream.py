"""Waiting for changes: by long poll and by events, on a real server; and how few look for how many."""

import asyncio
import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from claims.api.tail import Tail
from claims.api.views.stream import _told
from claims.models.publication import Event
from claims.services.public.changes import Change, changes_after, head
from factcheck.access.models import User
from tests.claims.api.conftest import Ask
from tests.factories import change, make_claim, make_user, publish
from tests.web import Web, web

STREAM = "/api/v1/changes/stream/"


@pytest.fixture
def served(transactional_db: None, tmp_path: Path) -> Iterator[Web]:
    with web(tmp_path, FEED_CONNECTIONS="3") as running:
        yield running


@pytest.fixture
def reviewer(transactional_db: None) -> User:
    return make_user("rosa", "reviewer")


def later(action: Any) -> threading.Thread:
    """In a thread of its own, whose database connection is closed with it."""

    def act() -> None:
        try:
            action()
        finally:
            connection.close()

    thread = threading.Timer(0.7, act)
    thread.start()
    return thread


def events(lines: Iterator[str], number: int) -> list[dict[str, str]]:
    """The next `number` events; what only keeps the connection alive is left out."""
    found: list[dict[str, str]] = []
    event: dict[str, str] = {}
    for line in lines:
        if not line and "data" in event:
            found.append(event)
            if len(found) == number:
                return found
        if not line:
            event = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = value
    return found


@pytest.mark.slow
def test_who_waits_gets_a_change_as_soon_as_it_is_published(served: Web, reviewer: User) -> None:
    claim = make_claim()
    began = time.monotonic()
    thread = later(lambda: publish(claim, reviewer))
    found = httpx.get(f"{served.url}/api/v1/changes/?after=0&wait=20", timeout=30).json()
    thread.join()
    assert [it["claim"] for it in found["results"]] == [str(claim.pk)]
    assert found["next"] == f"/api/v1/changes/?after={head()}&limit=50&wait=20"
    assert time.monotonic() - began < 10
    empty = httpx.get(f"{served.url}/api/v1/changes/?after={head()}&wait=1", timeout=30).json()
    assert empty == {"results": [], "next": f"/api/v1/changes/?after={head()}&limit=50&wait=1"}


@pytest.mark.slow
def test_a_stream_tells_what_was_then_what_comes_and_goes_on_from_the_last_id(served: Web, reviewer: User) -> None:
    first, second = publish(make_claim("One."), reviewer), make_claim("Two.")
    with httpx.stream("GET", f"{served.url}{STREAM}", headers={"Accept": "text/event-stream"}, timeout=30) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        lines = answer.iter_lines()
        told = events(lines, 1)
        thread = later(lambda: publish(second, reviewer))
        told += events(lines, 1)
    thread.join()
    assert [json.loads(event["data"])["claim"] for event in told] == [str(first.pk), str(second.pk)]
    assert {event["event"] for event in told} == {"change"}
    change(first, "withdrawn", reviewer, make_user("rita", "reviewer"))
    resume = {"Last-Event-ID": told[-1]["id"]}
    with httpx.stream("GET", f"{served.url}{STREAM}?after=0", headers=resume, timeout=30) as answer:
        (gone,) = events(answer.iter_lines(), 1)
    assert json.loads(gone["data"])["tombstone"] == "withdrawn"
    assert int(gone["id"]) == head()


@pytest.mark.slow
def test_streams_hold_no_database_connections_and_are_let_go_when_the_server_ends(served: Web, reviewer: User) -> None:
    publish(make_claim(), reviewer)
    started = [threading.Event() for _ in range(3)]
    ended: list[str] = []

    def listen(number: int) -> None:
        with httpx.stream("GET", f"{served.url}{STREAM}", timeout=30) as answer:
            for line in answer.iter_lines():
                if line.startswith("data"):
                    started[number].set()
            ended.append("as it should")

    threads = [threading.Thread(target=listen, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    assert all(event.wait(20) for event in started)
    full = httpx.get(f"{served.url}{STREAM}")
    assert (full.status_code, full.json()["code"]) == (503, "too_many_waiting")
    assert int(full.headers["retry-after"]) > 0
    assert httpx.get(f"{served.url}/api/v1/changes/?after={head()}&wait=5").status_code == 503
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] <= 1
    began = time.monotonic()
    os.kill(served.process.pid, signal.SIGTERM)
    served.process.wait(20)
    for thread in threads:
        thread.join(20)
    assert ended == ["as it should"] * 3
    assert time.monotonic() - began < 4  # the server cuts what is left after five


@pytest.mark.slow
def test_who_leaves_makes_room(served: Web, reviewer: User) -> None:
    publish(make_claim(), reviewer)
    for path in (STREAM, f"/api/v1/changes/?after={head()}&wait=30"):
        assert httpx.head(f"{served.url}{path}", timeout=10).status_code == 200  # it has no body to wait for
    for _ in range(8):
        with httpx.stream("GET", f"{served.url}{STREAM}", timeout=30) as answer:
            assert answer.status_code == 200
            assert events(answer.iter_lines(), 1)


def test_without_an_event_loop_a_stream_tells_what_there_is_and_ends(anyone: Ask, rosa: User) -> None:
    publish(make_claim("One."), rosa)
    publish(make_claim("Two."), rosa)
    text = b"".join(anyone("changes/stream/?after=0").streaming_content).decode()
    assert len(events(iter(text.split("\n")), 9)) == 2
    (first, second) = re.findall(r"^id: (\d+)$", text, re.M)
    rest = b"".join(anyone("changes/stream/", headers={"Last-Event-ID": first}).streaming_content).decode()
    assert re.findall(r"^id: (\d+)$", rest, re.M) == [second]
    assert anyone("changes/?after=0&wait=30").json()["results"]


@pytest.mark.parametrize("bad", ["x", "-1", "1.5", "99999999999999999999", "١"])
def test_a_position_that_is_none_is_refused_where_it_was_given(anyone: Ask, bad: str) -> None:
    by_header = anyone("changes/stream/", headers={"Last-Event-ID": bad.encode().decode("latin-1")})
    assert [error["field"] for error in by_header.json()["errors"]] == ["Last-Event-ID"]
    assert anyone(f"changes/stream/?after={bad}").json()["errors"][0]["field"] == "after"
    assert anyone("changes/?wait=31").json()["errors"][0]["field"] == "wait"


def test_a_position_beyond_the_log_and_another_media_type_are_refused(anyone: Ask) -> None:
    beyond = anyone("changes/stream/", headers={"Last-Event-ID": "99"})
    assert (beyond.status_code, beyond.json()["errors"][0]["field"]) == (422, "Last-Event-ID")
    assert anyone("changes/stream/", headers={"Accept": "text/html"}).status_code == 406


@pytest.mark.django_db(transaction=True)
def test_many_who_wait_cost_one_look(reviewer: User) -> None:
    """Fifty callers: all hear of the change, and the looks are as many as for one."""
    claim = make_claim()

    async def all_wait() -> tuple[int, list[int]]:
        here = Tail()

        async def one(number: int) -> int:
            async with here.waiting(f"caller {number}"):
                return len(await here.after(0, 20))

        tasks = [asyncio.create_task(one(number)) for number in range(50)]
        await asyncio.sleep(0)
        thread = later(lambda: publish(claim, reviewer))
        heard = await asyncio.gather(*tasks)
        await asyncio.to_thread(thread.join)
        return here.looks, heard

    looks, heard = asyncio.run(all_wait())
    assert heard == [1] * 50
    assert looks <= 8


@pytest.mark.django_db(transaction=True)
def test_nothing_is_missed_by_who_is_slow(reviewer: User) -> None:
    claims = [make_claim(f"Claim {number}.") for number in range(4)]

    async def follow() -> list[Change]:
        here, got = Tail(), list[Change]()
        async with here.waiting("slow"):
            for claim in claims:
                thread = later(lambda claim=claim: publish(claim, reviewer))
                await asyncio.to_thread(thread.join)
                if claim is not claims[1]:  # two changes have come when it asks again
                    got += await here.after(got[-1].sequence if got else 0, 20)
            while len(got) < len(claims):
                got += await here.after(got[-1].sequence, 20)
        return got

    assert asyncio.run(follow()) == changes_after(0, head(), 10)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_whatever_a_change_says_its_event_is_read_back_whole(said: list[str]) -> None:
    from datetime import UTC, datetime

    documents = [json.dumps({"text": text}, ensure_ascii=False) for text in said]
    changes = [Change(n, datetime.now(UTC), Event.CHANGED, text) for n, text in enumerate(documents, 1)]
    told = events(iter(re.split(r"\r\n|\n|\r", _told(changes))), len(said) or 1)
    assert [event["data"] for event in told] == documents
