"""What a new claim's re-check asks and proposes: bounded, once, and never what people have answered."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.engines import NullJudge
from claims.models import Claim, Evidence, Relation, Suggestion
from claims.models.relation import RelationKind, RelationState
from claims.pipeline.stance import StanceResult
from claims.services.find_links import SUGGESTED, find_links, store_links
from claims.services.gather_evidence import gather_evidence
from claims.services.judge_claims import judge_claims, undo_judgement
from claims.services.plan_work import plan_claim_rechecks
from claims.services.suggest_same import suggest_same
from claims.services.write_claim import ClaimText, edit_claim
from factcheck.access.models import User
from sources.engines.embedding import NullEmbedder
from sources.errors import JudgementRefused
from tests.factories import make_claim, make_passages, make_report

pytestmark = pytest.mark.django_db
JUDGE = NullJudge()
MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
CLOSED = "The old bridge at Karsk was closed to lorries on Monday."
ALIKE = "The old bridge at Karsk is closed to lorries since Monday."
TOLLS = ("The flood in Karsk killed 12 people.", "The flood in Karsk killed 31 people.")


def check(claim: Claim, judge: Any = JUDGE) -> None:
    (planned,) = plan_claim_rechecks([claim.pk], judge.version)
    assert gather_evidence(planned.pk, judge)


def said(statement: str, day: int = 0) -> Claim:
    published = MONDAY + timedelta(days=day)
    return make_claim(statement, passage=make_passages(make_report(statement, published_at=published).snapshot)[0])


def test_claims_that_may_be_the_same_are_asked_about_once() -> None:
    one, other = said(CLOSED), said(ALIKE)
    check(other)
    row = Suggestion.objects.get()
    assert (row.left, row.right, row.engine) == (one, other, "match/1+null-hash/1")
    assert 0.5 < row.score < 1
    assert row.reasons
    check(one)
    assert Suggestion.objects.count() == 1


def test_equal_words_weeks_apart_are_asked_about_and_not_merged() -> None:
    said(CLOSED)
    check(said(CLOSED, day=21))
    assert "21 days apart" in Suggestion.objects.get().reasons[1]


def test_what_people_answered_is_not_asked_again_not_even_by_inheritance(rosa: User) -> None:
    one, other, third = said(CLOSED), said(ALIKE), said(CLOSED, day=30)
    judge_claims(one.pk, other.pk, "different", "", rosa, JUDGE.version)
    yes = judge_claims(one.pk, third.pk, "same", "", rosa, JUDGE.version)
    check(third)
    assert not Suggestion.objects.exists()
    undo_judgement(yes.pk, rosa, JUDGE.version)
    links = find_links(third, JUDGE)
    store_links(links, links.statements)
    assert {row.left for row in Suggestion.objects.all()} == {one, other}


def test_suggestions_of_one_claim_are_bounded() -> None:
    for day in range(SUGGESTED + 3):
        said(CLOSED, day=10 * day)
    check(said(CLOSED, day=100))
    assert Suggestion.objects.count() == SUGGESTED


def test_what_was_edited_meanwhile_is_not_linked() -> None:
    one, other = said(CLOSED), said(ALIKE)
    links = find_links(other, JUDGE)
    store_links(links, {one.pk: "It says something else now.", other.pk: other.statement})
    assert not Suggestion.objects.exists()


def test_an_edit_drops_what_was_compared_with_the_old_words(edith: User) -> None:
    said(CLOSED), said(TOLLS[0])
    asked, newer = said(ALIKE), said(TOLLS[1], day=1)
    check(asked)
    check(newer)
    assert (Suggestion.objects.count(), Relation.objects.count()) == (1, 1)
    for claim in (asked, newer):
        words = ClaimText(f"{claim.statement} It did.", "asserted", "asserted")
        edit_claim(claim.pk, words, edith, NullEmbedder(), JUDGE.version)
    assert not Suggestion.objects.exists()
    assert not Relation.objects.exists()


def test_a_newer_engine_asks_in_place_of_an_older_one(edith: User) -> None:
    one, other = said(CLOSED), said(ALIKE)
    suggest_same(other.pk, one.pk, "Both are about the bridge.", edith)
    Suggestion.objects.create(left=one, right=other, engine="match/0", score=0.5)
    check(other)
    assert {row.engine for row in Suggestion.objects.all()} == {"", "match/1+null-hash/1"}


def test_a_later_toll_is_proposed_to_supersede_the_earlier_in_either_order() -> None:
    newer = said(TOLLS[1], day=1)
    older = said(TOLLS[0])
    check(older)
    row = Relation.objects.get()
    assert (row.from_claim, row.kind, row.to_claim) == (newer, RelationKind.SUPERSEDES, older)
    assert (row.state, row.engine) == (RelationState.PROPOSED, "relate/1+null/1")
    assert "grows" in " ".join(row.reasons)
    check(newer)
    assert Relation.objects.count() == 1


class Refuter(NullJudge):
    version = "refuter/1"

    def judge(self, pairs: Any) -> list[StanceResult]:
        return [
            StanceResult({"supports": 0.0, "refutes": 1.0, "not_enough_info": 0.0}, "refutes", ("No.",), self.version)
            for _ in pairs
        ]


def test_what_the_judge_refutes_is_proposed_as_a_contradiction_from_the_older() -> None:
    older = said("The bridge at Karsk cost 40 million crowns.")
    newer = said("The bridge at Karsk cost 60 million crowns.", day=4)
    check(newer, Refuter())
    row = Relation.objects.get()
    assert (row.from_claim, row.kind, row.to_claim, row.reasons) == (older, "contradicts", newer, ["No."])


def test_a_toll_is_no_contradiction_even_for_a_judge_that_refutes_everything() -> None:
    said(TOLLS[0])
    check(said(TOLLS[1], day=1), Refuter())
    assert [row.kind for row in Relation.objects.all()] == ["supersedes"]
    assert not Evidence.objects.filter(stance="supports").exists()


def test_editors_suggest_and_who_may_not_is_told_so(edith: User, nemo: User, rosa: User) -> None:
    one, other = said(CLOSED), said(ALIKE)
    row = suggest_same(other.pk, one.pk, " Both are about the bridge. ", edith)
    assert (row.left, row.by, row.reasons) == (one, edith, ["Both are about the bridge."])
    assert suggest_same(one.pk, other.pk, "", edith) == row
    with pytest.raises(JudgementRefused, match="Only editors"):
        suggest_same(one.pk, other.pk, "", nemo)
    judge_claims(one.pk, other.pk, "unsure", "", rosa, JUDGE.version)
    with pytest.raises(JudgementRefused, match="judged already"):
        suggest_same(one.pk, other.pk, "", edith)
