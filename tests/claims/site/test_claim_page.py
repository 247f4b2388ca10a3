"""A claim's own page: what it says, as data too, as it was, and when it is gone."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client

from claims.models import Claim
from claims.services.decide import Verdict
from factcheck.access.models import User
from tests.claims.admin.scene import STATEMENT, appear, attribute, make_scene, published
from tests.factories import decide_by_two, make_claim, publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def withdraw(claim: Claim, rosa: User) -> None:
    decide_by_two(claim.pk, Verdict(claim.status, "withdrawn", "The outlet made it up.", []), rosa)


def data(html: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    told: dict[str, Any] = json.loads(found)
    return told


def test_it_tells_the_verdict_why_and_who_says_it(client: Client, rosa: User) -> None:
    claim = publish(make_scene().claim, rosa)
    html = " ".join(client.get(f"/claims/{claim.pk}/").content.decode().split())
    assert "Two outlets saw it themselves." in html
    assert "True (5 of 5)" in html
    assert html.index("Dmitry Medvedev</bdi>") < html.index("TASS</bdi>") < html.index("Northgate Daily</bdi>")
    assert "the decision cites it" in html


def test_its_claim_review_has_what_schema_org_requires(client: Client, rosa: User) -> None:
    claim = publish(make_scene().claim, rosa)
    review = data(client.get(f"/claims/{claim.pk}/").content.decode())
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] == STATEMENT
    assert review["url"] == f"http://testserver/claims/{claim.pk}/"
    assert {**review["reviewRating"], "ratingExplanation": ""} == {
        "@type": "Rating",
        "alternateName": "True",
        "ratingValue": 5,
        "worstRating": 1,
        "bestRating": 5,
        "ratingExplanation": "",
    }
    said = review["itemReviewed"]
    assert said["author"] == {
        "@type": "Person", "name": "Dmitry Medvedev", "jobTitle": "former Russian prime minister"
    }  # fmt: skip
    assert said["datePublished"] == "2021-09-13T07:20:00Z"
    assert said["firstAppearance"]["publisher"]["name"] == "Northgate Daily"
    assert review["author"] == {"@type": "Organization", "name": "Factcheck", "url": "http://testserver/"}


def test_a_status_without_a_number_claims_none(client: Client, rosa: User) -> None:
    claim = publish(make_scene().claim, rosa, "unverifiable")
    rating = data(client.get(f"/claims/{claim.pk}/").content.decode())["reviewRating"]
    assert rating["alternateName"] == "Unproven"
    assert "ratingValue" not in rating


def test_hostile_text_ends_neither_the_data_nor_the_page(client: Client, rosa: User) -> None:
    hostile = "</script><script>alert(1)</script><!-- & "
    claim = publish(make_claim(hostile), rosa)
    attribute(appear(claim, published(hostile, hostile, hostile), hostile))
    html = client.get(f"/claims/{claim.pk}/").content.decode()
    assert "<script>alert" not in html
    assert data(html)["claimReviewed"] == hostile


def test_it_can_be_read_as_it_was(client: Client, rosa: User) -> None:
    claim = publish(make_scene().claim, rosa)
    before = datetime.now(UTC)
    publish(claim, rosa, "refuted")
    address = f"/claims/{claim.pk}/"
    assert "status-refuted" in client.get(address).content.decode()
    then = client.get(address, {"known_at": before.isoformat()}).content.decode()
    assert "This is what was public from" in then
    assert data(then)["reviewRating"]["alternateName"] == "True"


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-24T12:00:00", "2999-01-01T00:00:00Z"])
def test_a_moment_that_is_none_is_not_found(client: Client, rosa: User, moment: str) -> None:
    claim = publish(make_claim(), rosa)
    assert client.get(f"/claims/{claim.pk}/", {"known_at": moment}).status_code == 404


def test_what_was_withdrawn_is_gone_with_the_reason(client: Client, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    withdraw(claim, rosa)
    response = client.get(f"/claims/{claim.pk}/")
    assert response.status_code == 410
    assert "The outlet made it up." in response.content.decode()


def test_what_nobody_decided_on_is_not_found(client: Client) -> None:
    assert client.get(f"/claims/{make_claim().pk}/").status_code == 404
    assert client.get(f"/claims/{uuid4()}/").status_code == 404


def test_a_reader_who_has_it_is_told_so_and_gets_no_cookie(
    client: Client, rosa: User, django_assert_num_queries: Any
) -> None:
    claim = publish(make_scene().claim, rosa)
    first = client.get(f"/claims/{claim.pk}/")
    assert not first.cookies
    with django_assert_num_queries(1):
        again = client.get(f"/claims/{claim.pk}/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    publish(claim, rosa, "refuted")
    changed = client.get(f"/claims/{claim.pk}/", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_the_feed_has_the_newest_change_first_under_a_lasting_id(client: Client, rosa: User) -> None:
    one, two = publish(make_claim("The mill is open."), rosa), publish(make_claim("The well is dry."), rosa)
    publish(one, rosa, "refuted")
    response = client.get("/claims.atom")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"urn:uuid:{one.pk}", f"urn:uuid:{two.pk}"]
    assert entries[0].findtext(f"{ATOM}title") == "False: The mill is open."
    assert client.get("/claims.atom", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_the_feed_leaves_out_what_was_withdrawn(client: Client, rosa: User) -> None:
    withdraw(publish(make_claim(), rosa), rosa)
    assert b"<entry>" not in client.get("/claims.atom").content
