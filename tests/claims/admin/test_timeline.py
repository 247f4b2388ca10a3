"""The picture of a claim's history: everything is on it, apart, and in order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from claims.admin.timeline import LANES, Event, draw
from factcheck.access.models import User
from tests.claims.admin.scene import make_scene
from tests.factories import make_evidence, publish

START = datetime(2026, 1, 1, tzinfo=UTC)
EVENTS = st.lists(
    st.tuples(st.sampled_from([lane for lane, _ in LANES]), st.integers(0, 60 * 24 * 400)), min_size=1, max_size=60
)


@given(EVENTS)
def test_every_event_is_drawn_once_inside_and_on_no_other(given_events: list[tuple[str, int]]) -> None:
    events = [Event(lane, START + timedelta(minutes=at), f"{n}") for n, (lane, at) in enumerate(given_events)]
    drawing = draw(events)
    assert drawing is not None
    assert sorted(mark.title for mark in drawing.marks) == sorted(event.title for event in events)
    assert len({(mark.x, mark.y) for mark in drawing.marks}) == len(events)
    assert all(0 < mark.x < drawing.width and 0 < mark.y < drawing.floor for mark in drawing.marks)


@given(EVENTS)
def test_what_happened_on_a_later_day_stands_further_right(given_events: list[tuple[str, int]]) -> None:
    moments = {f"{n}": START + timedelta(minutes=at) for n, (_, at) in enumerate(given_events)}
    drawing = draw([Event(lane, moments[f"{n}"], f"{n}") for n, (lane, _) in enumerate(given_events)])
    assert drawing is not None
    placed = sorted(drawing.marks, key=lambda mark: moments[mark.title].date())
    for one, two in pairwise(placed):
        if moments[one.title].date() < moments[two.title].date():
            assert one.x < two.x


def test_nothing_is_no_picture() -> None:
    assert draw([]) is None


@pytest.mark.django_db(transaction=True)  # the history tells the time at which each transaction began
def test_the_dossier_turns_back_to_what_was_known(client: Client, rosa: User) -> None:
    scene = make_scene()
    before = datetime.now(UTC)
    publish(scene.claim, rosa)
    late = make_evidence(scene.claim, stance="refutes")
    client.force_login(rosa)
    address = f"/admin/claims/claim/{scene.claim.pk}/change/"
    now = client.get(address).content.decode()
    then = client.get(address, {"at": before.isoformat()}).content.decode()
    assert f"e-{late.pk}" in now
    assert f"e-{late.pk}" not in then
    assert 'class="status status-verified"' in now
    assert 'class="status status-verified"' not in then
    assert "as it stood on" in then
    assert f"/{scene.claim.pk}/decide/" not in then


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"at": "yesterday"}, {"at": "2026-13-45T00:00Z"}])
def test_a_moment_that_is_none_is_refused(client: Client, rosa: User, query: dict[str, str]) -> None:
    client.force_login(rosa)
    assert client.get(f"/admin/claims/claim/{make_scene().claim.pk}/change/", query).status_code == 404
