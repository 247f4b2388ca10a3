"""The public page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim
from claims.services.publish_due import publish_due
from claims.site import published as pages
from factcheck.access.models import User
from tests.claims.admin.scene import STATEMENT, appear, attribute, make_scene, published
from tests.factories import make_claim, publish


def test_without_claims_it_says_what_to_do(client: Client, db: None) -> None:
    html = client.get("/").content.decode()
    assert "Nothing has been published yet." in html
    assert "choose one and decide" in html


def test_it_shows_the_claim_who_says_so_and_why(client: Client, rosa: User) -> None:
    publish(make_scene().claim, rosa)
    html = " ".join(client.get("/").content.decode().split())
    assert f"<mark>{STATEMENT}</mark>" in html
    assert "Two outlets saw it themselves." in html
    assert "status-verified" in html
    assert '<time datetime="2021-09-13T07:20:00+00:00">13 September 2021, 07:20 UTC</time>' in html
    assert html.index("Dmitry Medvedev") < html.index("<bdi>TASS</bdi>") < html.index("<bdi>Northgate Daily</bdi>")


def test_what_nobody_decided_on_stays_inside(client: Client, rosa: User) -> None:
    make_scene()
    assert STATEMENT not in client.get("/").content.decode()


def test_the_newest_decision_comes_first_and_the_link_leads_on(
    client: Client, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    for number in range(5):
        publish(make_claim(f"Bridge {number} is closed."), rosa)
    moment = Claim.objects.earliest("decided_at").decided_at
    assert moment
    Claim.objects.filter(statement="Bridge 0 is closed.").update(decided_at=moment + timedelta(days=1))
    Claim.objects.filter(statement__in=["Bridge 1 is closed.", "Bridge 2 is closed."]).update(decided_at=moment)
    publish_due(10)
    seen, query = [], ""
    while True:
        context = client.get("/" + query).context
        seen += [card.claim.statement[7] for card in context["cards"]]
        if not context["older"]:
            break
        query = f"?before={context['older']}"
    assert seen == ["0", "4", "3", "2", "1"]


@pytest.mark.parametrize(
    "place", ["x", "2021-01-01T00:00:00_x", "", "2021-99-01T00:00:00Z_01a20c67-91cf-73c7-821c-08f93195ffa6"]
)
def test_a_place_that_is_none_is_not_found(client: Client, db: None, place: str) -> None:
    assert client.get("/", {"before": place}).status_code == 404


def test_its_queries_do_not_grow_and_readers_get_no_cookie(
    client: Client, rosa: User, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        claim = publish(make_claim(f"{STATEMENT} {number}"), rosa)
        attribute(appear(claim, published(f"t{number}", f"Outlet {number}", f"{STATEMENT} {number}"), STATEMENT))
    publish_due(10)
    with django_assert_num_queries(1):
        response = client.get("/")
    assert not response.cookies


def test_hostile_text_stays_text(client: Client, rosa: User) -> None:
    hostile = "<script>alert(1)</script>"
    claim = publish(make_claim(hostile), rosa)
    attribute(appear(claim, published(hostile, hostile, hostile), hostile))
    publish_due(10)
    html = client.get("/").content.decode()
    assert hostile not in html
    assert "&lt;script&gt;" in html


def test_it_only_reads(client: Client) -> None:
    assert client.post("/").status_code == 405


@pytest.mark.parametrize("address", ["/", "/api/v1/claims/", "/api/v1/changes/", "/claims.atom", "/log/"])
def test_what_is_public_does_not_depend_on_a_cookie(client: Client, rosa: User, address: str) -> None:
    publish(make_claim(), rosa)
    client.force_login(rosa)
    assert "Cookie" not in client.get(address).headers.get("Vary", "")
