"""What axe finds wrong with a page, in words that a failed test shows."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Watched


def violations(watched: Watched) -> list[str]:
    """One line for each element; empty where the page holds to WCAG as far as a machine can tell.

    What the browser says of the styles that axe itself tries on while it measures is no complaint about the page.
    """
    watched.page.wait_for_load_state()
    before = len(watched.complaints)
    found = Axe().run(watched.page).response["violations"]
    del watched.complaints[before:]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]
    ]
