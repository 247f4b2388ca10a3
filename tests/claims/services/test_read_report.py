"""Reading: what becomes a claim of its own, and what is another appearance of a stored one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.engines.reader import LocalReader
from claims.models import Appearance, Claim, ClaimEmbedding, Reading
from claims.services import shelf
from claims.services.plan_work import plan_reading
from claims.services.read_report import read_report
from sources.models import Snapshot
from sources.models.work import State
from sources.services.index_snapshot import index_snapshot
from tests.factories import EMBEDDER, make_report

pytestmark = pytest.mark.django_db
READER = LocalReader()
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def read(text: str, published_at: datetime = NOON, **fields: str) -> Snapshot:
    snapshot = make_report(text, published_at=published_at, **fields).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    read_report(plan_reading(snapshot.pk, READER.version).pk, READER, EMBEDDER, "test/1")
    return snapshot


def reports_of(statement: str) -> list[int]:
    """For each claim of this statement, how many reports make it."""
    claims = Claim.objects.filter(statement=statement)
    return sorted(claim.appearances.values("snapshot__report").distinct().count() for claim in claims)


def test_each_quote_is_exactly_what_stands_in_the_text() -> None:
    snapshot = read("Café owners met in Orsk. “Rents rose,” said Ana Lima, a baker – they fell later 😀.")
    appearances = Appearance.objects.filter(snapshot=snapshot)
    assert appearances.exists()
    for appearance in appearances:
        assert snapshot.text[appearance.start : appearance.end] == appearance.quote
        assert snapshot.text[: appearance.start].endswith(appearance.prefix)
        assert snapshot.text[appearance.end :].startswith(appearance.suffix)


def test_a_claim_that_two_outlets_make_is_one_claim_with_two_appearances() -> None:
    for outlet in ("Alfa", "Beta"):
        read("Lisbon opened a new bridge on Monday.", publisher=outlet)
    assert reports_of("Lisbon opened a new bridge on Monday.") == [2]


def test_equal_words_about_two_events_stay_two_claims() -> None:
    """Each town has a mayor: a statement that names nothing is told apart by the story it stands in."""
    read("The new stadium in Ostra opened on Monday. It cost 40 million crowns. The mayor resigned.", publisher="Alfa")
    read("The new hospital in Vidby opened on Monday. It cost 40 million crowns. The mayor resigned.", publisher="Beta")
    assert reports_of("The mayor resigned.") == [1, 1]
    assert reports_of("The new stadium in Ostra cost 40 million crowns.") == [1]
    assert reports_of("The new hospital in Vidby cost 40 million crowns.") == [1]


def test_copies_of_one_story_share_their_claims() -> None:
    story = "The new stadium in Ostra opened on Monday. It cost 40 million crowns. The mayor resigned."
    read(story, publisher="Alfa")
    read(f"{story} Reporting by Alfa.", publisher="Beta")
    assert reports_of("The mayor resigned.") == [2]


def test_equal_words_in_another_week_stay_two_claims() -> None:
    for week in range(14):
        read("Lisbon opened a new bridge on Monday.", NOON + timedelta(weeks=week))
    assert reports_of("Lisbon opened a new bridge on Monday.") == [1] * 14
    read("Lisbon opened a new bridge on Monday.", NOON + timedelta(weeks=7, hours=5))
    assert reports_of("Lisbon opened a new bridge on Monday.") == [1] * 13 + [2]


def test_a_new_version_that_gives_no_date_keeps_the_date_of_the_report() -> None:
    read("Lisbon opened a new bridge on Monday.", url="https://a.example/1")
    again = make_report("Lisbon opened a new bridge on Monday. Crowds came.", url="https://a.example/1")
    assert again.snapshot.published_at == NOON


def test_the_publisher_is_the_last_hop_and_the_only_one_in_its_own_words() -> None:
    snapshot = read("Lisbon opened a bridge. Ana Lima said Porto will follow.", publisher="Alfa")
    chains = [
        [(hop.source.name, hop.is_publisher) for hop in appearance.attributions.all()]
        for appearance in Appearance.objects.filter(snapshot=snapshot).order_by("start")
    ]
    assert chains == [[("Alfa", True)], [("Ana Lima", False), ("Alfa", True)]]


def test_a_language_that_is_not_read_leaves_every_sentence_unread() -> None:
    snapshot = read("Lissabon hat eine Brücke. Sie ist neu.", language="de")
    reading = Reading.objects.get(snapshot=snapshot)
    assert (reading.state, reading.claims_found, reading.sentences_unread) == (State.DONE, 0, 2)


def test_reading_again_writes_nothing_new() -> None:
    snapshot = read("Lisbon opened a new bridge on Monday.")
    Reading.objects.update(state=State.PENDING, due_at=timezone.now())
    read_report(Reading.objects.get(snapshot=snapshot).pk, READER, EMBEDDER, "test/1")
    assert Claim.objects.count() == Appearance.objects.count() == 1


REPEATED = (
    "Lisbon opened a new bridge on Monday. Ana Lima said Porto will follow. The mayor resigned.\n\n"
    "Lisbon opened a new bridge on Monday. The mayor resigned. Lisbon opened a new bridge on Monday."
)


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_what_a_report_says_twice_is_one_claim_however_it_is_sliced(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(shelf, "SLICE", size)
    snapshot = read(REPEATED)
    said = Claim.objects.annotate(times=Count("appearances")).values_list("statement", "times")
    assert dict(said) == {
        "Lisbon opened a new bridge on Monday.": 3,
        "Porto will follow.": 1,
        "The mayor resigned.": 2,
    }
    assert Claim.objects.count() == ClaimEmbedding.objects.count() == 3
    chains = snapshot.appearances.order_by("start", "attributions__position").values_list(
        "attributions__source__name", "attributions__position"
    )
    assert list(chains.filter(claim__statement="Porto will follow.")) == [("Ana Lima", 0), ("Example Outlet", 1)]


def test_the_number_of_queries_does_not_grow_with_the_claims() -> None:
    """One or two more are asked where a speaker has no Source yet, however many such speakers there are."""

    def queries(towns: Sequence[str]) -> int:
        text = "\n\n".join(
            f"{town} opened a bridge. Mayor Ana {town}a said it cost 40 million crowns." for town in towns
        )
        snapshot = make_report(text, published_at=NOON).snapshot
        index_snapshot(snapshot.pk, EMBEDDER)
        reading = plan_reading(snapshot.pk, READER.version)
        with CaptureQueriesContext(connection) as asked:
            read_report(reading.pk, READER, EMBEDDER, "test/1")
        assert snapshot.appearances.count() >= 2 * len(towns)
        return len(asked)

    towns = [f"{first}{last}" for first in ("Ost", "Vid", "Kar", "Mel", "Tor") for last in ("burg", "by", "ville")]
    queries(towns[:2])  # the outlet is known from then on
    assert queries(towns[2:]) <= queries(["Pelstad", "Norwick"]) + 2


def test_reading_again_what_has_not_changed_costs_no_more_for_a_long_report() -> None:
    def queries(copies: int) -> int:
        text = "\n\n".join(f"Lisbon opened bridge {number} on Monday." for number in range(10, 10 + copies))
        snapshot = read(text)
        Reading.objects.filter(snapshot=snapshot).update(state=State.PENDING, due_at=timezone.now())
        with CaptureQueriesContext(connection) as asked:
            read_report(Reading.objects.get(snapshot=snapshot).pk, READER, EMBEDDER, "test/1")
        return len(asked)

    assert queries(2) == queries(20)


def test_a_report_that_repeats_itself_makes_each_claim_once_in_many_places() -> None:
    """Also where no sentence names anything, so that nothing tells the story."""
    read("The company said it would close the plant in June. " * 300)
    assert Claim.objects.count() == Claim.objects.values("statement").distinct().count() < 5
    assert Appearance.objects.count() == 300
