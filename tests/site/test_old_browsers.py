"""Ten types of page on a phone of 2018, and without any style sheet: readable, no wider than it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

import accessibility
from conftest import Portal
from mingbai.page.addresses import file_name
from old_browsers import understood
from screens import screen
from sizes import PROFILE

pytestmark = pytest.mark.browser

SHEET = "theme/mingbai.css"
TYPES = (
    "home.html",
    "accounts/pages/book.html",
    "accounts/pages/year.html",
    "accounts/pages/notice_board.html",
    "approvals/pages/guide.html",
    "register.html",
    "record.html",
    "reconcile.html",
    "dataset.html",
    "registry/pages/place.html",
)
# What stands behind words so that axe cannot tell how they stand out. Words inside a picture, and
# heads that only a screen reader meets, it never judges.
_GROUNDS = ("bgGradient", "bgImage")
_CONTRAST = """async () => {
  const asked = {runOnly: ['color-contrast'], resultTypes: ['violations', 'incomplete']};
  const {violations, incomplete} = await axe.run(asked);
  const nodes = rules => rules.flatMap(rule => rule.nodes);
  return [
    nodes(violations).map(node => node.html),
    nodes(incomplete).map(node => [node.html.slice(0, 80), node.any[0].data.messageKey]),
  ];
}"""
_WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
# Shapes filled or words written in one colour with what they stand on cannot be read.
_UNREADABLE = """() => [...document.querySelectorAll('svg [data-step]')].filter(step => {
  const shape = getComputedStyle(step.querySelector('rect, polygon, path'));
  const words = getComputedStyle(step.querySelector('text'));
  return shape.fill === words.fill || words.textAnchor !== 'middle' || shape.stroke === 'none';
}).length"""
_BARE = """() => [...document.querySelectorAll(
  'svg rect, svg path, svg polygon, svg circle:not(pattern circle), svg line')]
  .filter(e => !e.hasAttribute('fill') && !e.hasAttribute('stroke')).map(e => e.outerHTML)"""


def _with_sheet(browser: Browser, body: str) -> BrowserContext:
    """A phone on which every page gets this style sheet."""

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/css")

    context = screen(browser, 360, is_large=False)
    context.route(f"**/{SHEET}*", answer)
    return context


def _pages(portal: Portal) -> dict[str, str]:
    """The address of one page of each of the ten types."""
    urls = {template: url for template, url in portal.examples if template in TYPES}
    assert set(urls) == set(TYPES)
    return urls


def test_an_old_phone_shows_every_page_within_its_width(browser: Browser, portal: Portal) -> None:
    """Without layers, container queries, `:has` and what came after 2018: nothing is cut off."""
    sheet = understood((portal.output / SHEET).read_text("utf-8"))
    context = _with_sheet(browser, sheet)
    page, found = context.new_page(), {}
    for template, url in _pages(portal).items():
        page.goto(portal.address + url)
        wrong = (page.evaluate(_WIDER), page.evaluate(_UNREADABLE))
        if any(wrong):
            found[template] = (url, *wrong)
    context.close()
    assert found == {}


def test_an_old_phone_without_script_enlarges_the_page_it_shows(
    browser: Browser, portal: Portal
) -> None:
    """By a link, for want of `:has` and of a script; another link takes it back."""
    sheet = understood((portal.output / SHEET).read_text("utf-8"))
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.route(f"**/{SHEET}*", lambda route: route.fulfill(body=sheet, content_type="text/css"))
    page = context.new_page()
    page.goto(f"{portal.address}/about/")
    sizes = []
    for link in ("大字", "小字"):
        sizes.append(_width_of_a_word(page))
        page.get_by_role("link", name=link, exact=True).click()
    sizes.append(_width_of_a_word(page))
    assert sizes[1] == pytest.approx(sizes[0] * 4 / 3, rel=0.02)
    assert sizes[2] == sizes[0]
    assert page.get_by_label("大字", exact=True).is_hidden()
    context.close()


def _width_of_a_word(page: Page) -> float:
    """The width of the portal's name, in pixels."""
    box = page.locator(".masthead__home").bounding_box()
    assert box is not None
    return box["width"]


def test_an_old_phone_sets_words_apart_from_their_ground(browser: Browser, portal: Portal) -> None:
    """The contrast of every word is decided, and enough."""
    sheet = understood((portal.output / SHEET).read_text("utf-8"))
    context = _with_sheet(browser, sheet)
    accessibility.equip(context)
    page, found = context.new_page(), {}
    for template, url in _pages(portal).items():
        page.goto(portal.address + url)
        if PROFILE != "deep":
            accessibility.shorten(page)
        broken, undecided = page.evaluate(_CONTRAST)
        grounds = [html for html, reason in undecided if reason in _GROUNDS]
        if broken or grounds:
            found[template] = (url, broken, grounds)
    context.close()
    assert found == {}


def test_a_picture_can_be_read_without_any_style_sheet(browser: Browser, portal: Portal) -> None:
    """Each shape says how it is filled or drawn; no box is as black as its words."""
    context = _with_sheet(browser, "")
    page, found, seen = context.new_page(), {}, 0
    for template, url in portal.examples:
        if "<svg" not in (portal.output / file_name(url)).read_text("utf-8"):
            continue  # no script draws one
        seen += 1
        page.goto(portal.address + url)
        wrong = (page.evaluate(_UNREADABLE), page.evaluate(_BARE)[:3])
        if any(wrong):
            found[url] = (template, *wrong)
    context.close()
    assert seen > 3
    assert found == {}
