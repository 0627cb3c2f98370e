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
    ("is_large", "widths"), [(False, (320, 360, 768, 1280)), (True, (320, 360))]
)
def test_every_page_type_fits_its_screen(
    browser: Browser, portal: Portal, is_large: bool, widths: tuple[int, ...]
) -> None:
    """At 360 px, at 320 px (1280 px at 400 %), on a tablet and a desk, also in 大字.

    Only frames scroll sideways; an amount stands whole (26,210.99 is never 26,21 and 0.99); what a
    cell holds stays inside its column. A page is opened once and its window drawn wider.
    """
    context = screen(browser, widths[0], is_large=is_large)
    page = context.new_page()
    found = {}
    for template, url in portal.examples:
        page.set_viewport_size({"width": widths[0], "height": 740})
        page.goto(portal.address + url)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 740})
            wrong = [page.evaluate(script) for script in (_WIDER, _BROKEN, _COVERED)]
            if any(wrong):
                found[url, width] = (template, *wrong)
    context.close()
    assert found == {}
