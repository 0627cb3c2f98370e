"""The built portal in a real browser: phone and desk, with and without script, by keyboard."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from conftest import Portal
from screens import DESK, PHONE

pytestmark = pytest.mark.browser


def _open(context: BrowserContext, portal: Portal, url: str) -> Page:
    page = context.new_page()
    page.goto(portal.address + url, wait_until="load")
    return page


# Buttons that print are of no use without a script; the browser's own menu does the same.
_WORDS = """() => {
  document.querySelectorAll('[data-print]').forEach(button => button.remove());
  return document.querySelector('main').innerText;
}"""
_HEADINGS = """() => [...document.querySelectorAll('main h2')]
  .filter(e => e.offsetWidth && e.offsetHeight && getComputedStyle(e).visibility === 'visible')
  .map(e => e.innerText)"""


@dataclass(frozen=True)
class Visit:
    """An example of a template as a browser with scripts showed it: on a phone, a desk, on paper.

    words: of its main part on the phone. headings, printed: the second ones that are seen on the
    desk, and on paper. outside: requests that left the portal. complaints: errors of the console.
    """

    template: str
    words: str
    headings: tuple[str, ...]
    printed: tuple[str, ...]
    outside: tuple[str, ...]
    complaints: tuple[str, ...]


@pytest.fixture(scope="module")
def visits(browser: Browser, portal: Portal) -> dict[str, Visit]:
    """Every example by its address, opened once."""
    context = browser.new_context(viewport=PHONE)
    outside: list[str] = []
    complaints: list[str] = []
    context.on(
        "request",
        lambda r: outside.append(r.url) if not r.url.startswith(portal.address) else None,
    )
    context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    page = context.new_page()
    visits = {}
    for template, url in portal.examples:
        outside.clear()
        complaints.clear()
        page.set_viewport_size(PHONE)
        page.emulate_media(media="screen")
        page.goto(portal.address + url)
        words = page.evaluate(_WORDS)
        page.set_viewport_size(DESK)
        headings = tuple(page.evaluate(_HEADINGS))
        page.emulate_media(media="print")
        printed = tuple(page.evaluate(_HEADINGS))
        visits[url] = Visit(
            template=template,
            words=words,
            headings=headings,
            printed=printed,
            outside=tuple(outside),
            complaints=tuple(complaints),
        )
    context.close()
    return visits


def test_nothing_is_asked_of_other_sites_and_the_policy_holds(visits: dict[str, Visit]) -> None:
    """Every request stays on the portal; the console reports no violation and no error."""
    asked = [url for visit in visits.values() for url in visit.outside]
    assert [url for url in asked if not url.startswith("data:")] == []
    assert [text for visit in visits.values() for text in visit.complaints] == []


def test_everything_can_be_read_without_script(
    browser: Browser, portal: Portal, visits: dict[str, Visit]
) -> None:
    """With scripts off every page type shows the same words.

    Search, verify and ask apart: their forms and buttons are of no use then, and they say what to
    do instead; and buttons that print, as the browser's own menu does.
    """
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for url, visit in visits.items():
        if visit.template not in {"search.html", "verify.html", "ask.html"}:
            page.goto(portal.address + url)
            assert page.evaluate(_WORDS) == visit.words, url
    context.close()


def test_search_finds_by_name_code_and_initials(browser: Browser, portal: Portal) -> None:
    """A village by a part of its name, its code and its pinyin initials, in under a second."""
    context = browser.new_context(viewport=PHONE)
    for words in ("柳塘", "990121100201", "ltc"):
        page = _open(context, portal, f"/search/?q={words}")
        page.wait_for_selector("#results-list li", timeout=5000)
        assert "柳塘村" in page.locator("#results-list").inner_text(), words
        page.close()
    context.close()


def test_a_hostile_query_is_only_text(browser: Browser, portal: Portal) -> None:
    """What is typed into the search box never becomes markup."""
    context = browser.new_context(viewport=PHONE)
    page = _open(context, portal, "/search/?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.x%3D1%3E")
    page.wait_for_timeout(300)
    assert page.evaluate("window.x") is None
    assert page.locator("main img").count() == 0
    context.close()


def test_this_months_accounts_are_two_taps_away(browser: Browser, portal: Portal) -> None:
    """Front page, 看我村的账, the village's book: there is the latest sheet."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = _open(context, portal, "/")
    page.get_by_role("link", name="看我村的账").click()
    page.locator("main").get_by_role("link", name="柳塘村").first.click()
    text = page.locator("main").inner_text()
    assert "收入" in text
    assert "支出" in text
    assert "结余" in text
    context.close()


def test_paper_shows_what_the_screen_shows(visits: dict[str, Visit]) -> None:
    """No section of a page is lost in print; but a letter and sheets to put up stand alone."""
    lost = {}
    for visit in visits.values():
        if missing := [text for text in visit.headings if text not in visit.printed]:
            lost[visit.template] = missing
    for alone in ("ask.html", "accounts/pages/town_board.html"):
        lost.pop(alone, None)
    assert lost == {}


def test_the_keyboard_reaches_everything(browser: Browser, portal: Portal) -> None:
    """Tab walks through every link, field and frame of the front page, and focus is seen."""
    context = browser.new_context(viewport=DESK)
    page = _open(context, portal, "/")
    count = page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    seen = set()
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    assert len(seen) >= count * 0.9
    page.locator("main a").first.focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    context.close()


def test_it_works_below_a_folder_of_another_site(browser: Browser, portal: Portal) -> None:
    """No address in a page starts at the root of the host, so any folder will do."""
    context = browser.new_context(viewport=DESK)
    page = _open(context, portal, "/places/")
    links = page.eval_on_selector_all(
        "a[href], link[href], script[src]",
        "els => els.map(e => e.getAttribute('href') || e.getAttribute('src'))",
    )
    assert [link for link in links if link.startswith("/")] == []
    context.close()


def test_a_demo_counts_no_days_on(browser: Browser, portal: Portal) -> None:
    """Its days are invented: what it says stays as it was built."""
    context = browser.new_context(viewport=PHONE)
    page = _open(context, portal, "/clock/")
    assert page.locator("script[src*='dues.js']").count() == 0
    context.close()
