"""Every type of page on paper: words that can be read, its address, hatch that tells bars apart."""

from __future__ import annotations

import io

import pypdf
import pytest
from playwright.sync_api import Browser

from conftest import Portal

pytestmark = pytest.mark.browser

BOARD, TOWN_BOARD = "accounts/pages/notice_board.html", "accounts/pages/town_board.html"
BOOK = "accounts/pages/book.html"
A4, A3 = (210, 297), (297, 420)

_A4 = {"width": 672, "height": 950}  # what lies within the margins, at 96 pixels an inch
_SMALLEST = 8 * 96 / 72  # 8 points
# Words of a picture are drawn as large as the picture is.
_TOO_SMALL = """smallest => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !e.checkVisibility() || e.closest('title, desc'))
      continue;
    const box = e.closest('svg')?.viewBox.baseVal;
    const scale = box ? e.closest('svg').getBoundingClientRect().width / box.width : 1;
    const size = parseFloat(getComputedStyle(e).fontSize) * scale;
    if (size < smallest - .01) found.set(e.tagName + '.' + (e.getAttribute('class') || ''), size);
  }
  return [...found].map(([name, size]) => name + ' ' + size.toFixed(1));
}"""
_LEGENDS = """() => [...document.querySelectorAll('.chart__key span')].filter(
  e => getComputedStyle(e, '::before').printColorAdjust !== 'exact').length"""
_ADDRESS = """() => {
  const host = new URL(document.querySelector('[rel=canonical]').href).host;
  return [...document.querySelectorAll('.sheet, .footer__paper')].some(paper => {
    const code = paper.querySelector('.qr');
    return code && code.checkVisibility() && code.naturalWidth > 20
      && paper.textContent.includes(host);
  });
}"""


def test_every_page_type_is_fit_for_paper(browser: Browser, portal: Portal) -> None:
    """Nothing below 8 points, the page's address with its code, a ground where a legend has one.

    A letter that is to be filled in is printed alone.
    """
    page = browser.new_page(viewport=_A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    found = {}
    for template, url in portal.examples:
        page.goto(portal.address + url)
        wrong = (page.evaluate(_TOO_SMALL, _SMALLEST), page.evaluate(_LEGENDS))
        is_letter = page.locator(".slip__screen").count() > 0
        has_address = is_letter or template == "404.html" or page.evaluate(_ADDRESS)
        if any(wrong) or not has_address:
            found[url] = (template, *wrong, has_address)
    page.close()
    assert found == {}


def _pages_of(browser: Browser, portal: Portal, url: str) -> list[tuple[int, int]]:
    """Width and height of each printed page, in millimetres."""
    page = browser.new_page()
    page.goto(portal.address + url)
    body = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    return [(round(float(b.width) / 72 * 25.4), round(float(b.height) / 72 * 25.4)) for b in boxes]


def test_a_sheet_is_printed_alone_on_the_paper_it_asks_for(
    browser: Browser, portal: Portal
) -> None:
    """One month of a year, its large print on A3, its words for the loudspeaker; never the year."""
    sheets = min(url for template, url in portal.examples if template == BOARD)
    year = f"/s/{sheets.split('/')[2]}/2026/"
    assert _pages_of(browser, portal, f"{year}#03") == [A4]
    assert _pages_of(browser, portal, f"{year}#03-big") == [A3]
    assert _pages_of(browser, portal, f"{year}#03-say") == [A4]


def test_nobody_announces_a_year_that_is_over(portal: Portal) -> None:
    """The words for the loudspeaker stand with the newest year of a book, its paper with each."""
    years: dict[str, dict[str, str]] = {}
    for file in sorted(portal.output.glob("s/*/20[0-9][0-9]/index.html")):
        years.setdefault(file.parts[-3], {})[file.parts[-2]] = file.read_text("utf-8")
    assert any(len(of_book) > 1 for of_book in years.values())
    for of_book in years.values():
        announced = {year for year, html in of_book.items() if '-say"' in html}
        assert announced == {max(of_book)}
        assert all("data-print" in html and '-big"' in html for html in of_book.values())


def test_the_sheets_of_a_township_are_printed_at_one_go(browser: Browser, portal: Portal) -> None:
    """Each book begins on a page of its own; most need no second one."""
    url = min(url for template, url in portal.examples if template == TOWN_BOARD)
    page = browser.new_page()
    page.goto(portal.address + url)
    count = page.locator(".bundle > .sheet").count()
    page.close()
    printed = _pages_of(browser, portal, url)
    assert set(printed) == {A4}
    assert count <= len(printed) <= count * 1.2


def test_what_is_folded_on_a_phone_is_open_on_paper(browser: Browser, portal: Portal) -> None:
    """Also in a column of paper that is as narrow as a phone: a card can be cut out."""
    (url, *_) = [url for template, url in portal.examples if template == BOOK]
    page = browser.new_page(viewport=_A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    page.goto(portal.address + url)
    folded = page.locator(".fold + .fold__part")
    assert folded.count() > 2
    assert [part.is_visible() for part in folded.all()] == [True] * folded.count()
    assert not page.locator(".fold__label").first.is_visible()
    page.close()
