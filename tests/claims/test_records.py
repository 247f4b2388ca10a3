"""The track record of a source, worked out from decided claims."""

from datetime import UTC, datetime
from typing import Any

import pytest

from claims import records
from claims.models import Attribution, Claim, Merge
from claims.records import records_of
from claims.status import Status
from factcheck.access.models import User
from sources.models import Source
from tests.claims.admin.scene import appear
from tests.factories import make_claim, make_passages, make_report, publish

pytestmark = pytest.mark.django_db


def said(statement: str, speaker: str, month: int = 1, claim: Claim | None = None, **hop: Any) -> Claim:
    """A claim that `speaker` makes in the Post."""
    moment = datetime(2024, month, 15, tzinfo=UTC)
    place = make_passages(make_report(statement, publisher="Post", published_at=moment).snapshot)[0]
    claim = claim or make_claim(statement, review_kind="event")
    row = appear(claim, place, statement)
    Attribution.objects.create(appearance=row, position=0, source=Source.named(speaker, "person"), **hop)
    Attribution.objects.create(appearance=row, position=1, source=Source.named("Post", "outlet"), is_publisher=True)
    return claim


def counts(name: str, role: str = "said") -> dict[str, int]:
    found = getattr(records_of(Source.objects.get(name=name).pk), role).overall.counts
    return {str(status): count for status, count in found.items() if count}


def test_a_speaker_and_an_outlet_each_have_a_record_of_their_own(rosa: User) -> None:
    publish(said("The bridge is shut.", "Ana Lima"), rosa)
    publish(said("The dam broke.", "Ana Lima", 5), rosa, "refuted")
    publish(said("It rained.", "Boris Kern"), rosa)
    said("Nobody decided on this.", "Ana Lima")
    assert counts("Ana Lima") == {"verified": 1, "refuted": 1}
    assert counts("Post") == {}
    assert counts("Post", "printed") == {"verified": 2, "refuted": 1}
    record = records_of(Source.objects.get(name="Ana Lima").pk).said
    assert [day.isoformat() for day in record.quarters] == ["2024-01-01", "2024-04-01"]
    assert record.topics["event"].share == 0.5


def test_a_claim_said_twice_counts_once_and_when_it_was_said_first(rosa: User) -> None:
    claim = said("The bridge is shut.", "Ana Lima", 8)
    said("The bridge is shut.", "Ana Lima", 2, claim)
    publish(claim, rosa)
    record = records_of(Source.objects.get(name="Ana Lima").pk).said
    assert [(day.month, one.total) for day, one in record.quarters.items()] == [(1, 1)]


def test_who_denies_a_claim_did_not_say_it(rosa: User) -> None:
    publish(said("The bridge is shut.", "Ana Lima", is_denial=True), rosa)
    assert counts("Ana Lima") == {}


def test_the_verdict_on_the_claim_that_stands_for_it_counts(rosa: User) -> None:
    kept = publish(make_claim("The bridge is closed."), rosa, "refuted")
    merged = said("The bridge is shut.", "Ana Lima")
    Merge.objects.create(claim=merged, kept=kept)
    assert counts("Ana Lima") == {Status.REFUTED: 1}


def test_only_the_newest_sayings_are_looked_through_in_three_queries(
    rosa: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        publish(said(f"Bridge {number} is shut.", "Ana Lima"), rosa)
    monkeypatch.setattr(records, "SAYINGS", 2)
    ana = Source.objects.get(name="Ana Lima")
    with django_assert_num_queries(3):
        found = records_of(ana.pk)
    assert (found.is_cut, found.said.overall.total) == (True, 2)
