"""What was known when: the same question about the past has the same bytes for an answer, whatever came since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from claims.models import Claim
from claims.services.decide import Verdict
from claims.services.publish_due import publish_due
from factcheck.access.models import User
from factcheck.log.models import LogEntry
from tests.claims.api.conftest import Ask
from tests.claims.api.test_claims import make_said, statements
from tests.factories import decide_by_two, make_claim, make_evidence, publish


def now() -> str:
    """The time of the last entry in the log, as a query has it."""
    last = LogEntry.objects.latest("sequence").recorded_at
    return last.astimezone(UTC).isoformat().replace("+00:00", "Z")


def test_the_past_is_told_as_it_stood(aggregator: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    then = now()
    decide_by_two(claim.pk, Verdict("verified", "unverifiable", "The witness took it back."), rosa)
    assert aggregator(f"claims/{claim.pk}/").json()["status"] == "unverifiable"
    told = aggregator(f"claims/{claim.pk}/?known_at={then}").json()
    assert (told["status"], told["decision"]["rationale"]) == ("verified", "Two outlets saw it themselves.")
    assert statements(aggregator, f"?known_at={then}&status=verified") == [claim.statement]
    assert statements(aggregator, "?status=verified") == []


def test_before_it_was_published_there_was_nothing(aggregator: Ask, desk: Ask, rosa: User) -> None:
    publish(make_claim("Another one."), rosa)
    then = now()
    claim = publish(make_claim(), rosa)
    for who in (aggregator, desk):
        assert who(f"claims/{claim.pk}/?known_at={then}").status_code == 404
        assert statements(who, f"?known_at={then}") == ["Another one."]
        assert statements(who, "?known_at=2001-01-01T00:00:00Z") == []


def test_a_claim_withdrawn_since_can_still_be_read_as_it_was_known(aggregator: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    then = now()
    decide_by_two(claim.pk, Verdict("verified", "withdrawn", "The witness took it back."), rosa)
    assert aggregator(f"claims/{claim.pk}/?known_at={then}").json()["status"] == "verified"
    assert aggregator(f"claims/{claim.pk}/?known_at={now()}").status_code == 410


def test_the_querysets_say_the_same(aggregator: Ask, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    then = LogEntry.objects.latest("sequence").recorded_at
    decide_by_two(claim.pk, Verdict("verified", "unverifiable", "The witness took it back."), rosa)
    [known] = Claim.objects.filter(pk=claim.pk).as_known_at(then)
    assert (known.status, known.content["status"]) == ("verified", "verified")
    assert not Claim.objects.as_known_at(then - timedelta(days=1))


def test_claims_are_narrowed_by_when_they_are_said_to_hold(anyone: Ask, desk: Ask, rosa: User) -> None:
    held = DateTimeTZRange(datetime(2021, 9, 1, tzinfo=UTC), datetime(2021, 10, 1, tzinfo=UTC))
    claim = publish(make_claim("In September.", valid_during=held), rosa)
    publish(make_claim("Some time."), rosa)
    for who in (anyone, desk):
        assert statements(who, "?valid_at=2021-09-12T00:00:00Z") == ["In September."]
        assert statements(who, "?valid_at=2021-10-01T00:00:00Z") == []
        assert who(f"claims/{claim.pk}/?valid_at=2021-09-12").status_code == 200
        assert who(f"claims/{claim.pk}/?valid_at=2021-10-12").status_code == 404


@pytest.mark.parametrize("query", ["known_at=soon", "known_at=2999-01-01T00:00:00Z", "valid_at=then"])
def test_a_moment_that_is_none_is_refused(anyone: Ask, rosa: User, query: str) -> None:
    claim = publish(make_claim(), rosa)
    for address in ("claims/", f"claims/{claim.pk}/"):
        refused = anyone(f"{address}?{query}")
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == query.split("=")[0]


def test_pages_are_all_of_the_picture_that_the_first_one_was_of(aggregator: Ask, rosa: User) -> None:
    claims = [publish(make_claim(f"Claim {number}."), rosa) for number in range(4)]
    first = aggregator("claims/?page_size=2").json()
    decide_by_two(claims[0].pk, Verdict("verified", "withdrawn", "A slip."), rosa)
    decide_by_two(claims[1].pk, Verdict("verified", "unverifiable", "A slip."), rosa)
    publish(make_claim("A new one."), rosa)
    second = aggregator(first["next"]).json()
    assert [(row["statement"], row["status"]) for row in second["results"]] == [
        ("Claim 1.", "verified"),
        ("Claim 0.", "verified"),
    ]
    assert aggregator(second["previous"]).json()["results"] == first["results"]
    assert statements(aggregator)[:2] == ["A new one.", "Claim 3."]


def test_a_cursor_of_another_picture_is_refused(aggregator: Ask, rosa: User) -> None:
    for number in range(2):
        publish(make_claim(f"Claim {number}."), rosa)
        then = now()
    following = aggregator("claims/?page_size=1").json()["next"]
    assert aggregator(f"{following}&known_at={then}").status_code == 200
    publish(make_claim("A new one."), rosa)
    assert aggregator(f"{following}&known_at={now()}").status_code == 422


def test_an_answer_that_the_client_has_is_not_sent_again(
    anyone: Ask, rosa: User, django_assert_num_queries: Any
) -> None:
    claim = publish(make_claim(), rosa)
    for address in ("claims/", f"claims/{claim.pk}/", "changes/"):
        fresh = anyone(address)
        tag, since = fresh.headers["ETag"], fresh.headers["Last-Modified"]
        with django_assert_num_queries(1):
            again = anyone(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert anyone(address, headers={"If-Modified-Since": since}).status_code == 304
        other = anyone(address, headers={"If-Match": '"another"'})
        assert (other.status_code, other.headers["Content-Type"]) == (412, "application/problem+json")
        assert "Authorization" in fresh.headers["Vary"]
        make_evidence(claim, stance="refutes")
        publish_due(10)
        changed = anyone(address, headers={"If-None-Match": tag})
        assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)


def test_readers_filter_by_whom_it_comes_from_and_what_changed(anyone: Ask, desk: Ask, rosa: User) -> None:
    chain = (("Dmitry Medvedev", "person"), ("officials", "unnamed"), ("Example Outlet", "outlet"))
    claim = make_said("A.", *chain)
    claim.appearances.get().attributions.filter(position=1).update(unnamed_class="officials")
    publish(claim, rosa)
    publish(make_said("B.", ("TASS", "organisation"), ("Example Outlet", "outlet")), rosa)
    source = claim.appearances.get().attributions.get(position=0).source
    for who in (anyone, desk):
        assert statements(who, "?source=dmitry+medvedev") == ["A."]
        assert statements(who, f"?source={source.pk}") == ["A."]
        assert statements(who, "?original_speaker=TASS") == ["B."]
        assert statements(who, "?original_speaker=Example+Outlet") == []
        assert statements(who, "?publisher=example+outlet") == ["B.", "A."]
        assert statements(who, "?unnamed_class=officials") == ["A."]
        assert statements(who, f"?entity={claim.pk}") == []
        assert statements(who, f"?changed_since={now()}") == ["B."]
