"""Every type of page as a screen reader and low sight need it: axe finds nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from conftest import Portal
from screens import DESK, PHONE, screen

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("viewport", "is_large"), [(DESK, False), (PHONE, True)])
def test_axe_finds_nothing_on_any_page_type(
    browser: Browser, portal: Portal, viewport: dict[str, int], is_large: bool
) -> None:
    """Zero violations on a desk and in 大字 on a phone, and in the colours of a dark screen."""
    context = screen(browser, viewport["width"], is_large=is_large)
    page, axe = context.new_page(), Axe()
    found = {}
    for template, url in portal.examples:
        page.emulate_media(color_scheme="light")
        page.goto(portal.address + url)
        results = [axe.run(page)]
        page.emulate_media(color_scheme="dark")
        results.append(axe.run(page, options={"runOnly": ["cat.color"]}))
        wrong = [v["id"] for result in results for v in result.response["violations"]]
        if wrong:
            found[url] = (template, wrong)
    context.close()
    assert found == {}
