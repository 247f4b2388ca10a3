"""How a reviewer sees which passages are one voice."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.services.propose_finding import propose_finding
from claims.status import Stance
from factcheck.access.models import User
from tests.browser.conftest import Watched
from tests.claims.admin.scene import make_scene, published
from tests.factories import make_evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
]


@pytest.mark.parametrize("watched", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_passages_of_one_wire_stand_together_with_what_makes_them_one_voice(
    watched: Watched, rosa: User, request: Any
) -> None:
    scene = make_scene()
    for outlet in ("Lakeside Courier", "Saffron Gate News"):
        place = published(f"Quiet borders ({outlet})", outlet, f"{outlet}: few leave for Central Asia. (AP)")
        make_evidence(scene.claim, place, Stance.REFUTES)
    finding = propose_finding(scene.claim.pk, "test/1")
    assert finding is not None
    watched.log_in(rosa)
    page = watched.open(f"/admin/claims/claim/{scene.claim.pk}/change/")
    card = page.get_by_role("region", name="What the machine proposes")
    why = "2 passages, one voice: carried by the same outlet or wire: Associated Press."
    expect(card.get_by_text(why)).to_be_visible()
    card.get_by_text("How the score adds up").click()
    expect(card.get_by_text("Source reliability: no rating yet")).to_be_visible()
    card.get_by_role("link", name="1", exact=True).first.click()
    assert "#e-" in page.url
    watched.picture(f"finding-{request.node.callspec.id}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
