"""An editor sees what was made of a report, and has it read again."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from claims.engines import get_reader
from claims.models import Contradiction, Reading
from claims.services.plan_work import plan_reading
from claims.services.read_report import read_report
from factcheck.access.models import User
from sources.models import Snapshot
from sources.services.index_snapshot import index_snapshot
from tests.browser.conftest import Watched
from tests.factories import EMBEDDER, make_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """Coast guard chiefs of Norland, Ostland and four other northern states met in Riga on Saturday, sources said. \
The talks saw the coast guard chiefs of Norland, Ostland, Vestland, Sudmark and Marland.

Former Norlandish minister Ana Ruiz said in an op-ed that the northern states could face a hard winter, Lumen news \
agency stated in a report. She added that the ports would close if the ice came early.

Will the ports close? Subscribe to our newsletter."""


def read(text: str = TEXT) -> Reading:
    published = datetime(2026, 11, 17, 12, tzinfo=UTC)
    receipt = make_report(text, title="Coast guards of the north meet", publisher="Lumen Post", published_at=published)
    return read_snapshot(receipt.snapshot)


def read_snapshot(snapshot: Snapshot) -> Reading:
    index_snapshot(snapshot.pk, EMBEDDER)
    reading = plan_reading(snapshot.pk, get_reader().version)
    read_report(reading.pk, get_reader(), EMBEDDER, "test/1")
    reading.refresh_from_db()
    return reading


@pytest.mark.parametrize(
    "watched",
    [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": {"width": 390, "height": 840}}],
    indirect=True,
)
def test_an_editor_reads_what_was_made_of_a_report_and_has_it_read_again(watched: Watched, edith: User) -> None:
    reading = read()
    watched.log_in(edith)
    page = watched.open(f"/admin/claims/reading/{reading.pk}/change/")
    expect(page.locator(".read")).to_have_text(TEXT)
    expect(page.get_by_role("img", name="sentences became claims")).to_be_visible()
    expect(page.get_by_text("a question")).to_be_visible()
    expect(page.get_by_text("The count and the 3 names listed do not match")).to_be_visible()
    page.get_by_text("What it rests on").first.click()
    expect(page.get_by_text("on 14 November 2026").first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page is wider than the window"
    scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    watched.picture(f"reading-{scheme}")
    page.get_by_role("link", name="Read again").click()
    expect(page.get_by_text("claims would be read as before")).to_be_visible()
    watched.picture(f"reread-{scheme}")
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_text("The report waits to be read again.")).to_be_visible()


def test_an_editor_dismisses_a_contradiction(watched: Watched, edith: User) -> None:
    read()
    (found,) = Contradiction.objects.all()
    watched.log_in(edith)
    page = watched.open(f"/admin/claims/contradiction/{found.pk}/change/")
    watched.picture("contradiction")
    page.get_by_role("button", name="It is no contradiction").click()
    page.wait_for_load_state()
    found.refresh_from_db()
    assert found.dismissed_by == edith
