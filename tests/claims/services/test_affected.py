"""What changes is checked again, and nothing else: corrected and killed reports."""

from collections.abc import Sequence

import pytest
from django.test import Client

from claims.engines import NullJudge
from claims.engines.protocols import Pair
from claims.models import Claim, Evidence, Finding, Recheck
from claims.models.finding import FindingState
from claims.pipeline.stance import StanceResult
from claims.services.gather_evidence import gather_evidence
from claims.services.plan_work import find_anew, plan_claim_rechecks, plan_snapshot_rechecks
from claims.services.write_claim import ClaimText, edit_claim
from factcheck.access.models import User
from sources.errors import KillRefused
from sources.models import Report, Snapshot
from sources.models.work import State
from sources.services.kill_report import kill_report, lift_kill
from tests.claims.services.test_evidence import CLAIM, read_snapshot
from tests.factories import EMBEDDER, make_claim, make_passages, make_report, publish

pytestmark = pytest.mark.django_db


class CountingJudge(NullJudge):
    """Keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
        self.asked += [pair.passage for pair in pairs]
        return super().judge(pairs)


JUDGE = NullJudge()
SAID = f"We hear: {CLAIM}."


def check(snapshot: Snapshot, judge: NullJudge = JUDGE) -> None:
    for row in plan_snapshot_rechecks(snapshot.pk, 10, judge.version):
        gather_evidence(row.pk, judge)


def work(judge: NullJudge = JUDGE) -> int:
    waiting = list(Recheck.objects.filter(state=State.PENDING).values_list("pk", flat=True))
    return sum(gather_evidence(pk, judge) for pk in waiting)


def version(url: str, *sentences: str) -> Snapshot:
    """A version of the report at `url`, a passage a sentence, that counts as read."""
    snapshot = read_snapshot(" ".join(sentences), url=url)
    snapshot.passages.all().delete()
    starts = [snapshot.text.index(sentence) for sentence in sentences]
    make_passages(snapshot, [(start, start + len(said)) for start, said in zip(starts, sentences, strict=True)])
    return snapshot


def two_reports(claim: str = CLAIM) -> list[Report]:
    reports = []
    for outlet in ("one", "two"):
        snapshot = read_snapshot(f"{outlet} hears: {claim}.", url=f"https://{outlet}.example/", publisher=outlet)
        check(snapshot)
        reports.append(snapshot.report)
    return reports


def test_of_a_corrected_report_only_what_is_new_is_judged() -> None:
    make_claim(CLAIM)
    first = version("https://one.example/", "It rained in Orsk.", SAID, "The mayor of Orsk went home.")
    check(first)
    before = {row.passage.text: row for row in Evidence.objects.all()}
    judge = CountingJudge()
    check(version("https://one.example/", "It rained in Orsk.", SAID, "The mayor of Orsk went out."), judge)
    assert judge.asked == ["The mayor of Orsk went out."]
    kept = Evidence.objects.exclude(passage__snapshot=first).get(passage__text=SAID)
    assert (kept.stance, kept.reasons, kept.supports) == ("supports", before[SAID].reasons, before[SAID].supports)
    assert kept.pk != before[SAID].pk


def test_the_same_sentence_after_another_one_is_judged_again() -> None:
    make_claim(CLAIM)
    check(version("https://one.example/", "It rained in Orsk.", SAID))
    judge = CountingJudge()
    check(version("https://one.example/", "This is what the enemies of Orsk say.", SAID), judge)
    assert SAID in judge.asked


def test_a_claim_that_was_edited_since_is_judged_anew(edith: User) -> None:
    claim = make_claim(CLAIM)
    check(version("https://one.example/", SAID))
    edit_claim(claim.pk, ClaimText(f"{CLAIM}.", "asserted", "asserted"), edith, EMBEDDER, JUDGE.version)
    judge = CountingJudge()
    check(version("https://one.example/", SAID, "More of Orsk later."), judge)
    assert SAID in judge.asked


def test_a_version_that_does_not_count_any_more_is_not_judged() -> None:
    make_claim(CLAIM)
    first = version("https://one.example/", SAID)
    (planned,) = plan_snapshot_rechecks(first.pk, 1, JUDGE.version)
    version("https://one.example/", "We were wrong about the bridge.")
    judge = CountingJudge()
    gather_evidence(planned.pk, judge)
    assert not judge.asked


def test_what_a_killed_report_says_does_not_count_and_counts_again_when_the_kill_is_lifted(edith: User) -> None:
    claim = make_claim(CLAIM)
    one, _ = two_reports()
    assert Finding.objects.get(state=FindingState.OPEN).proposed_status == "verified"
    kept = Evidence.objects.count()
    kill_report(one.pk, "The agency sent a kill notice.", edith)
    work()
    assert not Finding.objects.filter(state=FindingState.OPEN).exists()
    assert Evidence.objects.count() == kept
    (planned,) = plan_claim_rechecks([claim.pk], JUDGE.version)
    gather_evidence(planned.pk, JUDGE)
    lift_kill(one.pk, edith)
    work()
    assert Finding.objects.get(state=FindingState.OPEN).proposed_status == "verified"


def test_a_kill_marks_what_stands_in_the_report_and_what_was_decided_on_it(edith: User, rosa: User) -> None:
    passage = make_passages(make_report(CLAIM).snapshot)[0]
    stands, other = make_claim(CLAIM, passage=passage), make_claim("It is dry in Orsk.")
    cites = publish(make_claim("Orsk has a bridge."), rosa)
    cited = cites.decisions.get().evidence.get().passage.snapshot.report
    kill_report(passage.snapshot.report_id, "It was a hoax.", edith)
    kill_report(cited.pk, "It was a hoax as well.", edith)
    assert set(Claim.objects.filter(needs_another_look=True)) == {stands, cites}
    cites.refresh_from_db()
    assert cites.status == "verified"
    assert not other.needs_another_look


def test_a_killed_report_stays_killed_when_it_comes_again(edith: User) -> None:
    receipt = make_report("The dam broke.", url="https://one.example/")
    kill = kill_report(receipt.report.pk, "It did not break.", edith)
    newer = make_report("The dam broke, we repeat.", url="https://one.example/")
    make_report("The dam broke.", url="https://one.example/")
    report = Report.objects.get()
    assert report.current is None
    kill = lift_kill(report.pk, edith)
    report.refresh_from_db()
    assert (kill.lifted_by, report.current_id) == (edith, receipt.snapshot.pk)
    assert newer.is_new


def test_a_kill_needs_an_editor_a_reason_and_a_report_that_counts(edith: User, rosa: User) -> None:
    report = make_report().report
    with pytest.raises(KillRefused, match="Only an editor"):
        kill_report(report.pk, "It was a hoax.", rosa)
    with pytest.raises(KillRefused, match="Say why"):
        kill_report(report.pk, " ", edith)
    with pytest.raises(KillRefused, match="no kill"):
        lift_kill(report.pk, edith)
    kill_report(report.pk, "It was a hoax.", edith)
    with pytest.raises(KillRefused, match="already"):
        kill_report(report.pk, "It was a hoax.", edith)


def test_the_page_takes_a_report_back_and_lets_it_count_again(edith: User) -> None:
    report = make_report().report
    page = Client()
    page.force_login(edith)
    address = f"/admin/sources/report/{report.pk}/kill/"
    assert b"Take it back" in page.get(address).content
    page.post(address, {"reason": "The outlet withdrew it."})
    report.refresh_from_db()
    assert report.current is None
    shown = page.get(f"/admin/sources/report/{report.pk}/change/").content
    assert b"The outlet withdrew it." in shown
    assert page.get("/admin/sources/report/").status_code == 200
    page.post(address)
    report.refresh_from_db()
    assert report.current is not None


def test_findings_are_made_anew_for_what_a_report_has_spoken_to() -> None:
    make_claim(CLAIM)
    one, _ = two_reports()
    Finding.objects.all().delete()
    assert one.current_id is not None
    find_anew(one.current_id)
    assert work() == 1
    assert Finding.objects.get().proposed_status == "verified"
