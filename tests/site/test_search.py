"""What people type into the box, and what they must be shown first, on the demo county."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import Portal
from screens import screen

pytestmark = pytest.mark.browser

# What is typed, a part of the address of the first result, why it is typed so.
QUERIES = (
    ("柳塘", "/places/990121100201/", "a part of a name"),
    ("柳塘村账", "/accounts/990121100201-00/", "as people say it"),
    ("柳塘村的账", "/accounts/990121100201-00/", "with 的"),
    ("柳塘村账本", "/accounts/990121100201-00/", "as an office says it"),
    ("ltcz", "/accounts/990121100201-00/", "initials of a phrase"),
    ("ltc", "/places/990121100201/", "initials"),
    ("liutangcun", "/places/990121100201/", "pinyin"),
    ("liu tang", "/places/990121100201/", "pinyin apart"),
    ("ｌｔｃ", "/places/990121100201/", "full width"),
    ("柳tc", "/places/990121100201/", "mixed"),
    ("柳塘村帳", "/accounts/990121100201-00/", "traditional"),
    ("柳糖村", "/places/990121100201/", "one wrong character"),
    ("990121100201", "/places/990121100201/", "a code"),
    ("取水许可", "/approvals/990121-SL-XK", "a part of a guide"),
    ("取水許可", "/approvals/990121-SL-XK", "traditional"),
    ("qsxk", "/approvals/990121-SL-XK", "initials of a part"),
    ("打井", "/approvals/990121-SL-XK", "people's word"),
    ("盖房", "/approvals/", "people's word"),
    ("低保", "/approvals/990121-MZ", "people's word"),
    ("低保申请", "/approvals/990121-MZ", "people's word and one more"),
    ("开饭店", "/approvals/", "people's word"),
    ("办身份证", "/approvals/990121-GA", "people's word"),
    ("欠租", "/holdings/warnings/", "people's word"),
    ("村支书 柳塘", "/places/990121100201/#post", "two things"),
    ("住建局", "/agencies/zhujian/", "short name"),
    ("zjj", "/agencies/zhujian/", "initials of a short name"),
    ("住建局 评议", "/appraisals/unit/zhujian/", "two things"),
    ("投诉", "/complaints/", "where to go before cases"),
    ("举报", "/contact/", "people's word"),
    ("数据下载", "/data/", "a page"),
    ("订阅", "/feeds/", "a page"),
)


def _asked(page: Page, words: str) -> str:
    """The address of the first result."""
    page.fill("#q", words)
    status = page.get_by_role("status")
    expect(status).to_contain_text("找到")
    return page.locator("#results-list a").first.get_attribute("href") or ""


def test_what_people_type_finds_what_they_mean(browser: Browser, portal: Portal) -> None:
    """Parts, initials, pinyin, traditional, people's words, one wrong character: the first hit."""
    context = screen(browser, 360, is_large=False)
    page, found = context.new_page(), {}
    for words, url, why in QUERIES:
        page.goto(portal.address + "/search/")
        first = _asked(page, words)
        if not first.lstrip(".").startswith(url):
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
    _asked(page, "柳塘村 合同")
    assert 2 <= len(sizes) <= 5
    assert sum(sizes) < 200_000
    context.close()
