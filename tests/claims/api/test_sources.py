"""Sources in the API: what grade holds, its history, and the track record."""

from typing import Any

import pytest

from factcheck.access.models import User
from sources.models import Source
from sources.services.rate_source import set_owner
from tests.claims.api.conftest import Ask
from tests.claims.test_records import said
from tests.factories import make_rating, publish

pytestmark = pytest.mark.django_db


def names(ask: Ask, query: str = "") -> list[str]:
    return [row["name"] for row in ask(f"sources/{query}").json()["results"]]


@pytest.fixture
def post(rosa: User) -> Source:
    """An outlet whose owner is rated, with a verified and a refuted claim."""
    publish(said("The bridge is shut.", "Ana Lima"), rosa)
    publish(said("The dam broke.", "Ana Lima", 5), rosa, "refuted")
    post, house = Source.objects.get(name="Post"), Source.named("House", "organisation")
    set_owner(post.pk, house.pk, "Its imprint says so.", rosa)
    make_rating(house, "B", rosa)
    return post


def test_without_the_review_scope_only_sources_of_published_claims_are_seen(
    anyone: Ask, desk: Ask, post: Source
) -> None:
    said("Nobody decided on this.", "Boris Kern")
    assert set(names(anyone)) == {"Post", "Ana Lima"}
    assert set(names(desk)) >= {"Post", "Ana Lima", "House", "Boris Kern"}
    hidden = Source.objects.get(name="Boris Kern")
    assert anyone(f"sources/{hidden.pk}/").status_code == 404
    assert desk(f"sources/{hidden.pk}/").status_code == 200


def test_a_source_has_the_grade_of_its_owner_until_it_has_its_own(anyone: Ask, post: Source, rosa: User) -> None:
    standing = anyone(f"sources/{post.pk}/").json()["standing"]
    assert (standing["grade"], standing["inherited"], standing["held_by"]["name"]) == ("B", True, "House")
    make_rating(post, "D", rosa)
    body = anyone(f"sources/{post.pk}/").json()
    assert (body["standing"]["grade"], body["standing"]["inherited"]) == ("D", False)
    assert body["owner"]["name"] == "House"


def test_the_history_says_who_only_to_reviewers(anyone: Ask, desk: Ask, post: Source, rosa: User) -> None:
    make_rating(post, "D", rosa)
    make_rating(post, "", rosa)
    public, inside = (ask(f"sources/{post.pk}/").json()["ratings"] for ask in (anyone, desk))
    assert [(row["grade"], row["rated_by"]) for row in public] == [(None, None), ("D", None)]
    assert {row["rated_by"] for row in inside} == {"rosa"}
    assert public[0]["why"] == "Its reports of the last year were checked."


def test_the_track_record_stands_beside_the_grade(anyone: Ask, post: Source) -> None:
    record = anyone(f"sources/{post.pk}/").json()["track_record"]
    assert record["said"]["overall"]["total"] == 0
    printed = record["printed"]
    assert (printed["overall"]["counts"]["verified"], printed["overall"]["share"]) == (1, 0.5)
    assert [row["quarter"] for row in printed["quarters"]] == ["2024-01-01", "2024-04-01"]
    assert [row["topic"] for row in printed["topics"]] == ["event"]


def test_sources_are_found_by_name_kind_and_grade(anyone: Ask, desk: Ask, post: Source) -> None:
    assert names(anyone, "?name=POST") == ["Post"]
    assert names(anyone, "?kind=person") == ["Ana Lima"]
    assert names(anyone, "?grade=B") == ["Post"]
    assert set(names(desk, "?grade=B")) == {"Post", "House"}
    assert names(anyone, "?grade=none") == ["Ana Lima"]
    for query in ("?grade=G", "?nam=Post", "?kind="):
        assert anyone(f"sources/{query}").status_code == 422


def test_pages_lead_on_and_their_queries_do_not_grow(desk: Ask, post: Source, django_assert_num_queries: Any) -> None:
    for number in range(6):
        Source.named(f"Outlet {number}", "outlet")
    seen, page = [], desk("sources/?page_size=4").json()
    while True:
        seen += [row["name"] for row in page["results"]]
        if not page["next"]:
            break
        page = desk(page["next"]).json()
    assert len(seen) == len(set(seen)) == Source.objects.count()
    with django_assert_num_queries(3):  # the key, the page, its grades
        desk("sources/?page_size=9")
