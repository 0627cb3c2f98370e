"""The theme in a real browser: search, large print, narrow screens, fingers, keys and paper."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mingbai.page.addresses import file_name
from patterns.pages import pages
from screens import PHONE

pytestmark = pytest.mark.browser

URLS = ["/patterns/", *(page.url for page in pages())]


def _open(browser: Browser, address: str, url: str, **settings: object) -> Page:
    context = browser.new_context(viewport=PHONE, **settings)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + file_name(url))
    return page


def _titles(page: Page) -> list[str]:
    page.wait_for_selector("#results-list a")
    return page.locator(".results__title").all_inner_texts()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("柳塘村", "柳塘村"),
        ("ltc", "柳塘村"),
        ("liutang", "柳塘村"),
        ("LIU tang", "柳塘村"),
        ("柳t村", "柳塘村"),
        ("９９０１２１１００２０１－００", "柳塘村账本"),
        ("村账本", "柳塘村账本"),
        ("sgxk", "建筑工程施工许可证核发"),
        ("住建局", "住房和城乡建设局"),
        ("白杨", "上河村"),
        ("<甲>", "村口商铺租赁 <甲>"),
        ("柳塘 账 27", "柳塘村27组账本"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    browser: Browser, address: str, asked: str, first: str
) -> None:
    """By part, code, full or first letters, mixed, full width, key, place: best first."""
    page = _open(browser, address, "/search/")
    page.fill("#q", asked)
    assert _titles(page)[0] == first
    page.context.close()


def test_twenty_results_first_and_the_rest_on_demand(browser: Browser, address: str) -> None:
    """The count is said politely; asking for more moves focus to the first new one."""
    page = _open(browser, address, "/search/?q=柳塘")
    assert len(_titles(page)) == 20
    expect(page.get_by_role("status")).to_have_text("找到 33 个，先列 20 个。")
    page.get_by_role("button", name="再看 20 个").click()
    assert len(_titles(page)) == 33
    assert page.evaluate("document.activeElement") is not None
    focused = page.evaluate(
        "[...document.querySelectorAll('#results-list a')].indexOf(document.activeElement)"
    )
    assert focused == 20
    expect(page.locator("#results-more")).to_be_hidden()
    page.context.close()


def test_results_are_walked_with_the_arrow_keys(browser: Browser, address: str) -> None:
    """Down from the box into the list, Escape back; Enter follows the link."""
    page = _open(browser, address, "/search/")
    page.fill("#q", "石桥村")
    _titles(page)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("石桥村")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/990121100202/")
    page.context.close()


def test_records_are_read_only_when_they_are_needed(browser: Browser, address: str) -> None:
    """A name costs the core and one part; a number brings the part that holds its end."""
    page = _open(browser, address, "/search/")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url.rpartition("/")[2]) if "json" in r.url else 0)
    page.fill("#q", "柳塘村")
    assert _titles(page)[0] == "柳塘村"
    assert [name.partition("-")[0] for name in asked] == ["core.json", "han"]
    page.fill("#q", "2026-06-001")
    page.wait_for_selector(".results__link[href$='#ZJ-2026-06-001']")
    assert _titles(page) == ["ZJ-2026-06-001"]
    assert {name.partition("-")[0] for name in asked[2:]} == {"number"}
    page.context.close()


def test_nothing_found_is_said_and_helped(browser: Browser, address: str) -> None:
    """The words typed come back as text; the tree and the A–Z stay where they are."""
    page = _open(browser, address, "/search/")
    page.fill("#q", "<img src=x onerror=alert(1)>")
    expect(page.get_by_role("status")).to_have_text(
        "没有找到“<img src=x onerror=alert(1)>”。可以少写几个字，或用下面的目录查找。"
    )
    assert page.locator("#results img").count() == 0
    expect(page.get_by_role("link", name="按拼音找")).to_be_visible()
    page.context.close()


def test_without_a_script_the_search_page_points_elsewhere(browser: Browser, address: str) -> None:
    """The form leads here from every page; the page says what to use instead."""
    page = _open(browser, address, "/", java_script_enabled=False)
    page.fill("#q", "柳塘")
    page.press("#q", "Enter")
    expect(page).to_have_url(address + "search/?q=%E6%9F%B3%E5%A1%98")
    expect(page.get_by_text("不开也能找到")).to_be_visible()
    expect(page.locator("#results")).to_be_hidden()
    page.context.close()


def _size(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).fontSize"))


def test_large_print_without_a_script_outlives_an_anchor(browser: Browser, address: str) -> None:
    """24 px from a ticked box alone, and still after a link within the page was followed."""
    page = _open(browser, address, "/az/", java_script_enabled=False)
    page.get_by_label("大字").check()
    assert page.locator("body").evaluate("e => getComputedStyle(e).fontSize") == "24px"
    page.locator(".letters a").last.click()
    assert page.locator("body").evaluate("e => getComputedStyle(e).fontSize") == "24px"
    page.context.close()


def test_large_print_is_remembered_and_forgotten(browser: Browser, address: str) -> None:
    """From page to page, from the first paint on; unticked on one page, it is gone on all."""
    page = _open(browser, address, "/")
    assert _size(page) == "18px"
    page.get_by_label("大字").check()
    page.goto(address + "rules/", wait_until="commit")
    page.wait_for_selector("h1")
    assert _size(page) == "24px"
    assert page.get_by_label("大字").is_checked()
    page.get_by_label("大字").uncheck()
    assert _size(page) == "18px"
    page.go_back()
    expect(page.get_by_label("大字")).not_to_be_checked()
    assert _size(page) == "18px"
    page.context.close()


@pytest.mark.parametrize("is_large", [False, True])
def test_no_page_is_wider_than_its_screen(browser: Browser, address: str, is_large: bool) -> None:
    """At 320 px (1280 px at 400 %) and up, in both sizes of print, only frames scroll sideways."""
    page = _open(browser, address, "/")
    page.evaluate("large => localStorage.setItem('dazi', large)", "1" if is_large else "0")
    wide = []
    for url in URLS:
        page.goto(address + file_name(url))
        for width in (320, 360, 768):
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((url, width))
    page.context.close()
    assert wide == []


_SMALL = """() => [...document.querySelectorAll('a[href], button, summary, label, input')]
  .filter(e => !(e.type === 'checkbox') && !(e.control && e.control.type === 'search'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.width && r.right > 0 && r.height < 43.5)
  .filter(([e]) => !e.matches('p *, .prose *, .section > a, svg a'))
  .map(([e, r]) => [e.className, e.parentElement.className, e.textContent.trim(), r.height])
"""


def test_every_target_is_as_tall_as_a_finger(browser: Browser, address: str) -> None:
    """44 px or more for all that is pressed.

    Links inside a sentence apart, and those of a chart, which stand in its table too.
    """
    page = _open(browser, address, "/")
    small = {}
    for url in URLS:
        page.goto(address + file_name(url))
        found = page.evaluate(_SMALL)
        if found:
            small[url] = found
    page.context.close()
    assert small == {}


def test_wide_frames_are_reached_and_scrolled_by_keyboard(browser: Browser, address: str) -> None:
    """A frame takes focus, says what it holds, and moves with the arrow keys."""
    page = _open(browser, address, "/data/accounts/")
    frame = page.get_by_role("group", name="前 3 行，共 412,906 行")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert frame.evaluate("e => e.scrollLeft") > 0
    page.context.close()


def test_paper_shows_tables_and_hides_what_cannot_be_pressed(
    browser: Browser, address: str
) -> None:
    """On A4 a table is a table again, large print does not matter, navigation is gone."""
    page = _open(browser, address, "/patterns/")
    page.get_by_label("大字").check()
    page.set_viewport_size({"width": 672, "height": 950})
    page.emulate_media(media="print")
    assert page.locator("#towns thead").evaluate("e => getComputedStyle(e).position") == "static"
    assert _size(page) == "14px"
    for hidden in (".masthead__nav", ".search", ".dazi", ".pager"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.context.close()


def test_pages_print_on_several_sheets(browser: Browser, address: str, tmp_path: Path) -> None:
    """Columns that ask their own width do not hold a page together that is longer than A4."""
    from pypdf import PdfReader

    page = _open(browser, address, "/patterns/")
    page.pdf(path=tmp_path / "patterns.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "patterns.pdf").pages
    assert len(sheets) > 3
    last = "".join(sheet.extract_text() for sheet in sheets[-2:])
    assert "一层一层的地方" in unicodedata.normalize("NFKC", last)
    page.context.close()
