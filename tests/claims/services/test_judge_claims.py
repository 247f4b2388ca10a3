"""Same, different, unsure between claims: what is merged, what is read over a cluster, what undoing restores."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.errors import ClaimRefused, DecisionRefused, JudgementInTheWay
from claims.models import Appearance, Claim, Decision, Evidence, Finding, Judgement, Merge, Suggestion
from claims.models.claim import Origin
from claims.models.finding import FindingState
from claims.pipeline.clusters import Edge, clusters
from claims.services.decide import Verdict, decide
from claims.services.forget_claims import forget
from claims.services.judge_claims import judge_claims, undo_judgement
from claims.services.propose_finding import propose_finding
from claims.services.write_claim import ClaimText, edit_claim
from claims.status import Stance, Status
from factcheck.access.models import User
from sources.engines.embedding import NullEmbedder
from sources.errors import JudgementRefused
from tests.factories import change, make_claim, make_evidence, make_passages, make_report, make_user, publish

JUDGE = "test/1"
WAYS = (
    "The bridge at Orsk was shut.", "The Orsk bridge was closed.", "Orsk closed its bridge.", "Orsk's bridge is shut."
)  # fmt: skip


def make(count: int) -> list[Claim]:
    return [make_claim(statement) for statement in WAYS[:count]]


def judge(one: Claim, other: Claim, verdict: str, by: User) -> Judgement:
    return judge_claims(one.pk, other.pk, verdict, "Both name it.", by, JUDGE)


def refused(one: Claim, other: Claim, verdict: str, by: User) -> JudgementRefused:
    with pytest.raises(JudgementRefused) as caught:
        judge(one, other, verdict, by)
    return caught.value


def undo(judgement: Judgement, by: User) -> None:
    undo_judgement(judgement.pk, by, JUDGE)


def hear(claim: Claim, stance: str, voices: int) -> None:
    for number in range(voices):
        report = make_report(f"{number}: {claim} {stance}", publisher=f"Outlet {number}")
        make_evidence(claim, make_passages(report.snapshot)[0], stance)


def open_finding(claim: Claim) -> Finding | None:
    return Finding.objects.filter(claim=claim, state=FindingState.OPEN).first()


def is_marked(claim: Claim) -> bool:
    claim.refresh_from_db()
    return claim.needs_another_look


def test_the_oldest_stands_for_those_that_are_the_same_until_it_is_undone(rosa: User) -> None:
    a, b, c = make(3)
    judge(b, c, "same", rosa)
    last = judge(a, c, "same", rosa)
    assert set(Claim.objects.kept()) == {a}
    assert Merge.objects.one_with([b.pk]) == {a.pk, b.pk, c.pk}
    undo(last, rosa)
    assert set(Claim.objects.kept()) == {a, b}
    assert Merge.objects.kept_of([a.pk, c.pk]) == {a.pk: a.pk, c.pk: b.pk}
    assert Judgement.objects.get(pk=last.pk).undone_by == rosa


def test_a_published_claim_stands_for_an_older_one_that_is_not(rosa: User) -> None:
    a, b = make(2)
    publish(b, rosa)
    judge(a, b, "same", rosa)
    assert set(Claim.objects.kept()) == {b}


def test_what_was_told_apart_is_neither_joined_nor_asked_again(rosa: User) -> None:
    a, b, c = make(3)
    no = judge(a, b, "different", rosa)
    judge(b, c, "same", rosa)
    error = refused(c, a, "same", rosa)
    assert isinstance(error, JudgementInTheWay)
    assert (error.code, error.judgement) == ("held_different", no.pk)
    assert "Undo that first" in error.message
    undo(no, rosa)
    judge(c, a, "same", rosa)
    assert set(Claim.objects.kept()) == {a}


def test_what_others_join_is_not_told_apart(rosa: User) -> None:
    a, b, c = make(3)
    first, second = judge(a, b, "same", rosa), judge(b, c, "same", rosa)
    error = refused(a, c, "different", rosa)
    assert isinstance(error, JudgementInTheWay)
    assert error.judgement in (first.pk, second.pk)


def test_a_new_judgement_replaces_the_one_on_the_same_pair(rosa: User) -> None:
    a, b = make(2)
    first = judge(a, b, "same", rosa)
    assert judge(b, a, "same", rosa) == first
    judge(b, a, "unsure", rosa)
    first.refresh_from_db()
    assert first.undone_by == rosa
    assert Judgement.objects.standing().get().verdict == "unsure"
    assert not Merge.objects.exists()


def test_published_verdicts_that_differ_are_settled_before_a_merge(rosa: User, ravi: User) -> None:
    a, b = make(2)
    publish(a, rosa)
    publish(b, rosa, "refuted")
    error = refused(a, b, "same", rosa)
    assert error.code == "verdicts_differ"
    assert "decide on one of the two anew" in error.message
    b.refresh_from_db()
    change(b, "verified", rosa, ravi)
    judge(a, b, "same", rosa)


def test_suggestions_are_answered_by_what_stands_and_asked_again_when_it_falls(rosa: User) -> None:
    a, b, c, d = make(4)
    pairs = [(a, c), (a, d), (b, c)]
    for left, right in pairs:
        Suggestion.objects.create(left=left, right=right, engine="test/1", score=0.9)
    no, yes = judge(a, b, "different", rosa), judge(b, c, "same", rosa)
    assert [(row.left, row.right) for row in Suggestion.objects.open()] == [(a, d)]
    undo(no, rosa)
    assert {(row.left, row.right) for row in Suggestion.objects.open()} == {(a, c), (a, d)}
    undo(yes, rosa)
    assert Suggestion.objects.open().count() == 3


def test_the_evidence_of_all_that_is_the_same_counts_for_the_kept_one(rosa: User) -> None:
    a, b = make(2)
    make_evidence(a)
    make_evidence(b)
    assert [propose_finding(claim.pk, JUDGE) for claim in (a, b)] == [None, None]
    judgement = judge(a, b, "same", rosa)
    finding = open_finding(a)
    assert finding is not None
    assert (finding.proposed_status, finding.evidence.count()) == (Status.VERIFIED, 2)
    assert propose_finding(b.pk, JUDGE) == finding
    undo(judgement, rosa)
    assert open_finding(a) is None


def test_copies_within_a_cluster_are_one_voice(rosa: User) -> None:
    a, b = make(2)
    passage = make_passages(make_report("The bridge was shut.").snapshot)[0]
    make_evidence(a, passage)
    make_evidence(b, passage)
    judge(a, b, "same", rosa)
    assert open_finding(a) is None


def test_undoing_brings_back_each_one_s_finding_and_nothing_that_was_answered(rosa: User) -> None:
    a, b = make(2)
    hear(a, Stance.SUPPORTS, 2)
    propose_finding(a.pk, JUDGE)
    decide(a.pk, Verdict("unreviewed", "unverifiable", "Both quote a rumour."), rosa)
    hear(b, Stance.REFUTES, 2)
    propose_finding(b.pk, JUDGE)
    judgement = judge(a, b, "same", rosa)
    assert (is_marked(a), open_finding(b)) == (True, None)
    undo(judgement, rosa)
    found = open_finding(b)
    assert found is not None
    assert found.proposed_status == Status.REFUTED
    assert (is_marked(a), open_finding(a)) == (False, None)


def test_a_decision_speaks_for_the_cluster_and_only_the_kept_one_is_decided(rosa: User) -> None:
    a, b = make(2)
    make_evidence(a)
    found = make_evidence(b)
    judge(a, b, "same", rosa)
    with pytest.raises(DecisionRefused, match="held to be the same"):
        decide(b.pk, Verdict("unreviewed", "unverifiable", "A rumour."), rosa)
    decision = decide(a.pk, Verdict("unreviewed", "verified", "Both saw it.", [found.pk]), rosa)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert decision.evidence.get() == found


def test_four_eyes_hold_for_the_whole_cluster(rosa: User) -> None:
    a, b = make(2)
    Claim.objects.filter(pk=b.pk).update(created_by=rosa)
    judge(a, b, "same", rosa)
    with pytest.raises(DecisionRefused, match="four eyes"):
        decide(a.pk, Verdict("unreviewed", "unverifiable", "A rumour."), rosa)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(
            claim=a, from_status="unreviewed", to_status="unverifiable", rationale="A rumour.", decided_by=rosa,
            decided_at=a.created_at,
        )  # fmt: skip


def test_what_was_judged_or_cited_is_neither_edited_nor_forgotten(rosa: User, edith: User) -> None:
    passage = make_passages(make_report(WAYS[1]).snapshot)[0]
    a, b = make_claim(WAYS[0]), make_claim(WAYS[1], passage=passage)
    found = make_evidence(b)
    judgement = judge(a, b, "same", rosa)
    decide(a.pk, Verdict("unreviewed", "verified", "Both saw it.", [found.pk]), rosa)
    words = ClaimText("Orsk opened its bridge.", "asserted", "asserted")
    with pytest.raises(ClaimRefused, match="Undo that judgement"):
        edit_claim(b.pk, words, edith, NullEmbedder(), JUDGE)
    undo(judgement, rosa)
    with pytest.raises(ClaimRefused, match="cites what was found"):
        edit_claim(b.pk, words, edith, NullEmbedder(), JUDGE)
    forget([Appearance.objects.get(claim=b).pk])
    assert Claim.objects.filter(pk=b.pk, origin=Origin.MACHINE).exists()


def test_who_may_not_judge_is_told_so(edith: User, nemo: User, rosa: User) -> None:
    a, b = make(2)
    for person in (edith, nemo):
        assert refused(a, b, "same", person).code == "not_allowed"
    assert refused(a, a, "same", rosa).code == "one"
    judgement = judge(a, b, "same", rosa)
    with pytest.raises(JudgementRefused):
        undo(judgement, edith)
    undo(judgement, rosa)
    with pytest.raises(JudgementRefused, match="undone already"):
        undo(judgement, rosa)
    with pytest.raises(Claim.DoesNotExist):
        judge_claims(a.pk, judgement.pk, "same", "", rosa, JUDGE)


def test_the_database_itself_keeps_judgements_and_flat_merges(rosa: User) -> None:
    a, b, c = make(3)
    row = judge(a, b, "same", rosa)
    attempts = (
        lambda: Judgement.objects.filter(pk=row.pk).update(verdict="different"),
        lambda: Judgement.objects.filter(pk=row.pk).update(undone_at=row.at),
        lambda: Judgement.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: Judgement.objects.create(left=c, right=b, verdict="same", by=rosa),
        lambda: _merge(c, b),
        lambda: _merge(a, c),
        lambda: _merge(c, c),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def _merge(claim: Claim, kept: Claim) -> None:
    Merge.objects.create(claim=claim, kept=kept)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


TABLES = (Claim, Appearance, Evidence, Decision, Merge)


def _rows() -> list[Any]:
    return [sorted(map(repr, table.objects.values_list())) for table in TABLES]


def _acts() -> st.SearchStrategy[list[tuple[int, int, str, bool]]]:
    verdicts = st.sampled_from(["same", "same", "different", "unsure"])
    return st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), verdicts, st.booleans()), max_size=7)


class UndoingRestores(TestCase):
    """Whatever is judged and undone, in whatever order: what stands alone tells what is merged."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_acts(), st.randoms())
    def test_what_stands_alone_counts(self, acts: list[tuple[int, int, str, bool]], random: Any) -> None:
        person = User.objects.filter(username="ruth").first() or make_user("ruth", "reviewer")
        claims = make(4)
        for at, claim in enumerate(claims):
            make_evidence(claim, stance=Stance.REFUTES if at == 3 else Stance.SUPPORTS)
        publish(claims[1], person)
        for claim in claims:
            propose_finding(claim.pk, JUDGE)
        before = _rows()
        for one, other, verdict, is_undone in acts:
            state = _rows()
            for made in self._judged(claims, one, other, verdict, person):
                if is_undone:
                    undo(made, person)
                    assert _rows() == state
            assert self._merged(claims) == self._from_scratch(claims)
        standing = list(Judgement.objects.standing())
        random.shuffle(standing)
        for judgement in standing:
            undo(judgement, person)
            assert self._merged(claims) == self._from_scratch(claims)
        assert _rows() == before

    @staticmethod
    def _judged(claims: list[Claim], one: int, other: int, verdict: str, person: User) -> Iterator[Judgement]:
        """The judgement, where the pair has none and nothing is in the way."""
        if Judgement.objects.standing().filter(left=claims[min(one, other)], right=claims[max(one, other)]).exists():
            return
        try:
            yield judge(claims[one], claims[other], verdict, person)
        except JudgementRefused:
            return

    @staticmethod
    def _merged(claims: list[Claim]) -> set[frozenset[UUID]]:
        return {frozenset(Merge.objects.one_with([claim.pk])) for claim in claims}

    @staticmethod
    def _from_scratch(claims: list[Claim]) -> set[frozenset[UUID]]:
        edges = [Edge(row.left_id, row.right_id, row.verdict) for row in Judgement.objects.standing()]
        found = clusters(edges)
        return {found.get(claim.pk, frozenset({claim.pk})) for claim in claims}
