"""The list of claims: what it shows, finds and costs."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim
from factcheck.access import rooms
from factcheck.access.models import User
from tests.claims.admin.scene import STATEMENT, make_scene
from tests.factories import make_claim, make_passages, make_report, publish

LIST = "/admin/claims/claim/"


@pytest.fixture
def reviewing(client: Client, rosa: User) -> Client:
    client.force_login(rosa)
    return client


def shown(client: Client, query: str = "") -> set[str]:
    return {claim.statement for claim in client.get(LIST + query).context["cl"].result_list}


def test_it_shows_status_proposal_and_outlets(reviewing: Client) -> None:
    make_scene()
    page = reviewing.get(LIST).content.decode()
    assert STATEMENT in page
    assert "status-conflicting" in page
    assert "Northgate Daily" in page


def test_its_queries_do_not_grow_with_its_rows(reviewing: Client, django_assert_num_queries: Any) -> None:
    for number in range(2):
        make_claim(f"Bridge {number} is closed.", passage=make_passages(make_report(f"Bridge {number}.").snapshot)[0])
    reviewing.get("/admin/")  # the first page of a session notes where it is from
    with django_assert_num_queries(8):  # session, user, second step, two for permissions, notices, bounded count, rows
        reviewing.get(LIST)
    for number in range(2, 12):
        make_claim(f"Bridge {number} is closed.", passage=make_passages(make_report(f"Bridge {number}.").snapshot)[0])
    with django_assert_num_queries(8):
        reviewing.get(LIST)


def test_it_searches_words_and_phrases_not_substrings(reviewing: Client) -> None:
    make_claim("The bridge at Orsk was closed.")
    make_claim("The closing of bridges at Omsk was a rumour.")
    assert len(shown(reviewing, "?q=bridges")) == 2
    assert shown(reviewing, "?q=bridge+-rumour") == {"The bridge at Orsk was closed."}
    assert shown(reviewing, '?q="closed+bridge"') == set()
    assert shown(reviewing, "?q=ridge") == set()


def test_it_filters_what_waits_for_a_reviewer(reviewing: Client, rosa: User) -> None:
    scene, done = make_scene(), publish(make_claim("Done."), rosa)
    shaken = publish(make_claim("Shaken."), rosa)
    Claim.objects.filter(pk=shaken.pk).update(needs_another_look=True)
    assert shown(reviewing, "?waits=review") == {scene.claim.statement, "Shaken."}
    assert shown(reviewing, "?waits=finding") == {scene.claim.statement}
    assert shown(reviewing, "?status__exact=verified") == {done.statement, "Shaken."}
    assert shown(reviewing, "?waits=review&q=shaken") == {"Shaken."}


def test_a_long_list_is_never_counted_to_its_end(reviewing: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "COUNTED", 3)
    for number in range(5):
        make_claim(f"Bridge {number} is closed.")
    assert "The first 3 claims; search or filter to see others." in reviewing.get(LIST).content.decode()


def test_nobody_without_a_role_sees_it(client: Client, nemo: User) -> None:
    client.force_login(nemo)
    assert client.get(LIST).status_code == 403
