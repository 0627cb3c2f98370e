"""Every type of page on every screen: nothing is wider than it, broken or covered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from conftest import Portal
from screens import screen

pytestmark = pytest.mark.browser


_WIDER = "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"

_BROKEN = """() => {
  const lines = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].filter(r => r.width > 1)
      .map(r => Math.round(r.top / 6))).size;
  };
  const amounts = ['td.num', '.ledger td:last-child', '.figures__value *', '.sum dd *'];
  return [...document.querySelectorAll(amounts.map(s => 'main ' + s))]
    .flatMap(e => [...e.childNodes])
    .filter(n => n.nodeType === 3 && n.textContent.trim() && lines(n) > 1)
    .map(n => n.textContent.trim());
}"""

_COVERED = """() => [...document.querySelectorAll('main th, main td')]
  .filter(e => getComputedStyle(e).display === 'table-cell' && e.clientWidth > 2)
  .filter(e => e.scrollWidth > e.clientWidth + 2)
  .map(e => e.textContent.trim().slice(0, 30))"""

# 大字 as another tab of the browser switches it: the page follows without being loaded again.
_LOOK = f"""isLarge => {{
  const root = document.documentElement;
  localStorage.setItem('dazi', isLarge ? '1' : '0');
  dispatchEvent(new Event('storage'));
  if (root.classList.contains('scripted') && root.classList.contains('large-print') !== isLarge)
    throw new Error('words are not as large as asked for');
  return [{_WIDER}, {_BROKEN}, {_COVERED}].map(look => look());
}}"""
_SCREENS = ((False, 320), (False, 360), (False, 768), (False, 1280), (True, 320), (True, 360))


def test_every_page_type_fits_its_screen(browser: Browser, portal: Portal) -> None:
    """At 360 px, at 320 px (1280 px at 400 %), on a tablet and a desk; on phones also in 大字.

    Only frames scroll sideways; an amount stands whole (26,210.99 is never 26,21 and 0.99); what a
    cell holds stays inside its column. A page is opened once, its window drawn wider and its words
    enlarged.
    """
    context = screen(browser, 320, is_large=False)
    page = context.new_page()
    found = {}
    for template, url in portal.examples:
        page.goto(portal.address + url)
        for is_large, width in _SCREENS:
            page.set_viewport_size({"width": width, "height": 740})
            wrong = page.evaluate(_LOOK, is_large)
            if any(wrong):
                found[url, width, is_large] = (template, *wrong)
    context.close()
    assert found == {}
