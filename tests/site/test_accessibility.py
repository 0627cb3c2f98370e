"""Every type of page on a desk, as a screen reader needs it: axe finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

import accessibility
from conftest import Portal
from screens import DESK, screen

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_on_a_desk(browser: Browser, portal: Portal) -> None:
    """Zero violations on any type of page, and in the colours of a dark screen."""
    context = screen(browser, DESK["width"], is_large=False)
    assert accessibility.broken_on_pages(context, portal.address, portal.examples) == {}
    context.close()


def _table(last: str) -> str:
    """A page with a table of fifty rows of one shape, and this cell in a row after them."""
    rows = "<tr><th scope='row'>甲</th><td>1</td></tr>" * 50
    return (
        "<!doctype html><html lang='zh'><title>表</title><main><h1>表</h1>"
        f"<table>{rows}<tr><th scope='row'>乙</th><td>{last}</td></tr></table></main>"
    )


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2", set()),
        ("<img src='data:,'>", {"image-alt"}),
        ("<button class='x'></button>", {"button-name"}),
        ("<b style='color: #eee'>二十</b>", {"color-contrast"}),
        (
            "<b style='background: linear-gradient(#fff, #000)'>二十</b>",
            {"color-contrast, undecided: bgGradient"},
        ),
    ],
)
def test_a_fault_in_the_last_row_is_found(browser: Browser, cell: str, found: set[str]) -> None:
    """What is left of a long table holds each shape of its rows, wherever that stood."""
    context = browser.new_context()
    accessibility.equip(context)
    page = context.new_page()
    page.goto("about:blank")
    page.set_content(_table(cell))
    accessibility.shorten(page)
    assert page.locator("tr").count() <= 4
    assert {rule for rule, _ in accessibility.violations(page)} == found
    context.close()
