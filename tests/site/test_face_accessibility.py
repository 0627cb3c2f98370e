"""The theme as a screen reader needs it: axe finds no fault in any component or page of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

import accessibility
from mingbai.page.addresses import file_name
from patterns.pages import pages

pytestmark = pytest.mark.browser

URLS = ["/patterns/", *(page.url for page in pages())]


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_fault(browser: Browser, address: str, width: int) -> None:
    """Components and pages, on a phone and a desk, in both schemes."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    examples = [(url, file_name(url)) for url in URLS]
    assert accessibility.broken_on_pages(context, address, examples) == {}
    context.close()
