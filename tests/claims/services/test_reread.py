"""A new reading keeps every human edit, takes back only what the machine alone ever said, and shows it beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.engines.protocols import ReportText
from claims.engines.reader import LocalReader
from claims.models import Appearance, Attribution, Claim, Contradiction, Evidence, Mention, Reading
from claims.pipeline.draft import ClaimDraft, Modality, ReadingDraft, SentenceFate, Span
from claims.pipeline.reread import Place, changes
from claims.services.forget_claims import forget
from claims.services.plan_work import plan_reading, plan_rereadings
from claims.services.preview_reading import preview
from claims.services.read_report import read_report
from claims.services.write_claim import ClaimText, edit_claim, write_claim
from claims.services.write_claim import Place as Quoted
from factcheck.access.models import User
from sources.engines.embedding import NullEmbedder, Vectors
from sources.models import Snapshot
from sources.models.work import State
from sources.services.index_snapshot import index_snapshot
from tests.factories import EMBEDDER, make_evidence, make_report, publish

TEXT = "Norland signed the treaty. Sudmark left the league. Guests praised the dinner in Riga."
NORLAND, SUDMARK, GUESTS = (
    "Norland signed the treaty.",
    "Sudmark left the league.",
    "Guests praised the dinner in Riga.",
)


@dataclass
class Picker:
    """A reader that makes a claim of each sentence with one of its words, worded as it is told."""

    version: str
    words: tuple[str, ...]
    ending: str = "."
    modality: Modality = "asserted"

    def read(self, report: ReportText) -> ReadingDraft:
        picked = [span for span in report.sentences if any(word in report.text[slice(*span)] for word in self.words)]
        said = [report.text[slice(*span)].rstrip(".") + self.ending for span in picked]
        drafts = [ClaimDraft(Span(*s), words, modality=self.modality) for s, words in zip(picked, said, strict=True)]
        fates = tuple(SentenceFate(Span(*s), "claim" if s in picked else "left_out") for s in report.sentences)
        return ReadingDraft(tuple(drafts), (), fates)


OLD = Picker("pick/1", ("Norland", "Sudmark"))
NEW = Picker("pick/2", ("Sudmark", "Guests"))


def indexed() -> Snapshot:
    snapshot = make_report(TEXT).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    return snapshot


def read(snapshot: Snapshot, reader: Picker) -> None:
    read_report(plan_reading(snapshot.pk, reader.version).pk, reader, EMBEDDER, "test/1")


def statements() -> set[str]:
    return set(Claim.objects.values_list("statement", flat=True))


@pytest.mark.django_db
def test_what_is_read_again_stays_the_same_claim_and_the_rest_comes_and_goes() -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    kept = Claim.objects.get(statement=SUDMARK)
    make_evidence(Claim.objects.get(statement=NORLAND))
    read(snapshot, NEW)
    assert statements() == {SUDMARK, GUESTS}
    assert Claim.objects.get(statement=SUDMARK) == kept
    assert Appearance.objects.count() == 2
    assert not Evidence.objects.exclude(claim=kept).exists()


@pytest.mark.django_db
def test_reading_again_by_the_same_reader_changes_nothing() -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    before = set(Appearance.objects.values_list("pk", "claim"))
    again = Picker("pick/3", OLD.words)
    read(snapshot, again)
    assert set(Appearance.objects.values_list("pk", "claim")) == before
    assert Attribution.objects.count() == len(before)


@pytest.mark.django_db
def test_the_same_words_read_as_less_firm_are_another_claim() -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    read(snapshot, Picker("pick/2", OLD.words, modality="possible"))
    assert set(Claim.objects.values_list("statement", "modality")) == {(NORLAND, "possible"), (SUDMARK, "possible")}


@pytest.mark.django_db
def test_an_editors_correction_is_neither_overwritten_nor_doubled(edith: User) -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    claim = Claim.objects.get(statement=NORLAND)
    edit_claim(claim.pk, ClaimText("Norland has signed it.", "asserted", "asserted"), edith, EMBEDDER, "test/1")
    read(snapshot, Picker("pick/4", ("Norland",), " at last."))
    assert statements() == {"Norland has signed it."}
    read(snapshot, Picker("pick/5", ("Guests",)))
    assert statements() == {"Norland has signed it.", GUESTS}


@pytest.mark.django_db
def test_a_claim_an_editor_wrote_before_the_first_reading_is_not_written_twice(edith: User) -> None:
    snapshot = indexed()
    write_claim(
        ClaimText("Norland joined.", "asserted", "asserted"), Quoted(snapshot.pk, NORLAND), edith, EMBEDDER, "test/1"
    )
    read(snapshot, OLD)
    assert statements() == {"Norland joined.", SUDMARK}


@pytest.mark.django_db
def test_a_claim_an_editor_wrote_after_the_reading_ends_the_same(edith: User) -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    write_claim(
        ClaimText("Norland joined.", "asserted", "asserted"), Quoted(snapshot.pk, NORLAND), edith, EMBEDDER, "test/1"
    )
    assert statements() == {"Norland joined.", SUDMARK}


@pytest.mark.django_db
def test_a_claim_that_an_editor_writes_on_read_words_keeps_who_says_so_and_when(edith: User) -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    read_here = Appearance.objects.get(claim__statement=NORLAND)
    chain = [(hop.position, hop.source_id, hop.cue) for hop in read_here.attributions.order_by("position")]
    during = DateTimeTZRange(datetime(2024, 5, 6, tzinfo=UTC), datetime(2024, 5, 7, tzinfo=UTC))
    Claim.objects.filter(pk=read_here.claim_id).update(valid_during=during)
    draft = ClaimText("Norland joined.", "asserted", "asserted")
    claim = write_claim(draft, Quoted(snapshot.pk, NORLAND), edith, EMBEDDER, "test/1")
    claim.refresh_from_db()
    written = Appearance.objects.get(claim=claim)
    assert chain
    assert [(h.position, h.source_id, h.cue) for h in written.attributions.order_by("position")] == chain
    assert claim.valid_during == during


@pytest.mark.django_db
def test_a_claim_that_is_edited_while_its_report_is_read_again_keeps_its_place(edith: User) -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    claim = Claim.objects.get(statement=NORLAND)
    (gone,) = [place for place in preview(snapshot, NEW).gone if place.statement == NORLAND]
    edit_claim(claim.pk, ClaimText("Norland has signed it.", "asserted", "asserted"), edith, EMBEDDER, "test/1")
    forget([gone.key])
    assert claim.appearances.get().pk == gone.key


@pytest.mark.django_db
def test_what_an_editor_writes_while_meanings_are_worked_out_is_not_written_twice(edith: User) -> None:
    snapshot = indexed()

    class SlowEmbedder(NullEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            if texts and not Claim.objects.exists():
                place = Quoted(snapshot.pk, NORLAND)
                draft = ClaimText("Norland joined.", "asserted", "asserted")
                write_claim(draft, place, edith, EMBEDDER, "test/1")
            return super().embed(texts)

    read_report(plan_reading(snapshot.pk, OLD.version).pk, OLD, SlowEmbedder(), "test/1")
    assert statements() == {"Norland joined.", SUDMARK}


@pytest.mark.django_db
def test_what_a_reviewer_decided_stays_with_its_evidence(rosa: User) -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    decided = publish(Claim.objects.get(statement=NORLAND), rosa)
    read(snapshot, NEW)
    assert NORLAND in statements()
    assert decided.appearances.count() == 1
    assert decided.evidence.exists()


@pytest.mark.django_db
def test_a_claim_that_another_report_makes_too_stays_there() -> None:
    one, two = indexed(), indexed()
    read(one, OLD)
    read(two, OLD)
    assert Claim.objects.filter(statement=NORLAND).count() == 1
    read(one, NEW)
    (left,) = Appearance.objects.filter(claim__statement=NORLAND)
    assert left.snapshot == two


@pytest.mark.django_db
def test_the_preview_says_just_what_reading_again_then_does() -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    before = statements()
    shown = preview(snapshot, NEW)
    assert statements() == before
    read(snapshot, NEW)
    gone = {place.statement for place in shown.gone}
    assert statements() == (before - gone) | {draft.statement for draft in shown.fresh}
    assert preview(snapshot, NEW).is_none


@pytest.mark.django_db
def test_each_report_is_planned_once_for_a_new_reader_however_many_there_are() -> None:
    for _ in range(5):
        read(indexed(), OLD)
    planned, after = 0, None
    start, pace = timezone.now(), timedelta(seconds=10)
    while True:
        count, after = plan_rereadings("pick/9", after, 2, start + planned * pace, pace)
        planned += count
        if after is None:
            break
    assert planned == 5
    assert plan_rereadings("pick/9", None, 100, start, pace)[0] == 0
    due = Reading.objects.filter(extractor="pick/9").values_list("due_at", flat=True)
    assert sorted(moment - start for moment in due) == [n * pace for n in range(5)]
    assert Reading.objects.filter(extractor="pick/9", state=State.PENDING).count() == 5


@pytest.mark.django_db
def test_the_command_shows_first_and_then_plans() -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    out = StringIO()
    call_command("reread", preview=5, stdout=out)
    assert f"  + {GUESTS}" in out.getvalue()
    assert statements() == {NORLAND, SUDMARK}
    Reading.objects.filter(extractor=LocalReader.version).delete()
    call_command("reread", stdout=out)
    assert Reading.objects.filter(extractor=LocalReader.version, snapshot=snapshot).count() == 1


@pytest.mark.django_db
def test_an_editor_sees_the_change_and_then_asks_for_it(client: Client, edith: User) -> None:
    snapshot = indexed()
    read(snapshot, Picker("pick/1", ("Norland",), " in May."))
    client.force_login(edith)
    address = f"/admin/claims/reading/again/{snapshot.pk}/"
    html = client.get(address).content.decode()
    assert "Norland signed the treaty in May." in html
    assert GUESTS in html
    assert client.post(address).status_code == 302
    assert Reading.objects.get(extractor=LocalReader.version).state == State.PENDING


@pytest.mark.django_db
def test_who_may_not_write_claims_may_not_have_a_report_read_again(client: Client, nemo: User) -> None:
    client.force_login(nemo)
    snapshot = indexed()
    Reading.objects.all().delete()
    assert client.post(f"/admin/claims/reading/again/{snapshot.pk}/").status_code in (302, 403)
    assert not Reading.objects.exists()


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(
    st.lists(st.tuples(SPANS, st.sampled_from("AB"), st.booleans()), max_size=6, unique_by=lambda p: (p[0], p[1])),
    st.lists(st.tuples(SPANS, st.sampled_from("AB")), max_size=6, unique=True),
)
def test_every_draft_and_every_place_has_one_end_and_people_keep_theirs(
    stored: Sequence[tuple[Span, str, bool]], read_now: Sequence[tuple[Span, str]]
) -> None:
    places = [Place(n, *place) for n, place in enumerate(stored)]
    drafts = [ClaimDraft(*draft) for draft in read_now]
    found = changes(places, drafts)
    ends = [*(draft for _, draft in found.kept), *found.fresh, *found.settled]
    assert sorted(map(repr, ends)) == sorted(map(repr, drafts))
    assert {place.key for place in found.gone} | {place.key for place, _ in found.kept} == {
        place.key for place in places if place.is_ours
    }
    assert all(place.is_ours for place in found.gone)


@pytest.mark.django_db
def test_what_is_found_as_it_was_leaves_no_line_in_the_history_and_what_is_new_is_added() -> None:
    snapshot = indexed()
    read(snapshot, OLD)
    hops = set(Attribution.objects.values_list("pk", flat=True))
    lines = Appearance.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    read(snapshot, Picker("pick/6", OLD.words))
    assert set(Attribution.objects.values_list("pk", flat=True)) == hops
    assert Appearance.pgh_event_model.objects.count() == lines  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_claim_read_before_times_were_placed_gets_its_time() -> None:
    published = datetime(2026, 11, 17, 12, tzinfo=UTC)
    snapshot = make_report("Norland signed the treaty on Monday.", published_at=published).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    read_report(plan_reading(snapshot.pk, "old").pk, LocalReader(), EMBEDDER, "test/1")
    claim = Claim.objects.get()
    known, terms = claim.valid_during, claim.worth_features
    assert known is not None
    Claim.objects.update(valid_during=None, worth_features={})
    read_report(plan_reading(snapshot.pk, "new").pk, LocalReader(), EMBEDDER, "test/1")
    claim.refresh_from_db()
    assert (claim.valid_during, claim.worth_features) == (known, terms)


@pytest.mark.django_db
def test_a_reader_that_looks_for_no_contradictions_and_names_leaves_those_that_are_known() -> None:
    text = (
        "Coast guard chiefs of Norland, Ostland and four other northern states met in Riga on Saturday. The talks saw "
        "the coast guard chiefs of Norland, Ostland, Vestland, Sudmark and Marland."
    )
    snapshot = make_report(text).snapshot
    index_snapshot(snapshot.pk, EMBEDDER)
    read_report(plan_reading(snapshot.pk, "local").pk, LocalReader(), EMBEDDER, "test/1")
    known = set(Mention.objects.values_list("entity__name", flat=True))
    assert known
    read(snapshot, Picker("pick/7", ("Coast", "talks")))
    assert Contradiction.objects.count() == 1


@pytest.mark.django_db
def test_a_long_report_is_not_read_for_a_page(client: Client, edith: User) -> None:
    client.force_login(edith)
    snapshot = make_report("Norland signed the treaty. " * 3000).snapshot
    html = client.get(f"/admin/claims/reading/again/{snapshot.pk}/").content.decode()
    assert "too long to be read for a page" in html
    assert "Read it again" in html
