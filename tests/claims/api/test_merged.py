"""Claims that are the same over the API: one is listed, both addresses answer."""

from claims.models import Claim, Relation
from claims.models.relation import RelationState
from claims.services.judge_claims import judge_claims, undo_judgement
from claims.services.publish_due import publish_due
from claims.services.settle_relation import settle_relation
from factcheck.access.models import User
from tests.claims.api.conftest import Ask
from tests.factories import make_claim, make_evidence, make_passages, make_report, publish


def make(statement: str) -> Claim:
    return make_claim(statement, passage=make_passages(make_report(statement).snapshot)[0])


def test_one_is_listed_with_what_was_found_for_both_and_undoing_lists_two(anyone: Ask, rosa: User) -> None:
    kept, other = publish(make("Rain fell."), rosa), make("It rained.")
    make_evidence(other)
    judgement = judge_claims(kept.pk, other.pk, "same", "", rosa, "test/1")
    publish_due(10)
    assert [row["id"] for row in anyone("claims/").json()["results"]] == [str(kept.pk)]
    told = anyone(f"claims/{kept.pk}/").json()
    assert [row["id"] for row in told["merged"]] == [str(other.pk)]
    assert {row["claim"] for row in told["appearances"]} == {str(kept.pk), str(other.pk)}
    assert (told["appearances_total"], told["same_as"]) == (2, None)
    assert {row["claim"] for row in told["evidence"]} == {str(kept.pk), str(other.pk)}
    assert told["evidence_total"] == 2
    undo_judgement(judgement.pk, rosa, "test/1")
    publish_due(10)
    told = anyone(f"claims/{kept.pk}/").json()
    assert (told["merged"], told["appearances_total"], told["evidence_total"]) == ([], 1, 1)
    gone = anyone(f"claims/{other.pk}/")
    assert (gone.status_code, gone.json()["code"]) == (410, "apart")


def test_the_address_of_a_merged_claim_answers_and_points_to_the_kept_one(anyone: Ask, rosa: User) -> None:
    kept, published, unpublished = (make(words) for words in ("Rain fell.", "It rained.", "There was rain."))
    for claim in (kept, published):
        publish(claim, rosa)
    for claim in (published, unpublished):
        judge_claims(kept.pk, claim.pk, "same", "", rosa, "test/1")
        publish_due(10)
        told = anyone(f"claims/{claim.pk}/").json()
        assert told["id"] == str(claim.pk)
        assert told["same_as"]["id"] == str(kept.pk)
        assert anyone(told["same_as"]["url"]).json()["statement"] == "Rain fell."


def test_only_relations_that_people_accepted_are_told_and_only_to_what_is_published(
    anyone: Ask, desk: Ask, rosa: User
) -> None:
    older, newer = publish(make("12 died."), rosa), make("31 died.")
    row = Relation.objects.create(from_claim=newer, to_claim=older, kind="supersedes", engine="test/1")
    assert desk(f"claims/{older.pk}/").json()["relations"] == []
    settle_relation(row.pk, RelationState.ACCEPTED, rosa)
    (told,) = desk(f"claims/{older.pk}/").json()["relations"]
    assert (told["from_claim"]["id"], told["kind"], told["to_claim"]["id"]) == (
        str(newer.pk),
        "supersedes",
        str(older.pk),
    )
    assert anyone(f"claims/{older.pk}/").json()["relations"] == []
    publish(newer, rosa)
    publish_due(10)
    assert len(anyone(f"claims/{older.pk}/").json()["relations"]) == 1


def test_a_list_costs_the_same_however_many_are_merged(
    anyone: Ask, rosa: User, django_assert_num_queries: object
) -> None:
    kept = publish(make("Rain fell."), rosa)
    for number in range(4):
        judge_claims(kept.pk, make(f"It rained {number}.").pk, "same", "", rosa, "test/1")
    publish_due(10)
    with django_assert_num_queries(2):  # type: ignore[operator]
        (told,) = anyone("claims/").json()["results"]
    assert (len(told["merged"]), len(told["appearances"]), told["appearances_total"]) == (4, 5, 5)
