"""Chromium, and the screens that pages are looked at on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
_SILENT = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
    "--disable-quic",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that asks nothing of the network by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_SILENT)
        yield browser
        browser.close()


def screen(browser: Browser, width: int, *, is_large: bool) -> BrowserContext:
    """A screen of so many pixels across, in 大字 or not."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(f"localStorage.setItem('dazi', '{int(is_large)}')")
    return context
