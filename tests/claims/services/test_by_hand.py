"""What an editor corrects in a reading is stored as told, survives the next reading, and loses nobody's work."""

from datetime import UTC, datetime

import pytest

from claims.engines.reader import LocalReader
from claims.errors import ClaimRefused
from claims.models import Appearance, Claim, Reading, Rejection
from claims.services.by_hand import ReadingChanged, as_seen
from claims.services.check_reading import check_reading, next_unchecked
from claims.services.correct_chain import HopText, correct_chain
from claims.services.pick_words import add_place, mark_part
from claims.services.plan_work import plan_reading
from claims.services.read_report import read_report
from claims.services.reject_claim import reject_claim, take_back_rejection
from claims.services.settle_words import Settled, settle_words
from claims.services.split_claim import Part, join_claims, split_claim
from factcheck.access.models import User
from sources.services.index_snapshot import index_snapshot
from tests.factories import EMBEDDER, make_report, make_user, publish

pytestmark = pytest.mark.django_db
TEXT = (
    "The harbour of Lumen closed on Saturday, port director Ana Ruiz said.\n\n"
    "The ferry was moved to Orsk and the crane was sold to a museum, Ivo Marek wrote in a letter."
)
READER = LocalReader()
JUDGE = "test/1"


class AnotherReader(LocalReader):
    version = "test-reader/2"


def read(text: str = TEXT, reader: LocalReader = READER, **fields: object) -> Reading:
    snapshot = make_report(text, publisher="Lumen Post", **fields).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    return read_again(snapshot.pk, reader)


def read_again(snapshot_id: object, reader: LocalReader) -> Reading:
    reading = plan_reading(snapshot_id, reader.version)  # type: ignore[arg-type]
    read_report(reading.pk, reader, EMBEDDER, JUDGE)
    reading.refresh_from_db()
    return reading


def appearance(reading: Reading, words: str) -> Appearance:
    return Appearance.objects.get(snapshot=reading.snapshot_id, claim__statement__contains=words)


def chain(row: Appearance) -> list[tuple[str, str]]:
    return [(hop.source.name, hop.channel) for hop in row.attributions.order_by("position").select_related("source")]


@pytest.fixture
def edith() -> User:
    return make_user("edith", "editor")


def test_a_corrected_chain_ends_at_the_publisher_and_survives_the_next_reading(edith: User) -> None:
    reading = read()
    row = appearance(reading, "harbour")
    told = [
        HopText("Ana Ruiz", "person", "port director", cue="said"),
        HopText("Gull Agency", "outlet", channel="wire"),
    ]
    correct_chain(row.pk, told, edith, as_seen(row))
    read_again(reading.snapshot_id, AnotherReader())
    row.refresh_from_db()
    assert chain(row) == [("Ana Ruiz", ""), ("Gull Agency", "wire"), ("Lumen Post", "")]
    first = row.attributions.get(position=0)
    text = row.snapshot.text
    assert (text[first.source_start : first.source_end], text[first.cue_start : first.cue_end]) == (
        "port director Ana Ruiz",
        "said",
    )
    assert row.corrected_by == edith


def test_a_cue_that_does_not_stand_in_the_report_is_refused_at_its_field(edith: User) -> None:
    row = appearance(read(), "harbour")
    before = chain(row)
    with pytest.raises(ClaimRefused) as refused:
        correct_chain(row.pk, [HopText("Ana Ruiz", "person", cue="shouted")], edith, as_seen(row))
    assert refused.value.field == "cue-0"
    assert chain(row) == before


def test_who_saw_an_older_state_is_told_so_and_changes_nothing(edith: User) -> None:
    row = appearance(read(), "harbour")
    seen = as_seen(row)
    correct_chain(row.pk, [HopText("officials", "unnamed")], edith, seen)
    with pytest.raises(ReadingChanged):
        correct_chain(row.pk, [HopText("Ana Ruiz", "person")], edith, seen)
    assert chain(row)[0] == ("officials", "")


def test_what_is_settled_leaves_the_list_and_dates_the_claim(edith: User) -> None:
    row = appearance(read(), "harbour")
    (item,) = row.unsettled
    day = datetime(2026, 11, 21, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    settle_words(row.pk, (item["start"], item["end"]), Settled("", *day), edith, as_seen(row))
    row = Appearance.objects.select_related("claim").get(pk=row.pk)
    assert row.unsettled == []
    assert [time["words"] for time in row.times] == [row.snapshot.text[item["start"] : item["end"]]]
    held = row.claim.valid_during
    assert held is not None
    assert (held.lower, held.upper) == day


def test_a_time_that_ends_before_it_begins_is_refused(edith: User) -> None:
    row = appearance(read(), "harbour")
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    with pytest.raises(ClaimRefused, match="later"):
        settle_words(row.pk, (0, 1), Settled("", moment, moment), edith, as_seen(row))


def test_what_is_rejected_goes_and_no_reading_brings_it_back(edith: User) -> None:
    reading = read()
    row = appearance(reading, "harbour")
    rejection = reject_claim(row.pk, "Nobody disputes it.", edith, as_seen(row))
    assert not Claim.objects.filter(pk=row.claim_id).exists()
    read_again(reading.snapshot_id, AnotherReader())
    assert not Claim.objects.filter(statement__contains="harbour").exists()
    take_back_rejection(rejection.pk)
    third = type("ThirdReader", (LocalReader,), {"version": "test-reader/3"})
    read_again(reading.snapshot_id, third())
    assert Claim.objects.filter(statement__contains="harbour").exists()


def test_a_claim_that_was_decided_is_not_rejected(edith: User) -> None:
    row = appearance(read(), "harbour")
    publish(row.claim, make_user("rita", "reviewer"))
    with pytest.raises(ClaimRefused, match="withdraw"):
        reject_claim(row.pk, "", edith, as_seen(row))
    assert Appearance.objects.filter(pk=row.pk).exists()
    assert not Rejection.objects.exists()


def test_a_split_makes_several_claims_with_the_same_chain(edith: User) -> None:
    text = "The ferry and the crane of Lumen were sold, Ivo Marek wrote in a letter."
    reading = read(text)
    row = appearance(reading, "ferry and the crane")
    before = chain(row)
    parts = [
        Part("The ferry of Lumen was sold.", "The ferry"),
        Part("The crane of Lumen was sold.", "the crane of Lumen were sold"),
    ]
    claims = split_claim(row.pk, parts, edith, as_seen(row), EMBEDDER, JUDGE)
    read_again(reading.snapshot_id, AnotherReader())
    assert {claim.statement for claim in Claim.objects.all()} == {part.statement for part in parts}
    assert [chain(claim.appearances.get()) for claim in claims] == [before, before]


def test_a_part_with_words_that_are_not_in_the_sentence_changes_nothing(edith: User) -> None:
    row = appearance(read(), "harbour")
    parts = [Part("One.", "The harbour"), Part("Two.", "The moon")]
    with pytest.raises(ClaimRefused) as refused:
        split_claim(row.pk, parts, edith, as_seen(row), EMBEDDER, JUDGE)
    assert refused.value.field == "quote-1"
    assert Appearance.objects.filter(pk=row.pk).exists()


def test_joined_claims_are_one_over_the_words_of_both(edith: User) -> None:
    reading = read()
    rows = [appearance(reading, "ferry"), appearance(reading, "crane")]
    statement = "The ferry was moved to Orsk and the crane was sold to a museum."
    claim = join_claims([(row.pk, as_seen(row)) for row in rows], statement, edith, EMBEDDER, JUDGE)
    place = claim.appearances.get()
    assert place.quote == reading.snapshot.text[min(row.start for row in rows) : max(row.end for row in rows)]
    assert chain(place) == [("Ivo Marek", "letter"), ("Lumen Post", "")]
    assert not Claim.objects.filter(pk__in=[row.claim_id for row in rows]).exists()


def test_selected_words_become_the_speaker_and_the_cue(edith: User) -> None:
    text = "The well is dry. The mill stands still, whispered Ana Ruiz."
    reading = read(text)
    row = appearance(reading, "well")
    at = text.index("Ana Ruiz")
    mark_part(row.pk, "source", (at, at + 8), edith, as_seen(row))
    row = Appearance.objects.get(pk=row.pk)
    at = text.index("whispered")
    mark_part(row.pk, "cue", (at, at + 9), edith, as_seen(row))
    hop = row.attributions.get(position=0)
    assert (hop.source.name, hop.cue, hop.is_publisher) == ("Ana Ruiz", "whispered", False)
    assert row.attributions.get(is_publisher=True).position == 1


def test_a_claim_stands_at_a_further_place_once(edith: User) -> None:
    reading = read()
    row = appearance(reading, "harbour")
    at = reading.snapshot.text.index("Saturday")
    places = {add_place(row.pk, (at, at + 8), edith, as_seen(row)).pk for _ in range(2)}
    (place,) = Appearance.objects.filter(pk__in=places)
    assert (place.claim_id, place.quote, chain(place)) == (row.claim_id, "Saturday", chain(row))


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (0, 10_000), (-1, 4)])
def test_no_words_are_no_place(edith: User, span: tuple[int, int]) -> None:
    row = appearance(read(), "harbour")
    with pytest.raises(ClaimRefused, match="Select"):
        add_place(row.pk, span, edith, as_seen(row))


def test_an_editor_goes_from_report_to_report(edith: User) -> None:
    older, newer = read(), read("The mill burned down on Friday, Ivo Marek said.")
    assert next_unchecked() == newer
    check_reading(newer.pk, edith)
    assert next_unchecked(newer.pk) == older
    check_reading(older.pk, edith)
    assert next_unchecked() is None
