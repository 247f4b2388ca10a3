"""The change feed: replayed from its beginning it gives what reading everything gives."""

from typing import Any

import pytest

from claims.models import Publication
from claims.services.decide import Verdict
from claims.services.erase_publication import erase_publication
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from tests.claims.api.conftest import Ask
from tests.factories import decide_by_two, make_claim, make_evidence, make_user, publish


def follow(ask: Ask, limit: int = 2) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    address = f"changes/?after=0&limit={limit}"
    while found := ask(address).json():
        if not found["results"]:
            return changes
        changes += found["results"]
        address = found["next"]
    return changes


def replay(changes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a client has who does as the feed's description says."""
    held: dict[str, dict[str, Any]] = {}
    for change in changes:
        before, claim = change["before"], held.get(change["claim"], {})
        kept = {} if before is None else {name: value for name, value in claim.items() if name not in before}
        held[change["claim"]] = kept | change["after"]
    return held


def whole(ask: Ask) -> dict[str, dict[str, Any]]:
    listed = [row["id"] for row in ask("claims/?page_size=1000").json()["results"]]
    return {pk: ask(f"claims/{pk}/").json() for pk in listed}


def test_replaying_it_from_the_start_equals_reading_everything(aggregator: Ask, rosa: User) -> None:
    claims = [publish(make_claim(f"Claim {number}."), rosa) for number in range(3)]
    make_evidence(claims[0], stance="refutes")
    publish_due(10)
    decide_by_two(claims[1].pk, Verdict("verified", "withdrawn", "A slip."), rosa)
    decide_by_two(claims[2].pk, Verdict("verified", "superseded", "A later count."), rosa)
    changes = follow(aggregator)
    assert [change["version"] for change in changes] == [1, 1, 1, 2, 2, 2]
    held = replay(changes)
    assert {pk: told for pk, told in held.items() if "tombstone" not in told} == whole(aggregator)
    assert held[str(claims[1].pk)]["reason"] == "A slip."
    assert [change["tombstone"] for change in changes] == [None, None, None, None, "withdrawn", None]


def test_what_was_erased_is_a_tombstone_and_comes_whole_with_the_next_version(aggregator: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    for _ in range(3):
        make_evidence(claim, stance="refutes")
        publish_due(10)
    erase_publication(claim.pk, 1, "A court ordered it.", make_user("ada", is_superuser=True))
    changes = follow(aggregator)
    assert [change["tombstone"] for change in changes] == ["erased", "erased", None, None]
    assert changes[0]["after"]["reason"] == "A court ordered it."
    assert replay(changes) == whole(aggregator)


def test_erasing_the_newest_version_publishes_how_the_claim_stands(aggregator: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    erase_publication(claim.pk, 1, "A court ordered it.", make_user("ada", is_superuser=True))
    assert [row.tombstone for row in Publication.objects.order_by("sequence")] == ["erased", ""]
    assert aggregator(f"claims/{claim.pk}/").status_code == 200
    assert replay(follow(aggregator)) == whole(aggregator)


def test_at_its_end_it_says_where_to_come_back(anyone: Ask, rosa: User) -> None:
    assert anyone("changes/").json() == {"results": [], "next": "/api/v1/changes/?after=0&limit=50"}
    publish(make_claim(), rosa)
    last = Publication.objects.get().sequence
    assert anyone(f"changes/?after={last}").json() == {"results": [], "next": f"/api/v1/changes/?after={last}&limit=50"}


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=1001", "after=7", "since=1"])
def test_a_place_that_the_log_does_not_have_is_refused(anyone: Ask, query: str) -> None:
    assert anyone(f"changes/?{query}").status_code == 422


def test_a_page_costs_the_same_whatever_its_length(anyone: Ask, rosa: User, django_assert_num_queries: Any) -> None:
    for number in range(5):
        publish(make_claim(f"Claim {number}."), rosa)
    for limit in (1, 5):
        with django_assert_num_queries(4):
            assert len(anyone(f"changes/?limit={limit}").json()["results"]) == limit
