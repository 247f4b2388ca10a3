"""From stored evidence to a finding: whose words each passage is, what the finding shows, and when it goes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.models import Appearance, Attribution, Claim, Finding, Reading
from claims.models.finding import FindingState
from claims.services.decide import Verdict, decide
from claims.services.propose_finding import propose_finding
from claims.status import Stance, Status
from factcheck.access.models import User
from sources.models import Entity, Fingerprint, Passage, Source
from sources.models.source import SourceKind
from sources.services.index_snapshot import index_snapshot
from tests.factories import EMBEDDER, make_claim, make_evidence, make_passages, make_report, publish

pytestmark = pytest.mark.django_db
JUDGE = "test/1"
MONDAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
CLAIM = "The bridge at Orsk was closed."
WIRE = (
    "ORSK, May 6 (Harbour Wire) - The bridge at Orsk was closed on Monday after two of its cables broke in the night.\n"
    "Engineers of the river authority will look at the other cables this week, and lorries must take the long way."
)


def passage(text: str, outlet: str, days: int = 0, **fields: Any) -> Passage:
    moment = MONDAY + timedelta(days)
    return make_passages(make_report(text, publisher=outlet, published_at=moment, **fields).snapshot)[0]


def said_by(place: Passage, claim: Claim, *hops: tuple[str, str]) -> None:
    """The claim in this passage, said by (name, kind) hops, then by the outlet; an empty kind is an unnamed class."""
    quoted = Appearance.quoted(place.snapshot.text, place.start, place.end)
    row = Appearance.objects.create(claim=claim, snapshot=place.snapshot, passage=place, **quoted)
    for position, (name, kind) in enumerate(hops):
        source = Source.named(name, kind or SourceKind.UNNAMED)
        Attribution.objects.create(
            appearance=row, position=position, source=source, unnamed_class="" if kind else name, role=name
        )
    outlet = place.snapshot.report.publisher
    assert outlet is not None
    Attribution.objects.create(appearance=row, position=len(hops), source=outlet, is_publisher=True)


def known(name: str, kind: str) -> tuple[str, str]:
    """A speaker of whom it is known who it is."""
    source = Source.named(name, kind)
    source.entity = Entity.objects.create(kind="person" if kind == SourceKind.PERSON else "organisation", name=name)
    source.save()
    return name, kind


@pytest.fixture
def claim() -> Claim:
    """Made by the Post on Monday, in its own words."""
    claim = make_claim(CLAIM)
    said_by(passage(CLAIM, "Post"), claim)
    return claim


def stance_of(claim: Claim) -> str | None:
    finding = propose_finding(claim.pk, JUDGE)
    return finding.proposed_status if finding else None


def test_one_report_more_corroborates_a_claim_though_its_own_is_not_among_the_evidence(claim: Claim) -> None:
    make_evidence(claim, passage("It is shut.", "Herald"))
    assert stance_of(claim) == Status.VERIFIED


def test_its_own_report_and_another_of_its_outlet_corroborate_nothing(claim: Claim) -> None:
    make_evidence(claim, claim.appearances.get().passage)
    make_evidence(claim, passage("The bridge stays shut, we hear.", "Post", 1))
    assert stance_of(claim) is None


def test_copies_of_a_wire_are_its_own_voice(claim: Claim) -> None:
    said_by(passage(WIRE, "Harbour Wire", -1), claim)
    for outlet, edit in (("Lakeside Courier", "After"), ("Northgate Daily", "as")):
        make_evidence(claim, passage(WIRE.replace("after", edit) + f"\nMore on {outlet}.", outlet, 1))
    assert stance_of(claim) is None


def test_two_outlets_that_credit_one_wire_are_one_voice(claim: Claim) -> None:
    for outlet, text in (("Lakeside", "Lorries wait. (AP)"), ("Northgate", "Cars turn round.\nWith Associated Press")):
        make_evidence(claim, passage(text, outlet), Stance.REFUTES)
    finding = propose_finding(claim.pk, JUDGE)
    assert finding is not None
    assert finding.proposed_status == Status.CONFLICTING
    against = [voice for voice in finding.voices if voice["stance"] == Stance.REFUTES]
    assert [voice["ties"] for voice in against] == [[{"kind": "carrier", "name": "Associated Press"}]]


def test_who_cites_an_outlet_is_one_voice_with_it(claim: Claim) -> None:
    post = claim.appearances.get().snapshot.report.publisher
    assert post is not None
    citing = passage("It is shut, according to the Post.", "Herald")
    said_by(citing, claim, known("Post", SourceKind.OUTLET))
    make_evidence(claim, citing)
    assert stance_of(claim) is None


def test_one_mayor_is_one_voice_and_the_mayors_of_two_towns_are_two() -> None:
    claim = make_claim(CLAIM)
    mayor = known("Ana Lima", SourceKind.PERSON)
    for outlet in ("Post", "Herald"):
        place = passage(f"It is shut, Ana Lima told the {outlet}.", outlet)
        said_by(place, claim, mayor)
        make_evidence(claim, place)
    assert stance_of(claim) is None
    for town, rest in (
        ("ORSK", "Forty lorries wait at the toll gate since dawn."),
        ("TULA", "Boats carry pupils over."),
    ):
        place = passage(f"{town} - It is shut, says the mayor.\n{rest}", f"{town} Times", days=1)
        said_by(place, claim, ("The mayor", SourceKind.PERSON))
        make_evidence(claim, place, Stance.REFUTES)
    finding = propose_finding(claim.pk, JUDGE)
    assert finding is not None
    assert finding.proposed_status == Status.REFUTED


def test_a_merged_entity_is_one_speaker() -> None:
    claim = make_claim(CLAIM)
    for name, outlet in (("Ana Lima", "Post"), ("A. M. Lima", "Herald")):
        place = passage(f"It is shut, {name} told the {outlet}.", outlet)
        said_by(place, claim, known(name, SourceKind.PERSON))
        make_evidence(claim, place)
    assert stance_of(claim) == Status.VERIFIED
    older, newer = Entity.objects.order_by("pk")
    Entity.objects.filter(pk=newer.pk).update(same_as=older)
    assert stance_of(claim) is None


def test_officials_in_one_story_are_one_voice(claim: Claim) -> None:
    for outlet, days in (("Herald", 0), ("Globe", 1)):
        place = passage(f"It is open, officials told the {outlet}.", outlet, days)
        said_by(place, claim, ("officials", ""))
        make_evidence(claim, place, Stance.REFUTES)
    assert stance_of(claim) == Status.CONFLICTING


def test_a_finding_shows_terms_quotes_and_engines(claim: Claim) -> None:
    place = claim.appearances.get()
    place.reading = Reading.objects.create(snapshot=place.snapshot, extractor="reader/7", due_at=MONDAY)
    place.save()
    row = make_evidence(claim, passage("It is shut.", "Herald"))
    finding = propose_finding(claim.pk, JUDGE)
    assert finding is not None
    assert sum(term["weight"] for term in finding.terms) == finding.score
    assert finding.engines == {"judge": JUDGE, "extractor": "reader/7", "embedder": EMBEDDER.name}
    of_claim, of_passage = finding.quotes
    assert (of_claim["of"], of_claim["quote"], of_claim["sha256"]) == ("claim", CLAIM, place.snapshot.sha256)
    assert (of_passage["evidence"], of_passage["quote"]) == (str(row.pk), "It is shut.")
    text = row.passage.snapshot.text
    assert text[of_passage["start"] : of_passage["end"]] == of_passage["quote"]


def test_a_later_value_proposes_superseded(claim: Claim) -> None:
    row = make_evidence(claim, passage("Now 39 are shut.", "Herald", 2), Stance.NOT_ENOUGH_INFO, later_value=True)
    finding = propose_finding(claim.pk, JUDGE)
    assert finding is not None
    assert finding.proposed_status == Status.SUPERSEDED
    assert list(finding.evidence.all()) == [row]
    assert finding.quotes[-1]["of"] == "later"


def test_a_copy_of_what_a_voice_says_makes_no_other_finding(claim: Claim) -> None:
    make_evidence(claim, passage(WIRE, "Herald"))
    first = propose_finding(claim.pk, JUDGE)
    copy = make_evidence(claim, passage(WIRE + "\nRead on.", "Globe", 1))
    again = propose_finding(claim.pk, JUDGE)
    assert again == first
    assert again is not None
    assert copy in again.evidence.all()
    assert any(str(copy.pk) in voice["facts"] for voice in again.voices)


def test_a_picture_that_goes_back_closes_the_finding_and_takes_the_mark_away(claim: Claim, rosa: User) -> None:
    claim = publish(claim, rosa)
    against = make_evidence(claim, passage("It is open.", "Globe", url="https://globe.example/1"), Stance.REFUTES)
    finding = propose_finding(claim.pk, JUDGE)
    claim.refresh_from_db()
    assert claim.needs_another_look
    make_report("We were wrong.", url="https://globe.example/1", publisher="Globe")
    assert against.passage.snapshot.report.snapshots.count() == 2
    assert propose_finding(claim.pk, JUDGE) is None
    claim.refresh_from_db()
    assert finding is not None
    finding.refresh_from_db()
    assert (claim.needs_another_look, finding.state, claim.status) == (False, FindingState.CLOSED, Status.VERIFIED)


def test_a_picture_that_goes_back_to_what_was_answered_is_not_proposed_again(claim: Claim, rosa: User) -> None:
    make_evidence(claim, passage("It is shut.", "Herald"))
    answered = propose_finding(claim.pk, JUDGE)
    decide(claim.pk, Verdict("unreviewed", "unverifiable", "A rumour."), rosa)
    make_evidence(claim, passage("It is open.", "Globe", url="https://globe.example/1"), Stance.REFUTES)
    other = propose_finding(claim.pk, JUDGE)
    assert other is not None
    assert other.supersedes == answered
    make_report("We were wrong.", url="https://globe.example/1", publisher="Globe")
    assert propose_finding(claim.pk, JUDGE) is None
    claim.refresh_from_db()
    assert not claim.needs_another_look


def test_a_newer_judge_with_the_same_picture_raises_no_mark(claim: Claim, rosa: User) -> None:
    rows = [make_evidence(claim, passage("It is shut.", "Herald"))]
    propose_finding(claim.pk, JUDGE)
    decide(claim.pk, Verdict("unreviewed", "unverifiable", "A rumour."), rosa)
    for row in rows:
        make_evidence(claim, row.passage, judge="test/2")
    assert propose_finding(claim.pk, "test/2") is None
    assert Finding.objects.count() == 1


def test_a_fingerprint_is_taken_when_a_snapshot_is_indexed_and_renewed_by_a_newer_maker() -> None:
    snapshot = make_report(WIRE).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    made = Fingerprint.objects.get(snapshot=snapshot)
    assert (made.credits, made.place, len(made.bands)) == (["Harbour Wire"], "Orsk", 50)
    Fingerprint.objects.update(made_by="older", bands=[])
    claim = make_claim()
    make_evidence(claim, snapshot.passages.first(), Stance.REFUTES)
    propose_finding(claim.pk, JUDGE)
    assert Fingerprint.objects.get(snapshot=snapshot).bands == made.bands
