"""Every type of page in 大字 on a phone, as low sight needs it: axe finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

import accessibility
from conftest import Portal
from screens import PHONE, screen
from sizes import PROFILE

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_in_large_print(browser: Browser, portal: Portal) -> None:
    """Zero violations on a page of each type, and in the colours of a dark screen.

    Of what a desk was asked for already only that which larger words can break, but in deep tests.
    """
    context = screen(browser, PHONE["width"], is_large=True)
    pages = portal.examples if PROFILE == "deep" else tuple(dict(portal.examples).items())
    assert accessibility.broken_on_pages(context, portal.address, pages, sizes_alone=True) == {}
    context.close()
