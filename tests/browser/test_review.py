"""A reviewer's way from login to a published claim, in a browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.models import Decision
from factcheck.access.models import User
from tests.browser.conftest import Watched
from tests.claims.admin.scene import STATEMENT, make_scene
from tests.factories import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
]


@pytest.mark.parametrize("watched", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_a_reviewer_decides_and_readers_see_it(watched: Watched, rosa: User, request: Any) -> None:
    scene, look = make_scene(), request.node.callspec.id
    page = watched.open("/")
    expect(page.get_by_text("Nothing has been published yet.")).to_be_visible()
    watched.picture(f"{look}-empty")

    watched.log_in(rosa)
    watched.picture(f"{look}-index")
    watched.open("/admin/claims/claim/")
    watched.picture(f"{look}-list")
    page.get_by_role("link", name=STATEMENT).click()
    expect(page.locator(".chain").get_by_text("Dmitry Medvedev").first).to_be_visible()
    expect(page.locator(".chain").first).to_contain_text("in an op-ed")
    expect(page.get_by_role("heading", name="What the machine proposes")).to_be_visible()
    watched.picture(f"{look}-dossier")

    page.get_by_role("link", name="Decide").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Choose what it becomes.")).to_be_visible()
    page.get_by_role("radio", name="conflicting").check()
    page.get_by_label("Why").fill("Two outlets expect it; a third says that nobody does.")
    watched.picture(f"{look}-decide")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided: Conflicting.")).to_be_visible()
    assert Decision.objects.get(claim=scene.claim).evidence.count() == 3
    watched.picture(f"{look}-decided")

    watched.open("/")
    expect(page.get_by_role("heading", name=STATEMENT)).to_be_visible()
    expect(page.get_by_text("Two outlets expect it")).to_be_visible()
    watched.picture(f"{look}-published")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_stale_decision_shows_what_changed_and_keeps_the_words(watched: Watched, rosa: User) -> None:
    scene, colleague = make_scene(), User.objects.create_superuser("ruth", password="ruth-password")
    watched.log_in(rosa)
    page = watched.open(f"/admin/claims/claim/{scene.claim.pk}/decide/")
    page.get_by_role("radio", name="Verified", exact=True).check()
    page.get_by_label("Why").fill("My careful words.")
    publish(scene.claim, colleague, "refuted")

    watched.expected = {409}
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("alert")).to_contain_text("The claim changed while you were deciding")
    expect(page.get_by_role("alert")).to_contain_text("ruth")
    expect(page.get_by_label("Why")).to_have_value("My careful words.")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    watched.picture("stale")
    assert Decision.objects.filter(decided_by=rosa).count() == 0


def test_the_sign_on_of_a_stranger_shows_no_claim(watched: Watched, nemo: User) -> None:
    scene = make_scene()
    watched.log_in(nemo)
    watched.expected = {403}
    page = watched.open(f"/admin/claims/claim/{scene.claim.pk}/decide/")
    expect(page.get_by_text("Only a reviewer may decide.")).to_be_visible()
    watched.picture("forbidden")
