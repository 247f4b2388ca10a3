"""The editor's and the administrator's pages open without a complaint of the browser."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from factcheck.access.models import ApiKey, User
from sources.models import Report
from tests.browser.conftest import Watched
from tests.claims.admin.scene import make_scene
from tests.factories import make_passages, make_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOMS = (
    "/admin/",
    "/admin/claims/claim/",
    "/admin/claims/reading/",
    "/admin/claims/contradiction/",
    "/admin/sources/entity/",
    "/admin/sources/report/",
    "/admin/sources/snapshot/",
    "/admin/sources/source/",
    "/admin/access/user/",
    "/admin/access/user/add/",
    "/admin/access/apikey/",
    "/admin/auth/group/",
    "/admin/log/logentry/",
    "/admin/log/checkpoint/",
    "/admin/log/delivery/",
    "/admin/log/check/",
)


def test_an_editor_sends_a_report_in_and_writes_a_claim_from_it(watched: Watched, edith: User) -> None:
    watched.log_in(edith)
    page = watched.open("/admin/sources/report/add/")
    page.get_by_label("Headline").fill("Bridge closed")
    page.get_by_label("Address").fill("outlet.example/bridge")
    page.get_by_label("Text").fill("The bridge at Orsk was closed. The bridge at Orsk was closed.\n\nTraffic stood.")
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_text("Give a full web address")).to_be_visible()
    watched.picture("report-error")
    page.get_by_label("Address").fill("https://outlet.example/bridge")
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_text("The report is stored and waits to be read.")).to_be_visible()
    watched.picture("report")

    snapshot = Report.objects.get().current
    assert snapshot
    make_passages(snapshot)
    watched.open(f"/admin/sources/snapshot/{snapshot.pk}/change/")
    watched.picture("snapshot")
    page.get_by_role("link", name="Write a claim from this text").click()
    page.get_by_label("Quote").fill("The bridge at Orsk was closed.")
    page.get_by_label("Statement").fill("The bridge at Orsk was closed.")
    page.get_by_role("button", name="Write the claim").click()
    expect(page.get_by_text("stands in the text 2 times")).to_be_visible()
    watched.picture("claim-error")
    page.get_by_label("Occurrence").fill("2")
    page.get_by_role("button", name="Write the claim").click()
    expect(page.get_by_text("The claim is stored")).to_be_visible()
    assert Claim.objects.get().appearances.get().start == 31


def test_every_room_opens_for_the_administrator(watched: Watched, rosa: User) -> None:
    make_scene()
    make_report()
    ApiKey.issue("a reader", ["read"])
    admin = User.objects.create_superuser("ada", password="ada-password")
    watched.log_in(admin)
    for room in ROOMS:
        page = watched.open(room)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        watched.picture("room" + room.replace("/", "-").rstrip("-"))


def test_the_documentation_of_the_api_opens(watched: Watched) -> None:
    page = watched.open("/api/v1/docs/")
    expect(page.get_by_text("/api/v1/claims/", exact=True).first).to_be_visible(timeout=15000)
    page.get_by_text("List claims").click()
    expect(page.get_by_role("button", name="Try it out")).to_be_visible()
    watched.picture("docs")


def test_the_watch_itself_sees_what_the_policy_blocks(watched: Watched) -> None:
    page = watched.open("/")
    with page.expect_console_message(lambda message: message.text.startswith("CSP: style-src")):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert watched.complaints
    watched.complaints.clear()
