"""The built portal in a real browser: phone and desk, with and without script, by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from conftest import Portal
from harness import data_folder, seal
from mingbai.publish import publish
from mingbai.serve import server
from shared import inputs

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_SILENT)
        yield browser
        browser.close()


def _open(context: BrowserContext, portal: Portal, url: str) -> Page:
    page = context.new_page()
    page.goto(portal.address + url, wait_until="load")
    return page


def _screen(browser: Browser, width: int, *, is_large: bool) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(f"localStorage.setItem('dazi', '{int(is_large)}')")
    return context


_WIDER = "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"

_BROKEN = """() => {
  const lines = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].filter(r => r.width > 1)
      .map(r => Math.round(r.top / 6))).size;
  };
  return [...document.querySelectorAll('main td.num, main .figures__value *, main .sum__value *')]
    .flatMap(e => [...e.childNodes])
    .filter(n => n.nodeType === 3 && n.textContent.trim() && lines(n) > 1)
    .map(n => n.textContent.trim());
}"""

_COVERED = """() => [...document.querySelectorAll('main th, main td')]
  .filter(e => getComputedStyle(e).display === 'table-cell' && e.clientWidth > 2)
  .filter(e => e.scrollWidth > e.clientWidth + 2)
  .map(e => e.textContent.trim().slice(0, 30))
"""


@pytest.mark.parametrize(
    ("width", "is_large"),
    [(320, False), (320, True), (360, False), (360, True), (768, False), (1280, False)],
)
def test_every_page_type_fits_its_screen(
    browser: Browser, portal: Portal, width: int, is_large: bool
) -> None:
    """At 360 px, at 320 px (1280 px at 400 %), on a tablet and a desk, also in 大字.

    Only frames scroll sideways; an amount stands whole (26,210.99 is never 26,21 and 0.99); what a
    cell holds stays inside its column.
    """
    context = _screen(browser, width, is_large=is_large)
    page = context.new_page()
    found = {}
    for template, url in portal.examples:
        page.goto(portal.address + url)
        wrong = [page.evaluate(script) for script in (_WIDER, _BROKEN, _COVERED)]
        if any(wrong):
            found[url] = (template, *wrong)
    context.close()
    assert found == {}


@pytest.mark.parametrize(("viewport", "is_large"), [(DESK, False), (PHONE, True)])
def test_axe_finds_nothing_on_any_page_type(
    browser: Browser, portal: Portal, viewport: dict[str, int], is_large: bool
) -> None:
    """Zero violations on a desk and in 大字 on a phone, and in the colours of a dark screen."""
    context = _screen(browser, viewport["width"], is_large=is_large)
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


def test_nothing_is_asked_of_other_sites_and_the_policy_holds(
    browser: Browser, portal: Portal
) -> None:
    """Every request stays on the portal; the console reports no violation and no error."""
    context = browser.new_context(viewport=DESK)
    outside: list[str] = []
    complaints: list[str] = []
    context.on(
        "request",
        lambda r: outside.append(r.url) if not r.url.startswith(portal.address) else None,
    )
    context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    page = context.new_page()
    for _, url in portal.examples:
        page.goto(portal.address + url)
    context.close()
    assert [u for u in outside if not u.startswith("data:")] == []
    assert complaints == []


def test_everything_can_be_read_without_script(browser: Browser, portal: Portal) -> None:
    """With scripts off every page type shows the same words, search results apart."""
    plain = browser.new_context(viewport=PHONE, java_script_enabled=False)
    rich = browser.new_context(viewport=PHONE)
    pages = [context.new_page() for context in (plain, rich)]
    for template, url in portal.examples:
        if template == "search.html":
            continue
        words = []
        for page in pages:
            page.goto(portal.address + url)
            words.append(page.locator("main").inner_text())
        assert words[0] == words[1], url
    plain.close()
    rich.close()


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


_BUILT, _READ = date(2026, 9, 1), date(2026, 10, 11)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A county that is no demo, built on 1 September and silent since July, served."""
    data = data_folder(tmp_path_factory.mktemp("county") / "data", "accounts")
    site = data / "registry" / "county" / "2026" / "site.csv"
    site.write_text(site.read_text("utf-8").replace("is_demo,是", "is_demo,否"), "utf-8")
    seal(data)
    output = tmp_path_factory.mktemp("county-site") / "site"
    publish(replace(inputs(data), as_of=_BUILT.isoformat()), output)
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield Portal(output, f"http://127.0.0.1:{httpd.server_port}", ())
    httpd.shutdown()


def _late(page: Page, on: date) -> None:
    """What is overdue first on a page is so by as many days as it was on a day."""
    due = page.locator("[data-due]").first
    days = (on - date.fromisoformat(due.get_attribute("data-due") or "")).days
    assert days > 0
    assert due.inner_text() == f"逾期 {days:,} 天"


def test_the_days_go_on_in_the_readers_browser(browser: Browser, county: Portal) -> None:
    """Forty days after the build what is missing is as many days more overdue; silence is named.

    Half past midnight in China is still the day before in Greenwich: the day is China's.
    """
    context = browser.new_context(viewport=PHONE)
    context.clock.set_fixed_time(datetime(2026, 10, 10, 16, 30, tzinfo=UTC))
    page = _open(context, county, "/accounts/990121100201-00/")
    _late(page, _READ)
    assert f"算到今天 {_READ.isoformat()}" in page.locator(".band").inner_text()
    page.goto(county.address + "/")
    newest = page.locator("[data-newest]")
    silent = (_READ - date.fromisoformat(newest.get_attribute("data-newest") or "")).days
    assert newest.inner_text() == f"这个网站 {silent:,} 天没有新公开了"
    page.goto(county.address + "/clock/")
    assert "又有" in page.locator("main [data-waiting]").inner_text()
    context.close()


def test_without_script_a_page_says_the_day_it_speaks_of(browser: Browser, county: Portal) -> None:
    """The days are those of the day of the build, which stands beside them and in the footer."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = _open(context, county, "/accounts/990121100201-00/")
    _late(page, _BUILT)
    assert f"截至 {_BUILT.isoformat()}" in page.locator(".band").inner_text()
    assert f"数据截至 {_BUILT.isoformat()}" in page.locator("footer").inner_text()
    context.close()


def test_a_demo_counts_no_days_on(browser: Browser, portal: Portal) -> None:
    """Its days are invented: what it says stays as it was built."""
    context = browser.new_context(viewport=PHONE)
    page = _open(context, portal, "/clock/")
    assert page.locator("script[src*='dues.js']").count() == 0
    context.close()
