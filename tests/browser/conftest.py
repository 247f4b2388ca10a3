"""A real browser on a real server; whatever the browser complains about fails the test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from factcheck.access.models import User

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WATCH_CSP = """document.addEventListener('securitypolicyviolation', event =>
    console.error('CSP: ' + event.violatedDirective + ' blocked ' + event.blockedURI + ' ' + event.sourceFile))"""


class Watched:
    """A page, and all that went wrong on it; statuses in `expected` are what the test is about."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        page.set_default_timeout(10_000)
        page.add_init_script(WATCH_CSP)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before its last picture had come
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _console(self, message: ConsoleMessage) -> None:
        told_by_response = message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not told_by_response:
            self.complaints.append(f"{message.type}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def log_in(self, user: User) -> None:
        self.open("/admin/login/?next=/admin/")
        self.page.get_by_label("Username").fill(user.username)
        self.page.get_by_label("Password").fill(f"{user.username}-password")
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/admin/")

    def picture(self, name: str) -> None:
        """A screenshot in the folder that SCREENSHOTS names, if it does."""
        if folder := os.environ.get("SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("No Chromium found: `apt-get install chromium`, or name one in CHROMIUM.")
    return found


@pytest.fixture(scope="module")  # its event loop must be gone when tests with loops of their own run
def browser(chromium: str) -> Iterator[Browser]:
    # Playwright runs an event loop in this thread, in which Django would refuse the tests' own queries.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        with playwright.chromium.launch(executable_path=chromium, args=args) as launched:
            yield launched


@pytest.fixture
def watched(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A fresh page; `@pytest.mark.parametrize("watched", [{...}], indirect=True)` sets the browser's context."""
    options = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    try:
        page = Watched(context.new_page(), live_server.url)
        yield page
    finally:
        context.close()
    assert page.complaints == []
