"""A reviewer's half hour without the mouse, and what is stored after each step."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.models import Assignment, Claim, Decision
from factcheck.access.models import User
from tests.browser.axe import violations
from tests.browser.conftest import Watched
from tests.browser.test_pair import press
from tests.browser.test_review import LOOKS
from tests.claims.admin.scene import STATEMENT, make_scene
from tests.factories import make_claim, make_evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("watched", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_a_reviewer_works_through_the_queue_by_key(watched: Watched, rosa: User, ravi: User, request: Any) -> None:
    scene, look = make_scene(), request.node.callspec.id
    second = make_claim("The mill in Varn burned down on Friday.")
    make_evidence(second)
    third = make_claim("Ivo Marek leads the harbour office.")
    Claim.objects.filter(pk=second.pk).update(worth=0.5)
    watched.log_in(rosa)
    page = watched.open("/admin/claims/claim/queue/")
    expect(page.locator(".queue > li").first).to_contain_text(STATEMENT)
    expect(page.locator(".queue > li").first).to_contain_text("2 for, 1 against")
    press(page, "j")
    press(page, "j")
    expect(page.locator(".queue > li.now")).to_contain_text("The mill in Varn")
    watched.picture(f"{look}-queue")
    assert violations(watched) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, "?")
    expect(page.get_by_text("take the next claim; after each decision")).to_be_visible()
    press(page, "Escape")

    press(page, "t")
    expect(page.get_by_role("heading", name="Your decision")).to_be_visible()
    assert Assignment.objects.of(rosa).get().claim == scene.claim
    press(page, "p")  # as proposed: three keys and the words
    expect(page.get_by_role("radio", checked=True)).to_have_value("conflicting")
    expect(page.locator("[name=evidence]:checked")).to_have_count(3)
    press(page, "1")
    expect(page.get_by_label("Why")).to_be_focused()
    expect(page.get_by_label("Why")).to_have_value(
        "It is said by Dmitry Medvedev in Northgate Daily and Steppe Herald "
        "and contradicted by Kestrel Tribune; neither can be preferred."
    )
    watched.picture(f"{look}-deciding")
    assert violations(watched) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Decided: Conflicting.")).to_be_visible()
    decision = Decision.objects.get(claim=scene.claim)
    assert (decision.to_status, decision.evidence.count(), decision.decided_by) == ("conflicting", 3, rosa)
    assert Assignment.objects.get(claim=scene.claim).ending == "decided"

    expect(page.locator(".claim-head")).to_contain_text("The mill in Varn")  # the next one follows by itself
    assert Assignment.objects.of(rosa).get().claim == second
    press(page, "j")
    press(page, "e")
    press(page, "v")
    press(page, "w")
    page.keyboard.type("The fire brigade says so.")  # letters that are typed choose nothing
    expect(page.get_by_role("radio", checked=True)).to_have_value("verified")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Decided: Verified.")).to_be_visible()
    assert Decision.objects.get(claim=second).rationale == "The fire brigade says so."

    press(page, "u")
    press(page, "2")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nothing waits that nobody has in hand")).to_be_visible()
    assert Decision.objects.get(claim=third).to_status == "unverifiable"
    watched.picture(f"{look}-queue-empty")


def test_a_template_leaves_the_gap_selected_and_escape_leaves_the_words(watched: Watched, rosa: User) -> None:
    scene = make_scene()
    watched.log_in(rosa)
    page = watched.open(f"/admin/claims/claim/{scene.claim.pk}/decide/")
    press(page, "x")
    press(page, "1")
    page.keyboard.type("a joke.")
    expect(page.get_by_label("Why")).to_have_value("It is no claim that we should have published: a joke.")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Why")).not_to_be_focused()
    press(page, "q")
    expect(page.get_by_role("heading", name="Review queue")).to_be_visible()
    assert not Decision.objects.exists()


def test_several_are_given_away_and_none_is_decided_on_at_once(watched: Watched, rosa: User, ravi: User) -> None:
    claims = [make_claim(f"Bridge {number} is closed.") for number in range(3)]
    watched.log_in(rosa)
    page = watched.open("/admin/claims/claim/queue/")
    for key in ("j", "x", "j", "x", "g"):
        press(page, key)
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("ravi")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 claims went to ravi.")).to_be_visible()
    assert Assignment.objects.of(ravi).count() == 2
    assert Claim.objects.filter(pk__in=[claim.pk for claim in claims], status="unreviewed").count() == 3


@pytest.mark.parametrize("watched", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_the_desk_leads_to_the_queue(watched: Watched, rosa: User, request: Any) -> None:
    make_scene()
    watched.log_in(rosa)
    page = watched.open("/admin/desk/")
    expect(page.get_by_role("img", name="Reports that came in")).to_be_visible()
    watched.picture(f"{request.node.callspec.id}-desk")
    assert violations(watched) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="1 for a reviewer").click()
    expect(page.locator(".queue > li")).to_have_count(1)
