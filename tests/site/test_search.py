"""What people type into the box, and what they must be shown first, on the demo county."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Portal
from screens import screen

pytestmark = pytest.mark.browser

# What is typed, how the address of the first result begins, why it is typed so.
QUERIES = Path(__file__).with_name("queries.tsv")

# Looked at a hundred times a second, for five seconds: how the address begins that stands first.
_FIRST = """async start => {
  const end = performance.now() + 5000;
  for (;;) {
    const first = document.querySelector('#results-list li:first-child a');
    const href = first ? first.getAttribute('href') : '';
    if (href.startsWith(start) || performance.now() > end) return href;
    await new Promise(wake => setTimeout(wake, 10));
  }
}"""


def _queries() -> list[tuple[str, str, str]]:
    lines = QUERIES.read_text("utf-8").splitlines()[1:]
    return [(words, url, why) for words, url, why in (line.split("\t") for line in lines)]


def _first(page: Page, words: str, url: str) -> str:
    """The address of the first result, once it begins as it should, or when all was read."""
    page.fill("#q", words)
    first = str(page.evaluate(_FIRST, f"..{url}"))
    return url if first.startswith(f"..{url}") else first


def test_what_people_type_finds_what_they_mean(browser: Browser, portal: Portal) -> None:
    """Parts, initials, pinyin, traditional, people's words, months, one wrong character."""
    context = screen(browser, 360, is_large=False)
    page, found = context.new_page(), {}
    for words, url, why in _queries():
        page.goto(portal.address + "/search/")  # nothing is known from the query before
        first = _first(page, words, url)
        if first != url:
            found[words] = (why, first)
    context.close()
    assert found == {}


@pytest.mark.parametrize("words", ["①", "<script>", "不存在的东西", "a"])
def test_nothing_is_found_kindly(browser: Browser, portal: Portal, words: str) -> None:
    """No false mass, no markup; the words come back as text."""
    context = screen(browser, 360, is_large=False)
    page = context.new_page()
    page.goto(portal.address + "/search/")
    page.fill("#q", words)
    expect(page.get_by_role("status")).to_contain_text(f"没有找到“{words}”")
    assert page.locator("#results-list a").count() == 0
    context.close()


def test_a_query_reads_few_and_small_documents(browser: Browser, portal: Portal) -> None:
    """The core and at most four parts, all at once; together below 200 kB before compression."""
    context = screen(browser, 360, is_large=False)
    page = context.new_page()
    sizes: list[int] = []
    page.on(
        "response",
        lambda r: sizes.append(len(r.body())) if "/search/" in r.url and "json" in r.url else None,
    )
    page.goto(portal.address + "/search/")
    _first(page, "柳塘村 合同", "/holdings/")
    expect(page.get_by_role("status")).to_contain_text("找到")
    assert 2 <= len(sizes) <= 5
    assert sum(sizes) < 200_000
    context.close()
    every = [file.stat().st_size for file in (portal.output / "search").glob("*.json")]
    assert len(every) > 100
    assert max(every) < 60_000, "whatever is asked for, no part is a large one"
