"""An editor's work in the reading room, by key, and what is stored after each step."""

from typing import Any

import pytest
from playwright.sync_api import expect

from claims.models import Appearance, Claim, Reading, Rejection
from factcheck.access.models import User
from tests.browser.axe import violations
from tests.browser.conftest import Watched
from tests.browser.test_pair import press
from tests.browser.test_review import LOOKS
from tests.claims.services.test_by_hand import TEXT, chain, read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SELECT = """words => {
    const walker = document.createTreeWalker(document.querySelector('.read'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        return;
    }
    throw new Error(words);
}"""


@pytest.mark.parametrize("watched", LOOKS, indirect=True, ids=["light", "dark", "phone"])
def test_an_editor_corrects_a_report_with_the_keyboard(watched: Watched, edith: User, request: Any) -> None:
    look = request.node.callspec.id
    next_one = read("The mill burned down on Friday, Ivo Marek said.")
    reading = read()
    watched.log_in(edith)
    page = watched.open(f"/admin/claims/reading/{reading.pk}/change/")

    press(page, "?")
    expect(page.get_by_text("next claim, the one before")).to_be_visible()
    press(page, "Escape")
    press(page, "j")
    expect(page.locator(".item.now")).to_contain_text("harbour")
    expect(page.locator(".read .now").first).to_be_visible()
    press(page, "h")
    expect(page.get_by_label("Who", exact=True).first).to_be_focused()
    role = page.get_by_label("In which role").first
    role.fill("harbour master")
    watched.picture(f"{look}-reading-chain")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    role.press("Enter")
    expect(page.get_by_text("It is corrected, and stays so")).to_be_visible()
    row = Appearance.objects.get(claim__statement__contains="harbour")
    assert row.attributions.get(position=0).role == "harbour master"
    assert row.corrected_by == edith

    expect(page.locator(".item.now")).to_contain_text("harbour")  # where the editor was
    press(page, "a")
    expect(page.get_by_text("Accepted as it was read.")).to_be_visible()
    expect(page.locator(".item.now")).to_contain_text("accepted by edith")
    accepted = Claim.objects.get(pk=row.claim_id)
    assert (accepted.accepted_by, accepted.accepted_at is None) == (edith, False)
    assert violations(watched) == []
    press(page, "t")
    page.get_by_label("Or when: from").fill("2026-11-21 00:00")
    page.get_by_label("up to").fill("2026-11-22 00:00")
    page.get_by_label("up to").press("Enter")
    expect(page.get_by_text("on 21 November 2026")).to_have_count(1)
    row.refresh_from_db()
    assert row.unsettled == []

    page.evaluate(SELECT, "a museum")
    expect(page.locator("#pick")).to_be_visible()
    watched.picture(f"{look}-reading-pick")
    press(page, "c")
    expect(page.get_by_text("The claim is stored")).to_be_visible()
    place = Appearance.objects.get(added_by=edith)
    assert (place.quote, place.start) == ("a museum", TEXT.index("a museum"))

    page.wait_for_load_state()
    crane = Claim.objects.filter(statement__contains="crane").get()
    page.get_by_role("link", name=crane.statement).locator("xpath=ancestor::div[contains(@class, 'item')]").focus()
    page.evaluate(
        "text => [...document.querySelectorAll('.item')].find(one => one.innerText.includes(text)).click()",
        crane.statement,
    )
    press(page, "x")
    page.get_by_label("Why it is no claim").fill("Nobody disputes it.")
    page.get_by_label("Why it is no claim").press("Enter")
    expect(page.get_by_text("rejected by edith: Nobody disputes it.")).to_be_visible()
    assert Rejection.objects.get().statement == crane.statement
    assert not Claim.objects.filter(pk=crane.pk).exists()
    watched.picture(f"{look}-reading")

    press(page, "n")
    expect(page.get_by_text("The mill burned down")).not_to_have_count(0)
    reading.refresh_from_db()
    assert reading.checked_by == edith
    assert f"/{next_one.pk}/change/" in page.url


def test_two_editors_at_once_lose_nothing(watched: Watched, edith: User) -> None:
    reading = read()
    row = Appearance.objects.get(snapshot=reading.snapshot_id, claim__statement__contains="harbour")
    watched.log_in(edith)
    page = watched.open(f"/admin/claims/reading/at/{row.pk}/chain/")
    row.attributions.filter(position=0).update(role="captain")  # another editor, meanwhile
    page.get_by_label("In which role").first.fill("harbour master")
    watched.expected = {409}
    page.get_by_role("button", name="Save the chain").click()
    expect(page.get_by_text("Somebody corrected this while you were at it.")).to_be_visible()
    expect(page.get_by_label("In which role").first).to_have_value("harbour master")
    page.get_by_role("button", name="Save the chain").click()
    expect(page.get_by_text("It is corrected, and stays so")).to_be_visible()
    assert row.attributions.get(position=0).role == "harbour master"
    assert chain(row)[-1] == ("Lumen Post", "")
    assert Reading.objects.count() == 1
