"""How long pages are on a phone: what is long is folded, or stands on several pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser

from conftest import Portal
from harness import ROOT
from mingbai.page.addresses import file_name
from shared import Shared

pytestmark = pytest.mark.browser

_WIDTH, _HEIGHT, _SCREENS = 360, 800, 8

# A ledger, a law or a year: read from top to bottom, by whoever wants all of it.
_WHOLE = {
    "accounts/pages/year.html": "every entry of a year",
    "prose.html /decisions/0016-second-sources/": "every column of every table",
}


def page_type(template: str, url: str) -> str:
    """Pages of one template in one part of the site, as deep in it; of prose each is its own."""
    folders = url.strip("/").split("/")
    if template in _WHOLE:
        return template
    return f"{template} {url if template == 'prose.html' else (folders[0], len(folders))}"


def longest_files(portal: Portal, pages: Sequence[tuple[str, str]]) -> dict[str, str]:
    """By page type, the page with the largest file: on a phone the longest, or nearly so."""
    sizes: dict[str, tuple[int, str]] = {}
    for template, url in pages:
        size = (portal.output / file_name(url)).stat().st_size
        name = page_type(template, url)
        sizes[name] = max(sizes.get(name, (0, "")), (size, url))
    return {name: url for name, (_, url) in sizes.items()}


def test_no_page_is_longer_than_eight_screens_of_a_phone(
    browser: Browser, portal: Portal, shared: Shared
) -> None:
    """The largest page of every type, without a script; but a ledger, a law or a year.

    Exceptions that are none any more are taken off the list.
    """
    context = browser.new_context(
        viewport={"width": _WIDTH, "height": _HEIGHT}, java_script_enabled=False
    )
    page = context.new_page()
    long = {}
    for name, url in longest_files(portal, shared.published_pages(ROOT / "data")).items():
        page.goto(portal.address + url)
        box = page.locator("html").bounding_box()
        assert box is not None
        if box["height"] > _SCREENS * _HEIGHT:
            long[name] = (url, round(box["height"] / _HEIGHT, 1))
    context.close()
    assert {name: found for name, found in long.items() if name not in _WHOLE} == {}
    assert long.keys() == _WHOLE.keys()
