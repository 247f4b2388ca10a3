"""A reviewer judges two claims with the keyboard, in a browser."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Judgement, Relation, Suggestion
from factcheck.access.models import User
from tests.browser.conftest import Watched
from tests.browser.test_review import LOOKS
from tests.claims.admin.scene import STATEMENT, appear, attribute, published
from tests.factories import make_claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHERS = (
    "Turmoil in Afghanistan may drive many migrants towards Russia, its neighbours and Central Asia.",
    "Turmoil in Afghanistan could drive migrants to the south of Russia.",
)


def press(page: Page, key: str) -> None:
    page.wait_for_load_state()  # what is shown is there before the script that listens for keys
    page.keyboard.press(key)


@pytest.mark.parametrize("watched", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_two_claims_are_judged_with_keys_and_that_is_undone(watched: Watched, rosa: User, request: Any) -> None:
    look = request.node.callspec.id
    claims = []
    for number, statement in enumerate((STATEMENT, *OTHERS)):
        claims.append(make_claim(statement, modality="possible"))
        passage = published(f"News of the day {number}", f"Outlet {number}", f"{statement} TASS carried the article.")
        attribute(appear(claims[-1], passage, statement))
    for number in (1, 2):
        reasons = [f"They share 0.{8 - number}1 of their content words; likeness of meaning 0.9{number}."]
        Suggestion.objects.create(
            left=claims[0], right=claims[number], engine="match/1", score=1 - number / 10, reasons=reasons
        )
    Relation.objects.create(
        from_claim=claims[2], to_claim=claims[0], kind="refines", engine="relate/1", reasons=["It adds: south."]
    )

    watched.log_in(rosa)
    page = watched.open("/admin/claims/suggestion/")
    watched.picture(f"{look}-suggestions")
    page.get_by_role("link", name="Answer them one by one").click()
    expect(page.locator("mark").first).to_be_visible()
    watched.picture(f"{look}-pair")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.wait_for_load_state()
    why = page.get_by_role("textbox", name="Why")
    why.press_sequentially("sud")  # letters that are typed are no answer
    expect(why).to_have_value("sud")
    assert not Judgement.objects.exists()
    why.blur()
    press(page, "s")
    expect(page.get_by_text("Judged: the same.")).to_be_visible()
    assert Judgement.objects.get().reason == "sud"
    watched.picture(f"{look}-next")
    press(page, "z")
    expect(page.get_by_text("The judgement is undone")).to_be_visible()
    assert not Judgement.objects.standing().exists()
    watched.picture(f"{look}-undone")

    press(page, "d")
    expect(page.get_by_text("Judged: different.")).to_be_visible()
    watched.open(f"/admin/claims/claim/{claims[0].pk}/change/")
    expect(page.get_by_text("1 claim may say the same")).to_be_visible()
    watched.picture(f"{look}-dossier-with-others")
    watched.open("/admin/claims/relation/")
    watched.picture(f"{look}-relations")
