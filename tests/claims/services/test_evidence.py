"""Evidence and findings: the same whatever comes first, written once, and never a verdict."""

from collections.abc import Sequence
from itertools import permutations
from threading import Thread
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from pgvector.django import HammingDistance

from claims.engines import LlmJudge, NullJudge
from claims.engines.llm import Budget, Endpoint
from claims.engines.protocols import Pair
from claims.models import Claim, Evidence, Finding, Reading
from claims.models.finding import FindingState
from claims.pipeline.stance import StanceResult
from claims.services.decide import Verdict, decide
from claims.services.forget_claims import forget
from claims.services.gather_evidence import gather_evidence, read_passages
from claims.services.plan_work import plan_claim_rechecks, plan_snapshot_rechecks
from claims.services.propose_finding import propose_finding
from claims.status import Stance, Status
from factcheck.access.models import User
from sources.models import Passage, Snapshot
from sources.models.bits import Bits
from sources.models.work import State
from tests.factories import change, make_claim, make_evidence, make_passages, make_report, publish

pytestmark = pytest.mark.django_db
JUDGE = NullJudge()
CLAIM = "The bridge at Orsk was closed"
SAID = ["We hear: The bridge at Orsk was closed.", "not: The bridge at Orsk was closed", "About the bridge at Orsk."]


def read_snapshot(text: str, **fields: str) -> Snapshot:
    """A snapshot with one passage that counts as read."""
    snapshot = make_report(text, **fields).snapshot
    make_passages(snapshot)
    Reading.objects.create(snapshot=snapshot, extractor="test", state=State.DONE, due_at=timezone.now())
    return snapshot


def check(*, snapshot: Snapshot | None = None, claim: Claim | None = None) -> None:
    planned = [*plan_claim_rechecks([claim.pk], JUDGE.version)] if claim else []
    planned += plan_snapshot_rechecks(snapshot.pk, 1, JUDGE.version) if snapshot else []
    for one in planned:
        assert gather_evidence(one.pk, JUDGE)


def picture() -> set[tuple[str, str]]:
    return set(Evidence.objects.values_list("passage__text", "stance"))


@pytest.mark.parametrize("order", list(permutations(["claim", 0, 1, 2], 4)))
def test_a_claim_before_or_after_its_reports_ends_in_the_same_evidence(order: tuple[str | int, ...]) -> None:
    for step in order:
        if isinstance(step, int):
            check(snapshot=read_snapshot(SAID[step]))
        else:
            check(claim=make_claim(CLAIM))
    assert picture() == {(SAID[0], "supports"), (SAID[1], "refutes"), (SAID[2], "not_enough_info")}
    finding = Finding.objects.get(state=FindingState.OPEN)
    assert finding.proposed_status == Status.CONFLICTING


def test_judging_again_writes_nothing_new() -> None:
    claim, snapshot = make_claim(CLAIM), read_snapshot(SAID[0])
    check(snapshot=snapshot)
    before = list(Evidence.objects.values_list("pk", flat=True))
    check(claim=claim)
    assert list(Evidence.objects.values_list("pk", flat=True)) == before
    assert not plan_snapshot_rechecks(snapshot.pk, 1, JUDGE.version)
    assert not plan_claim_rechecks([claim.pk], JUDGE.version)


def test_a_snapshot_that_is_not_read_yet_waits_for_its_own_check() -> None:
    make_passages(make_report(SAID[0]).snapshot)
    check(claim=make_claim(CLAIM))
    assert not Evidence.objects.exists()


def test_what_was_judged_on_words_that_were_edited_meanwhile_is_not_kept() -> None:
    class SlowJudge(NullJudge):
        def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
            results = super().judge(pairs)
            Claim.objects.update(statement="It says something else now.")
            return results

    make_claim(CLAIM)
    (planned,) = plan_snapshot_rechecks(read_snapshot(SAID[0]).pk, 1, JUDGE.version)
    gather_evidence(planned.pk, SlowJudge())
    assert not Evidence.objects.exists()


def take_back(claim: Claim) -> None:
    """As a new reading does with a claim that it does not find any more."""
    forget(claim.appearances.values_list("pk", flat=True))


def test_a_claim_that_is_taken_back_while_it_is_judged_is_passed_over() -> None:
    class SlowJudge(NullJudge):
        def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
            take_back(gone)
            return super().judge(pairs)

    gone = make_claim(CLAIM, passage=make_passages(make_report(CLAIM).snapshot)[0])
    kept = make_claim(CLAIM)
    (planned,) = plan_snapshot_rechecks(read_snapshot(SAID[0]).pk, 1, JUDGE.version)
    assert gather_evidence(planned.pk, SlowJudge())
    assert [row.claim for row in Evidence.objects.all()] == [kept]


def test_a_claim_that_is_taken_back_once_it_is_found_is_passed_over() -> None:
    class LateJudge(NullJudge):
        """Is asked for its version when the pairs have been found and before their words are loaded."""

        def __getattribute__(self, name: str) -> Any:
            if name == "version" and Claim.objects.filter(pk=gone.pk).exists():
                take_back(gone)
            return super().__getattribute__(name)

    gone = make_claim(CLAIM, passage=make_passages(make_report(CLAIM).snapshot)[0])
    kept = make_claim(CLAIM)
    (planned,) = plan_snapshot_rechecks(read_snapshot(SAID[0]).pk, 1, JUDGE.version)
    assert gather_evidence(planned.pk, LateJudge())
    assert [row.claim for row in Evidence.objects.all()] == [kept]


def test_what_a_judge_left_to_another_is_kept_under_its_own_name_with_the_reason() -> None:
    budget = Budget(settings.REDIS_URL, settings.REDIS_KEY_PREFIX, tokens=0)
    judge = LlmJudge(Endpoint("http://127.0.0.1:1", "tiny"), budget, JUDGE)
    make_claim(CLAIM)
    snapshot = read_snapshot(SAID[0])
    (planned,) = plan_snapshot_rechecks(snapshot.pk, 1, judge.version)
    assert gather_evidence(planned.pk, judge)
    row = Evidence.objects.get()
    assert (row.judge, row.stance) == (judge.version, "supports")
    assert row.judge.startswith("llm-1/tiny over local~")
    assert row.reasons[-1] == "Judged by null/1 without the model because today's 0 tokens for the model are spent."


def test_a_long_recheck_is_one_call_of_its_judge() -> None:
    class CountingJudge(NullJudge):
        def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
            calls.append(len(pairs))
            return super().judge(pairs)

    calls: list[int] = []
    for _ in range(20):
        make_claim(CLAIM)
    line = f"{SAID[0]}\n"
    snapshot = make_report(line * 12).snapshot
    make_passages(snapshot, [(start, start + len(SAID[0])) for start in range(0, 12 * len(line), len(line))])
    (planned,) = plan_snapshot_rechecks(snapshot.pk, 12, JUDGE.version)
    assert gather_evidence(planned.pk, CountingJudge())
    assert calls == [240]


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_is_taken_back_waits_for_its_running_recheck() -> None:
    class SlowJudge(NullJudge):
        def judge(self, pairs: Sequence[Pair]) -> list[StanceResult]:
            thread.start()
            wait_for_a_waiting_session()
            return super().judge(pairs)

    def take_back_elsewhere() -> None:
        try:
            with transaction.atomic():
                take_back(claim)
        finally:
            connection.close()

    thread = Thread(target=take_back_elsewhere)
    snapshot = read_snapshot(SAID[0])
    claim = make_claim(CLAIM, passage=snapshot.passages.get())
    (planned,) = plan_claim_rechecks([claim.pk], JUDGE.version)
    assert gather_evidence(planned.pk, SlowJudge())
    thread.join()
    assert not Claim.objects.exists()


def wait_for_a_waiting_session() -> None:
    """Until some session of this database waits for a lock. Raises AssertionError after a while."""
    until = monotonic() + 20
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("Nobody waits.")


def evidence(claim: Claim, stance: str, count: int) -> list[UUID]:
    rows = []
    for number in range(count):
        report = make_report(f"{stance} {number} {claim.pk}", publisher=f"{stance} outlet {number}")
        passage: Passage = make_passages(report.snapshot)[0]
        rows.append(make_evidence(claim, passage, stance).pk)
    return rows


def test_what_a_corrected_report_said_before_does_not_count(rosa: User) -> None:
    claim = make_claim(CLAIM)
    check(claim=claim)
    for outlet in ("https://one.example/1", "https://two.example/2"):
        check(snapshot=read_snapshot(f"{CLAIM}, {outlet} says.", url=outlet, publisher=outlet))
    assert Finding.objects.get(state=FindingState.OPEN).proposed_status == Status.VERIFIED
    outlet = "https://one.example/1"
    check(snapshot=read_snapshot("We were wrong about the bridge.", url=outlet, publisher=outlet))
    assert not Finding.objects.filter(state=FindingState.OPEN).exists()


def test_nothing_is_proposed_for_a_withdrawn_claim(rosa: User, ravi: User) -> None:
    claim = publish(make_claim(), rosa)
    change(claim, "withdrawn", rosa, ravi)
    evidence(claim, Stance.SUPPORTS, 3)
    assert propose_finding(claim.pk, "test/1") is None
    claim.refresh_from_db()
    assert not claim.needs_another_look


def test_a_long_report_is_checked_slice_by_slice() -> None:
    claim = make_claim(CLAIM)
    snapshot = make_report("\n".join(["Nothing about it."] * 60 + [SAID[0]])).snapshot
    ends = [(index * 18, index * 18 + 17) for index in range(60)] + [(60 * 18, len(snapshot.text))]
    make_passages(snapshot, ends)
    Reading.objects.create(snapshot=snapshot, extractor="test", state=State.DONE, due_at=timezone.now())
    first, second = plan_snapshot_rechecks(snapshot.pk, 61, JUDGE.version)
    gather_evidence(first.pk, JUDGE)
    assert not claim.evidence.filter(stance="supports").exists()
    gather_evidence(second.pk, JUDGE)
    assert claim.evidence.get(stance="supports").passage.position == 60


def test_a_finding_changes_no_status() -> None:
    claim = make_claim()
    evidence(claim, Stance.SUPPORTS, 2)
    finding = propose_finding(claim.pk, "test/1")
    claim.refresh_from_db()
    assert finding is not None
    assert finding.proposed_status == Status.VERIFIED
    assert claim.status == Status.UNREVIEWED


def test_the_same_picture_is_proposed_once() -> None:
    claim = make_claim()
    evidence(claim, Stance.SUPPORTS, 2)
    assert propose_finding(claim.pk, "test/1") == propose_finding(claim.pk, "test/1")
    assert Finding.objects.count() == 1


def test_a_changed_picture_supersedes_the_finding_and_links_to_it() -> None:
    claim = make_claim()
    evidence(claim, Stance.SUPPORTS, 2)
    old = propose_finding(claim.pk, "test/1")
    evidence(claim, Stance.REFUTES, 1)
    new = propose_finding(claim.pk, "test/1")
    assert old is not None
    assert new is not None
    old.refresh_from_db()
    assert old.state == FindingState.SUPERSEDED
    assert (new.supersedes, new.proposed_status) == (old, Status.CONFLICTING)


def test_new_evidence_on_a_verdict_asks_for_another_look_and_leaves_the_verdict(rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    evidence(claim, Stance.REFUTES, 1)
    finding = propose_finding(claim.pk, "test/1")
    claim.refresh_from_db()
    assert finding is not None
    assert (claim.status, claim.needs_another_look) == (Status.VERIFIED, True)


def test_what_a_reviewer_answered_is_not_proposed_again(rosa: User) -> None:
    claim = make_claim()
    evidence(claim, Stance.SUPPORTS, 2)
    finding = propose_finding(claim.pk, "test/1")
    decide(claim.pk, Verdict("unreviewed", "unverifiable", "Both outlets quote a rumour."), rosa)
    assert finding is not None
    finding.refresh_from_db()
    assert finding.state == FindingState.ANSWERED
    assert propose_finding(claim.pk, "test/1") is None
    claim.refresh_from_db()
    assert not claim.needs_another_look


def test_a_claim_finds_its_passages_through_the_index_not_by_reading_them_all() -> None:
    snapshots = [read_snapshot(f"Report {number}.") for number in range(30)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO sources_passage (id, snapshot_id, position, start, "end", text, embedding, embedded_by)
            SELECT gen_random_uuid(), (%s::uuid[])[1 + n %% 30], 1 + n, 0, 1, 'x',
                   ARRAY(SELECT random() - 0.5 + n * 0 FROM generate_series(1, 384))::halfvec, 'test'
            FROM generate_series(1, 3000) AS n
            """,
            [[snapshot.pk for snapshot in snapshots]],
        )
    bits = "1" + "0" * 383
    near = read_passages().order_by(HammingDistance(Bits("embedding"), bits)).values("pk")[:100]
    plan = near.explain()
    assert "Index Scan using passage_bits" in plan
    assert "Sort" not in plan
