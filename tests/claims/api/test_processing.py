"""How far a report has come is told from the work that is planned and done."""

from typing import Any

import pytest
from django.utils import timezone

from claims.models import Appearance, Reading, Recheck
from sources.models import Indexing, Report, Snapshot
from tests.claims.api.conftest import Ask
from tests.factories import make_claim, make_passages, make_report


@pytest.fixture
def snapshot(db: None) -> Snapshot:
    return make_report("The bridge at Orsk was closed on Monday.").snapshot


def processing(ask: Ask, snapshot: Snapshot) -> dict[str, Any]:
    body: dict[str, Any] = ask(f"reports/{snapshot.report_id}/processing/").json()
    return body


def read(snapshot: Snapshot, state: str = "done", **fields: Any) -> Reading:
    fields = {"claims_found": 2, "sentences": 5, "sentences_claimed": 2, "sentences_left_out": 2, **fields}
    return Reading.objects.create(
        snapshot=snapshot, extractor=fields.pop("extractor", "x/1"), state=state, due_at=timezone.now(), **fields
    )


def recheck(state: str, error: str = "", **side: Any) -> Recheck:
    return Recheck.objects.create(judge="j/1", state=state, error=error, due_at=timezone.now(), **side)


def test_a_report_waits_until_it_is_indexed(wire: Ask, snapshot: Snapshot) -> None:
    assert processing(wire, snapshot) == {
        "state": "waiting",
        "claims_found": 0,
        "coverage": None,
        "error": "",
        "snapshot_id": str(snapshot.pk),
    }


GIVEN_UP = "It could not be processed; an administrator can see why and try again."
TRIED_AGAIN = "An attempt failed; it will be tried again."


def test_an_indexing_that_failed_says_so_and_keeps_our_insides_to_itself(wire: Ask, snapshot: Snapshot) -> None:
    Indexing.objects.update(state="failed", error="OSError: /srv/models is gone")
    body = processing(wire, snapshot)
    assert (body["state"], body["error"]) == ("failed", GIVEN_UP)


def test_it_is_reading_until_the_reading_is_done(wire: Ask, snapshot: Snapshot) -> None:
    make_passages(snapshot)
    assert processing(wire, snapshot)["state"] == "reading"
    reading = read(snapshot, "pending", error="Lost once.")
    body = processing(wire, snapshot)
    assert (body["state"], body["error"], body["coverage"]) == ("reading", TRIED_AGAIN, None)
    reading.state = "failed"
    reading.save()
    assert processing(wire, snapshot)["state"] == "failed"


def test_it_is_checking_until_its_re_checks_and_those_of_its_claims_are_done(
    wire: Ask, snapshot: Snapshot, django_assert_num_queries: Any
) -> None:
    [passage] = make_passages(snapshot)
    reading = read(snapshot)
    claim = make_claim(passage=passage)
    Appearance.objects.update(reading=reading)
    recheck("done", snapshot=snapshot)
    of_claim = recheck("pending", claim=claim)
    processing(wire, snapshot)
    with django_assert_num_queries(5):  # key, report, indexing, reading, re-checks
        body = processing(wire, snapshot)
    assert body["state"] == "checking"
    assert body["claims_found"] == 2
    assert body["coverage"] == {"sentences": 5, "claimed": 2, "left_out": 2, "unread": 1}
    of_claim.state = "done"
    of_claim.save()
    assert processing(wire, snapshot)["state"] == "done"


def test_a_re_check_that_failed_fails_it(wire: Ask, snapshot: Snapshot) -> None:
    make_passages(snapshot)
    read(snapshot)
    recheck("failed", "The judge is gone.", snapshot=snapshot)
    body = processing(wire, snapshot)
    assert (body["state"], body["error"]) == ("failed", GIVEN_UP)


def test_the_newest_reading_counts(wire: Ask, snapshot: Snapshot) -> None:
    make_passages(snapshot)
    read(snapshot, claims_found=1)
    read(snapshot, claims_found=3, extractor="x/2")
    assert processing(wire, snapshot)["claims_found"] == 3


def test_a_new_version_starts_again(wire: Ask, snapshot: Snapshot) -> None:
    make_passages(snapshot)
    read(snapshot)
    assert processing(wire, snapshot)["state"] == "done"
    make_report("The bridge is open.", url=Report.objects.get().url)
    assert processing(wire, snapshot)["state"] == "waiting"


def test_an_unknown_report_is_not_found(wire: Ask, db: None) -> None:
    response = wire("reports/0190a5c2-0000-7000-8000-000000000000/processing/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
