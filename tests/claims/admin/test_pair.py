"""Two claims side by side in the admin: judged, taken back, asked about, related; and who may do what."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, Judgement, Merge, Relation, Suggestion
from claims.services.judge_claims import judge_claims
from factcheck.access.models import User
from tests.claims.admin.scene import STATEMENT, appear, attribute, published
from tests.factories import make_claim

OTHER = "Turmoil in Afghanistan may drive migrants towards Russia and Central Asia."
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }}"


def make(*statements: str) -> list[Claim]:
    claims = []
    for number, statement in enumerate(statements):
        claim = make_claim(statement)
        attribute(appear(claim, published(f"News {number}", f"Outlet {number}", f"{statement} Indeed."), statement))
        claims.append(claim)
    return claims


def ask(left: Claim, right: Claim, score: float = 0.9) -> Suggestion:
    return Suggestion.objects.create(
        left=left, right=right, engine="test/1", score=score, reasons=["They share a lot."]
    )


def pair(left: Claim, right: Claim) -> str:
    return f"/admin/claims/judgement/pair/{left.pk}/{right.pk}/"


def html(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def reviewing(client: Client, rosa: User) -> Client:
    client.force_login(rosa)
    return client


@pytest.fixture
def editing(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client


def test_what_differs_is_marked_and_who_says_so_stands_beside_it(reviewing: Client) -> None:
    left, right = make(STATEMENT, OTHER)
    ask(left, right)
    page = html(reviewing, pair(left, right))
    assert "<mark>could</mark>" in page
    assert "<mark>may</mark>" in page
    assert "<bdi>Outlet 0</bdi>" in page
    assert "<bdi>Outlet 1</bdi>" in page
    assert "They share a lot." in page


def test_a_judgement_leads_to_the_next_question_and_can_be_undone_from_there(reviewing: Client, rosa: User) -> None:
    a, b, c = make(STATEMENT, OTHER, "Migrants head for Russia.")
    first, second = ask(a, b, 0.9), ask(a, c, 0.8)
    assert reviewing.get("/admin/claims/suggestion/next/").headers["Location"] == f"{pair(a, b)}?ask={first.pk}"
    response = reviewing.post(
        pair(a, b), {"verdict": "same", "reason": "One op-ed.", "ask": str(first.pk)}, follow=True
    )
    assert response.redirect_chain[-1][0] == f"{pair(a, c)}?ask={second.pk}"
    made = Judgement.objects.get()
    assert (made.verdict, made.reason, made.by) == ("same", "One op-ed.", rosa)
    assert f"/judgement/{made.pk}/undo/" in response.content.decode()
    reviewing.post(f"/admin/claims/judgement/{made.pk}/undo/")
    assert not Merge.objects.exists()
    assert "undone by rosa" in html(reviewing, pair(a, b))


def test_skipping_answers_nothing_and_the_last_one_leads_to_the_list(reviewing: Client) -> None:
    a, b = make(STATEMENT, OTHER)
    row = ask(a, b)
    assert "nothing more is asked" in html(reviewing, f"/admin/claims/suggestion/next/?after={row.pk}")
    assert not Judgement.objects.exists()
    assert Suggestion.objects.open().get() == row
    assert reviewing.get("/admin/claims/suggestion/next/?after=nonsense").status_code == 302


def test_what_stands_in_the_way_is_shown_with_the_button_that_undoes_it(reviewing: Client, rosa: User) -> None:
    a, b, c = make(STATEMENT, OTHER, "Migrants head for Russia.")
    no = judge_claims(a.pk, b.pk, "different", "Another op-ed.", rosa, "test/1")
    judge_claims(b.pk, c.pk, "same", "", rosa, "test/1")
    page = reviewing.post(pair(a, c), {"verdict": "same"}, follow=True).content.decode()
    assert "Undo that first, if it is wrong." in page
    assert f"/judgement/{no.pk}/undo/" in page
    assert "Another op-ed." in page


def test_the_dossier_tells_what_is_the_same_what_may_be_and_how_claims_hang_together(
    reviewing: Client, rosa: User
) -> None:
    a, b, c, d = make(STATEMENT, OTHER, "Migrants head for Russia.", "Many migrants came.")
    judge_claims(a.pk, b.pk, "same", "", rosa, "test/1")
    ask(b, c)
    Relation.objects.create(from_claim=d, to_claim=a, kind="refines", engine="test/1", reasons=["It adds many."])
    page = html(reviewing, f"/admin/claims/claim/{a.pk}/change/")
    assert "1 claim may say the same" in page
    assert f'The same: <a href="{pair(a, b)}"' in page
    assert "It is refined by" in page
    assert "<bdi>Outlet 1</bdi>" in page  # where the other one stands
    merged = html(reviewing, f"/admin/claims/claim/{b.pk}/change/")
    assert "which stands for both" in merged
    assert reviewing.get(f"/admin/claims/claim/{b.pk}/decide/").headers["Location"].endswith(f"{a.pk}/decide/")


def test_a_relation_is_accepted_and_that_is_taken_back(reviewing: Client) -> None:
    a, b = make(STATEMENT, OTHER)
    row = Relation.objects.create(from_claim=b, to_claim=a, kind="supersedes", engine="test/1", reasons=["Later."])
    assert "Later." in html(reviewing, f"/admin/claims/relation/{row.pk}/change/")
    settle = f"/admin/claims/relation/{row.pk}/settle/"
    for to, sentence in (("accepted", "It changes no status"), ("proposed", "taken back"), ("", "Choose whether")):
        assert sentence in reviewing.post(settle, {"to": to}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "proposed"


def test_a_claim_is_put_beside_another_one(editing: Client) -> None:
    a, b = make(STATEMENT, OTHER)
    compare = f"/admin/claims/judgement/compare/{b.pk}/"
    assert editing.post(compare, {"other": str(a.pk)}).headers["Location"] == pair(a, b)
    assert "A claim is itself" in editing.post(compare, {"other": str(b.pk)}).content.decode()
    assert editing.get(pair(b, a)).status_code == 404


def test_editors_ask_and_do_not_judge(editing: Client, edith: User, rosa: User) -> None:
    a, b = make(STATEMENT, OTHER)
    page = html(editing, pair(a, b))
    assert 'name="verdict"' not in page
    assert editing.post(pair(a, b), {"verdict": "same"}).status_code == 403
    editing.post(f"{pair(a, b)}suggest/", {"reason": "One op-ed."})
    assert Suggestion.objects.get().by == edith
    row = Relation.objects.create(from_claim=b, to_claim=a, kind="refines", engine="test/1")
    assert editing.post(f"/admin/claims/relation/{row.pk}/settle/", {"to": "accepted"}).status_code == 403
    made = judge_claims(a.pk, b.pk, "same", "", rosa, "test/1")
    assert editing.post(f"/admin/claims/judgement/{made.pk}/undo/").status_code == 403
    assert Judgement.objects.standing().get() == made


def test_those_without_a_role_see_nothing_of_it(client: Client, nemo: User) -> None:
    a, b = make(STATEMENT, OTHER)
    client.force_login(nemo)
    for path in (pair(a, b), "/admin/claims/suggestion/", "/admin/claims/suggestion/next/", "/admin/claims/relation/"):
        assert client.get(path).status_code == 403
    assert client.post(pair(a, b), {"verdict": "same"}).status_code == 403
    assert client.post(f"{pair(a, b)}suggest/").status_code == 403


def test_nothing_is_judged_by_a_link(reviewing: Client, rosa: User) -> None:
    a, b = make(STATEMENT, OTHER)
    made = judge_claims(a.pk, b.pk, "same", "", rosa, "test/1")
    assert reviewing.get(f"/admin/claims/judgement/{made.pk}/undo/").status_code == 405
    assert reviewing.get(f"{pair(a, b)}suggest/").status_code == 405
    assert "Choose same" in reviewing.post(pair(a, b), {"verdict": "perhaps"}, follow=True).content.decode()


def test_what_a_report_says_is_never_markup(reviewing: Client) -> None:
    a, b = make(HOSTILE, f"{HOSTILE} too")
    ask(a, b)
    Relation.objects.create(from_claim=b, to_claim=a, kind="refines", engine="test/1", reasons=[HOSTILE])
    for path in (pair(a, b), "/admin/claims/suggestion/", "/admin/claims/relation/", "/admin/claims/judgement/"):
        page = html(reviewing, path)
        assert "<script>alert" not in page
        assert " 14" not in page.replace("2014", "")


def test_its_queries_do_not_grow(reviewing: Client, rosa: User, django_assert_max_num_queries: Any) -> None:
    a, b = make(STATEMENT, OTHER)
    ask(a, b)
    judge_claims(a.pk, b.pk, "unsure", "", rosa, "test/1")
    for number in range(6):
        for claim, quote in ((a, STATEMENT), (b, OTHER)):
            attribute(appear(claim, published(f"More {number}", f"Other {number}", f"{quote} {number}"), quote))
    for number in range(12):
        (claim,) = make(f"Another claim {number}.")
        ask(a, claim, 0.5)
        Relation.objects.create(from_claim=claim, to_claim=a, kind="refines", engine="test/1")
    reviewing.get("/admin/")  # the first page of a session notes where it is from
    for path, most in (
        (pair(a, b), 24),
        ("/admin/claims/suggestion/", 10),
        ("/admin/claims/relation/", 10),
        ("/admin/claims/judgement/", 10),
        (f"/admin/claims/claim/{a.pk}/change/", 44),
    ):
        with django_assert_max_num_queries(most):
            assert reviewing.get(path).status_code == 200
