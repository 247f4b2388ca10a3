"""The claim's page: everything about it, nothing to change, and hostile text stays text."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim
from claims.status import Stance
from factcheck.access.models import User
from tests.claims.admin.scene import STATEMENT, appear, attribute, make_scene, published
from tests.factories import make_claim, make_evidence, make_passages, make_report, publish

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7|add:7 }} ' \""


def page(client: Client, claim: Claim) -> str:
    response = client.get(f"/admin/claims/claim/{claim.pk}/change/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def reviewing(client: Client, rosa: User) -> Client:
    client.force_login(rosa)
    return client


def test_it_shows_the_quote_in_context_and_the_chain_in_order(reviewing: Client) -> None:
    html = page(reviewing, make_scene().claim)
    assert f"<mark>{STATEMENT}</mark>" in html
    first, second, third = (html.index(f"<bdi>{name}</bdi>") for name in ("Dmitry Medvedev", "TASS", "Northgate Daily"))
    assert first < second < third
    assert "(<bdi>former Russian prime minister; in an op-ed</bdi>)" in html


def test_scores_come_with_their_judge_and_reasons(reviewing: Client) -> None:
    html = page(reviewing, make_scene().claim)
    assert "test/1 holds that this passage refutes the claim and scores that 90 of 100." in html
    assert "It says so." in html
    assert "2 voices for it, 1 voice against it" in html
    assert "0.9" not in html
    assert "2.197" not in html


def test_it_shows_decisions_and_log(reviewing: Client, rosa: User) -> None:
    html = page(reviewing, publish(make_claim(), rosa))
    assert "Two outlets saw it themselves." in html
    assert "1: decision," in html


def test_what_a_report_says_is_never_markup(reviewing: Client) -> None:
    passage = published(HOSTILE, HOSTILE, HOSTILE)
    claim = make_claim(HOSTILE, condition=HOSTILE)
    attribute(appear(claim, passage, HOSTILE))
    make_evidence(claim, passage)
    for path in (f"{claim.pk}/change/", f"{claim.pk}/decide/", ""):
        html = reviewing.get(f"/admin/claims/claim/{path}").content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "onerror=alert(2)&gt; 14" not in html


def test_its_queries_do_not_grow_with_its_evidence(reviewing: Client, django_assert_num_queries: Any) -> None:
    claim = make_scene().claim
    reviewing.get("/admin/")  # the first page of a session notes where it is from
    with django_assert_num_queries(42):
        page(reviewing, claim)
    for number in range(8):
        make_evidence(claim, make_passages(make_report(f"More of it {number}.").snapshot)[0], Stance.REFUTES)
        attribute(appear(claim, published(f"n{number}", f"Outlet {number}", f"{STATEMENT} {number}"), STATEMENT))
    with django_assert_num_queries(42):
        page(reviewing, claim)


def test_only_reviewers_are_offered_to_decide_and_only_editors_to_edit(client: Client, rosa: User, edith: User) -> None:
    claim = make_claim()
    client.force_login(rosa)
    assert "/decide/" in page(client, claim)
    assert "/edit/" not in page(client, claim)
    client.force_login(edith)
    assert "/decide/" not in page(client, claim)
    assert "/edit/" in page(client, claim)


def test_posting_to_it_changes_nothing(client: Client, db: None) -> None:
    claim = make_claim()
    client.force_login(User.objects.create_superuser("ada"))
    client.post(f"/admin/claims/claim/{claim.pk}/change/", {"status": "verified", "statement": "Other."})
    client.post("/admin/claims/claim/", {"action": "delete_selected", "_selected_action": [str(claim.pk)]})
    assert client.get(f"/admin/claims/claim/{claim.pk}/delete/").status_code == 403
    after = Claim.objects.get(pk=claim.pk)
    assert (after.status, after.statement) == ("unreviewed", claim.statement)


def test_a_stranger_and_an_unknown_claim(client: Client, nemo: User, rosa: User) -> None:
    claim = make_claim()
    client.force_login(nemo)
    assert client.get(f"/admin/claims/claim/{claim.pk}/change/").status_code == 403
    client.force_login(rosa)
    assert client.get("/admin/claims/claim/not-an-id/change/").status_code == 404
