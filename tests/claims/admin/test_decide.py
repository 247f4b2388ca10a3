"""The one page on which a status changes."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, Decision
from factcheck.access.models import User
from tests.claims.admin.scene import Scene, make_scene
from tests.factories import make_claim, make_evidence, publish


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def reviewing(client: Client, rosa: User) -> Client:
    client.force_login(rosa)
    return client


def path(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/decide/"


def answer(scene: Scene, **changes: Any) -> dict[str, Any]:
    evidence = [str(scene.supports[0].pk), str(scene.refutes[0].pk)]
    seen = {"seen": "unreviewed", "read": scene.claim.statement, "finding": str(scene.finding.pk)}
    return {**seen, "to": "conflicting", "rationale": "They differ.", "evidence": evidence, **changes}


def test_a_reviewer_decides_on_the_evidence_cited(reviewing: Client, scene: Scene, rosa: User) -> None:
    response = reviewing.post(path(scene.claim), answer(scene))
    assert response.headers["Location"] == f"/admin/claims/claim/{scene.claim.pk}/change/"
    decision = Decision.objects.get(claim=scene.claim)
    assert (decision.to_status, decision.decided_by, decision.rationale) == ("conflicting", rosa, "They differ.")
    assert set(decision.evidence.all()) == {scene.supports[0], scene.refutes[0]}


def test_the_proposal_s_evidence_is_ticked_and_no_answer_is(reviewing: Client, scene: Scene) -> None:
    other = make_evidence(scene.claim)
    html = reviewing.get(path(scene.claim)).content.decode()
    assert html.count(" checked") == 3
    assert f'value="{other.pk}" form="decide">' in html


def test_only_allowed_moves_are_offered(reviewing: Client, rosa: User) -> None:
    claim = publish(make_claim(), rosa)
    html = reviewing.get(path(claim)).content.decode()
    assert 'name="to" value="refuted"' in html
    assert '"verified"> stays <span' in html
    assert 'name="to" value="unreviewed"' not in html


# What is missing, and the sentence that says so.
REFUSED = [
    ({"rationale": "  "}, "Say why, in a sentence a reader can check."),
    ({"evidence": []}, "A verdict needs evidence: cite at least one passage."),
    ({"to": ""}, "Choose what it becomes."),
    ({"to": "unreviewed"}, "A claim can&#x27;t go from unreviewed to unreviewed."),
    ({"evidence": ["x"]}, "Choose the evidence from the list beside this form."),
    ({"evidence": ["01a20c67-91cf-73c7-821c-08f93195ffa6"]}, "Some of the evidence you cite is not about this claim."),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_a_refused_decision_says_why_and_keeps_what_was_typed(
    reviewing: Client, scene: Scene, changes: dict[str, Any], sentence: str
) -> None:
    response = reviewing.post(path(scene.claim), answer(scene, **changes))
    html = response.content.decode()
    assert response.status_code == 200
    assert sentence in html
    assert changes.get("rationale", "They differ.").strip() in html
    assert html.count('form="decide" checked') == (2 if "evidence" not in changes else 0)
    assert not Decision.objects.exists()


def test_who_edited_the_claim_is_told_that_another_must_judge(reviewing: Client, scene: Scene, rosa: User) -> None:
    Claim.objects.filter(pk=scene.claim.pk).update(edited_by=rosa)
    assert "(four eyes)" in reviewing.post(path(scene.claim), answer(scene)).content.decode()


def test_a_claim_that_moved_answers_409_and_keeps_the_words(reviewing: Client, scene: Scene, edith: User) -> None:
    ruth = User.objects.create_superuser("ruth")
    publish(scene.claim, ruth, "refuted")
    response = reviewing.post(path(scene.claim), answer(scene))
    html = response.content.decode()
    assert response.status_code == 409
    assert "that was unreviewed; meanwhile it became refuted" in html
    assert "They differ." in html
    assert 'name="seen" value="refuted"' in html
    assert html.count('form="decide" checked') == 2
    assert html.count(" checked") == 2  # no answer is ticked: it is to be chosen anew


def test_a_claim_that_was_edited_meanwhile_answers_409(reviewing: Client, scene: Scene) -> None:
    posted = answer(scene, to="unverifiable", evidence=[])
    Claim.objects.filter(pk=scene.claim.pk).update(statement="It says something else now.")
    response = reviewing.post(path(scene.claim), posted)
    html = response.content.decode()
    assert response.status_code == 409
    assert "It now reads: “It says something else now.”" in html
    assert "They differ." in html
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["edith", "nemo"])
def test_nobody_but_a_reviewer_may_open_or_post_it(
    client: Client, scene: Scene, role: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    assert client.get(path(scene.claim)).status_code == 403
    assert client.post(path(scene.claim), answer(scene)).status_code == 403
    assert not Decision.objects.exists()


def test_the_login_comes_first(client: Client, scene: Scene) -> None:
    assert client.get(path(scene.claim)).headers["Location"].startswith("/admin/login/")


def test_a_post_from_elsewhere_is_refused(scene: Scene, rosa: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rosa)
    assert client.post(path(scene.claim), answer(scene)).status_code == 403
    assert not Decision.objects.exists()
