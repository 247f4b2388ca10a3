"""Google's own client library reads our claims from a real server; the rules of its parameters hold."""

import logging
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError
from hypothesis import given
from hypothesis import strategies as st

from claims.api.factchecktools.asked import Asked, Refused, token
from claims.services.decide import Verdict
from factcheck.access.models import ApiKey, Scope, User
from factcheck.requests import scrubbed
from tests.claims.admin.scene import STATEMENT, make_scene
from tests.factories import decide_by_two, make_claim, publish

ADDRESS = "/v1alpha1/claims:search"


@pytest.fixture
def rosa_and_claims(rosa: User) -> User:
    publish(make_scene().claim, rosa)
    for number in range(5):
        publish(make_claim(f"The mill of Orsk burned {number} times."), rosa, "refuted")
    return rosa


@pytest.mark.django_db(transaction=True)
def test_googles_client_searches_and_pages(live_server: Any, client: Client, rosa_and_claims: User) -> None:
    _, secret = ApiKey.issue("newsroom", [Scope.READ])
    document = client.get("/$discovery/rest", {"version": "v1alpha1"}).json() | {"rootUrl": f"{live_server.url}/"}
    with build_from_document(document, developerKey=secret) as service:
        found = service.claims().search(query="migrants").execute()
        request, seen = service.claims().search(query="mill", pageSize=2), []
        while request is not None:
            page = request.execute()
            seen += [one["text"] for one in page["claims"]]
            request = service.claims().search_next(request, page)
    assert seen == [f"The mill of Orsk burned {number} times." for number in (4, 3, 2, 1, 0)]
    (told,) = found["claims"]
    assert told["text"] == STATEMENT
    assert told["claimant"] == "Dmitry Medvedev"
    assert told["claimDate"] == "2021-09-13T07:20:00Z"
    (review,) = told["claimReview"]
    assert review["textualRating"] == "True"
    assert review["publisher"]["name"] == "Factcheck"
    with build_from_document(document, developerKey="wrong") as stranger, pytest.raises(HttpError) as refused:
        stranger.claims().search(query="mill").execute()
    assert refused.value.status_code == 400
    assert "API key not valid" in refused.value.reason


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"query": "mill", "pageSize": "many"},
        {"query": "mill", "maxAgeDays": "-1"},
        {"query": "mill", "pageToken": "x"},
        {"query": "mill", "colour": "red"},
        {"query": "a\0b"},
    ],
)
def test_what_can_not_be_is_refused_as_google_does(client: Client, query: dict[str, str]) -> None:
    response = client.get(ADDRESS, query)
    assert response.status_code == 400
    assert response.json()["error"]["status"] == "INVALID_ARGUMENT"


@pytest.mark.django_db
def test_filters_narrow_it_down(client: Client, rosa_and_claims: User) -> None:
    def texts(**query: Any) -> int:
        return len(client.get(ADDRESS, {"query": "mill", **query}).json().get("claims", ()))

    assert texts() == 5
    assert texts(offset=3) == 2
    assert texts(languageCode="en-GB") == 5
    assert texts(languageCode="de") == 0
    assert texts(maxAgeDays=1) == 5
    assert texts(reviewPublisherSiteFilter="www.testserver") == 5
    assert texts(reviewPublisherSiteFilter="elsewhere.example") == 0


@pytest.mark.django_db
def test_a_token_goes_with_its_question(client: Client, rosa_and_claims: User) -> None:
    further = client.get(ADDRESS, {"query": "mill", "pageSize": "2"}).json()["nextPageToken"]
    assert client.get(ADDRESS, {"query": "well", "pageToken": further}).status_code == 400


@pytest.mark.django_db
def test_what_is_withdrawn_is_not_found(client: Client, rosa: User) -> None:
    claim = publish(make_claim("The mill burned."), rosa)
    decide_by_two(claim.pk, Verdict(claim.status, "withdrawn", "The outlet made it up.", []), rosa)
    assert client.get(ADDRESS, {"query": "mill"}).json() == {}


@pytest.mark.django_db
def test_a_key_in_the_address_reaches_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get(ADDRESS, {"query": "mill", "key": "fc_secretsecret"})
    assert ADDRESS.replace(":", "%3A") in caplog.text.replace(":", "%3A")
    assert "fc_secretsecret" not in caplog.text


@pytest.mark.parametrize(
    "address", ["/a?key=s3cret", "/a?b=1&key=s3cret&c=2", "/a?KEY=s3cret", "/a?access_token=s3cret"]
)
def test_an_address_is_scrubbed(address: str) -> None:
    assert "s3cret" not in scrubbed(address)
    assert scrubbed("/a?monkey=1") == "/a?monkey=1"


@given(st.text(max_size=60))
def test_a_token_that_is_not_ours_is_refused(value: str) -> None:
    given_query = QueryDict(mutable=True)
    given_query.update({"query": "mill", "pageToken": value})
    if value:
        with pytest.raises(Refused, match="pageToken"):
            Asked.read(given_query)


@given(st.integers(1, 2**63 - 1), st.text(max_size=20))
def test_a_token_leads_on_from_where_it_was_made(before: int, query: str) -> None:
    given_query = QueryDict(mutable=True)
    given_query.update({"query": f"mill{query}".replace("\0", "")})
    given_query["pageToken"] = token(before, given_query)
    assert Asked.read(given_query).before == before
