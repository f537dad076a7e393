"""A real headless Chromium for the tests of the review page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

HINT = "Chromium is not installed, the review page was not opened in a browser: apt-get install --no-install-recommends chromium"


@cache
def chromium() -> str | None:
    """Path of the browser (`.ci/tools` installs it where it can); one of Playwright's own is never fetched."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@contextmanager
def running() -> Iterator[Browser]:
    path = chromium()
    assert path is not None, HINT
    with sync_playwright() as driver:
        # The sandbox cannot start under root; the pages are our own.
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """One page open in the browser, and all that went wrong on it: messages, errors, requests that leave the page."""

    def __init__(self, browser: Browser, file: Path, place: str = "", **options: object) -> None:
        self.context = browser.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a busy machine is no failure
        self.own = file.resolve().as_uri()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.goto(self.own + place)
        self.page.wait_for_selector("html[data-ready]")

    def _request(self, request: Request) -> None:
        address = request.url.partition("#")[0]
        if address != self.own and not address.startswith("blob:null/") and not address.startswith("blob:file:"):
            self.wrong.append(f"request: {request.url[:200]}")

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
