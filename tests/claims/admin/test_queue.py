"""The review queue: its order and filters, what it costs, and giving several claims out or back."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Assignment, Claim
from claims.services.assign import assign
from factcheck.access.models import User
from tests.claims.admin.scene import STATEMENT, make_scene
from tests.factories import make_claim, publish

QUEUE = "/admin/claims/claim/queue/"


@pytest.fixture
def reviewing(client: Client, rosa: User) -> Client:
    client.force_login(rosa)
    return client


def shown(client: Client, query: str = "") -> list[str]:
    return [row.claim.statement for row in client.get(QUEUE + query).context["rows"]]


def test_what_matters_most_comes_first_and_says_why(reviewing: Client) -> None:
    make_claim("Plain.")
    make_scene()
    Claim.objects.filter(pk=make_claim("Worth it.").pk).update(worth=0.9)
    response = reviewing.get(QUEUE)
    assert [row.claim.statement for row in response.context["rows"]] == ["Worth it.", STATEMENT, "Plain."]
    top = response.context["rows"][1]
    assert (top.supporting, top.refuting, round(top.points)) == (2, 1, 60)
    assert "evidence at odds 60" in response.content.decode()


def test_its_filters_choose(reviewing: Client, rosa: User, ravi: User) -> None:
    scene, mine = make_scene(), make_claim("Mine.")
    assign(mine.pk, rosa, ravi, scene.claim.created_at)
    stale, shaken = publish(make_claim("Old."), ravi), publish(make_claim("Shaken."), ravi)
    Claim.objects.filter(pk=stale.pk).update(stale=True)
    Claim.objects.filter(pk=shaken.pk).update(needs_another_look=True)
    assert set(shown(reviewing)) == {STATEMENT, "Mine.", "Shaken."}
    assert shown(reviewing, "?only=conflict") == [STATEMENT]
    assert shown(reviewing, "?proposed=conflicting") == [STATEMENT]
    assert shown(reviewing, "?proposed=verified") == []
    assert shown(reviewing, "?only=mine") == ["Mine."]
    assert shown(reviewing, "?only=stale") == ["Old."]
    assert shown(reviewing, "?only=shaken") == ["Shaken."]
    assert shown(reviewing, "?only=contested") == []
    assert shown(reviewing, "?only=second") == []
    assert shown(reviewing, "?page=x&only=nonsense&proposed=nonsense") == shown(reviewing)


def test_its_queries_do_not_grow_with_its_rows(reviewing: Client, django_assert_num_queries: Any) -> None:
    make_scene()
    reviewing.get("/admin/")  # the first page of a session notes where it is from
    with django_assert_num_queries(11):
        reviewing.get(QUEUE)
    for number in range(50):
        make_claim(f"Bridge {number} is closed.")
    with django_assert_num_queries(11):
        assert len(shown(reviewing)) == 40


def test_several_are_given_out_and_come_back(reviewing: Client, rosa: User, ravi: User) -> None:
    claims = [str(make_claim(f"Bridge {number} is closed.").pk) for number in range(2)]
    reviewing.post(f"{QUEUE}bulk/", {"claims": claims, "to": ravi.pk})
    assert Assignment.objects.of(ravi).count() == 2
    back = reviewing.post(f"{QUEUE}bulk/", {"claims": claims, "to": ravi.pk, "back_to_queue": "1", "back": "//evil"})
    assert back.headers["Location"] == QUEUE
    assert not Assignment.objects.open().exists()
    page = reviewing.post(f"{QUEUE}bulk/", {"claims": claims, "to": ""}, follow=True).content.decode()
    assert page.count("What nobody has in hand can&#x27;t be put back.") == 1


def test_only_reviewers_see_it(client: Client, edith: User) -> None:
    client.force_login(edith)
    assert client.get(QUEUE).status_code == 403
    assert client.post(f"{QUEUE}bulk/").status_code == 403
