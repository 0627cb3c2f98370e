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


def _article(*cells: str) -> str:
    """A page with a masthead of twelve links and a table of these cells in an article."""
    links = "<a href='#'>甲</a>" * 12
    rows = "".join(f"<tr><th scope='row'>甲</th><td>{cell}</td></tr>" for cell in cells)
    return (
        "<!doctype html><html lang='zh'><title>表</title><style>.x {color: #eee}</style>"
        f"<header>{links}</header><main><h1>表</h1><article><table>{rows}</table></article></main>"
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1", "2", "3"], {"header": 0, "article": 0}),
        (["1", "2", "<b>二十</b>"], {"header": 0, "article": 1}),
        (["1", "2", "<b class='x'>二十</b>"], {"header": 0, "article": 1, "color-contrast": 1}),
    ],
)
def test_what_looks_as_on_a_page_before_is_left_out_and_nothing_else(
    browser: Browser, cells: list[str], found: dict[str, int]
) -> None:
    """The same masthead and the same table are; one with another element in it stays whole."""
    context = browser.new_context()
    accessibility.equip(context)
    page, known = context.new_page(), set[int]()
    page.goto("about:blank")
    page.set_content(_article("1", "2", "<b class='y'>二十</b>", "4"))
    accessibility.forget(page, known)
    assert (page.locator("header").count(), page.locator("article").count()) == (1, 1)
    page.set_content(_article("1", "2", "3"))
    accessibility.forget(page, known)
    page.set_content(_article(*cells))
    accessibility.forget(page, known)
    rules = [rule for rule, _ in accessibility.violations(page) if rule == "color-contrast"]
    counts = {name: page.locator(name).count() for name in ("header", "article")}
    assert counts | ({"color-contrast": 1} if rules else {}) == found
    context.close()
