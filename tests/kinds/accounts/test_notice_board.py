"""The sheets for the board: the newest, a page a year, and what was corrected since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import jinja2
import lxml.html
import pytest

from harness import ROOT, data_folder
from mingbai import build, plugin, portal
from mingbai.kinds.accounts import KIND, purposes
from mingbai.kinds.accounts.pages.board_sheets import BoardSheet
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Page, Site
from mingbai.page import spoken_yuan
from mingbai.page.formats import FILTERS
from remembered import correct, keep, release, rewrite, rows

LIUTANG, GROUP = "990121100201-00", "990121100201-01"
MAY, FILE = "accounts/taiping/2026-05", "accounts/taiping/2026-05/entries.csv"
KINDS = ("registry", "accounts")
SUMMARY = "付本月接待补贴"
ANNOUNCED = """\
乡亲们，现在广播柳塘村账本，2026 年 6 月的账。
上月底，账上有两万一千一百五十八元七角七分。
这个月收入九千六百元。其中：租金和承包费，六千元；上级补助，三千六百元。
这个月支出八千二百三十六元。花在这几样上：修路养路，四千四百八十元；误工补贴和报酬，三千二百四十元；\
水电办公，五百一十六元。
到月底，账上还有两万二千五百二十二元七角七分。
民主理财小组的意见：同意公开。
每一笔都贴在村委会公开栏，网上也能看。有看不懂的，7 月 20 日以前\
请找清源县太平镇人民政府，电话 000-0000-0310，监督电话 000-0000-0311。\
问了以后，10 个工作日内答复。\
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A county whose May was corrected in one line of one book, after it was released."""
    root = data_folder(tmp_path_factory.mktemp("board"), "accounts")
    release(root, KINDS)
    keep(root, MAY)
    lines = rows(root, FILE)
    next(line for line in lines if line["book_id"] == LIUTANG)["summary"] = SUMMARY
    rewrite(root, FILE, lines)
    correct(root, MAY)
    release(root, KINDS, date(2026, 7, 25))
    return build.build(root, (REGISTRY, KIND))


@pytest.fixture(scope="module")
def pages(site: Site) -> Mapping[str, Page]:
    found = KIND.pages(site.edition.tables["accounts"], site.edition)
    return {page.url: page for page in found if page.url.startswith("/s/")}


def _rendered(page: Page, site: Site) -> lxml.html.HtmlElement:
    folders = [ROOT / "theme/templates", *plugin.TEMPLATE_FOLDERS]
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), **plugin.ENVIRONMENT)
    env.filters.update(FILTERS)
    shell = portal.shell((REGISTRY, KIND), site.edition, "")
    template = env.get_template(page.template)
    return lxml.html.fromstring(template.render(page=page, view=page.view, portal=shell, panels=()))


def _sheets(pages: Mapping[str, Page], url: str) -> dict[str, BoardSheet]:
    return {sheet.id: sheet for sheet in pages[url].view.sheets}


def test_the_newest_sheet_stands_alone_and_leads_to_all_others(
    site: Site, pages: Mapping[str, Page]
) -> None:
    """Also by the anchors under which they stood on this page before there were years."""
    assert list(_sheets(pages, "/s/10020100/")) == ["06"]
    document = _rendered(pages["/s/10020100/"], site)
    links = {link.get("id"): link.get("href") for link in document.xpath("//nav//a[@id]")}
    assert links == {"2605": "/s/10020100/2026/#05", "2606": "/s/10020100/2026/#06"}


def test_a_year_has_a_section_a_month_and_version(site: Site, pages: Mapping[str, Page]) -> None:
    """The former one before the present one; the newest, shown without an anchor, is last."""
    sheets = _sheets(pages, "/s/10020100/2026/")
    assert list(sheets) == ["05-v1", "05", "06"]
    assert [sheet.address for sheet in sheets.values()] == [
        f"qingyuan.example/s/10020100/2026/#{anchor}" for anchor in sheets
    ]
    articles = _rendered(pages["/s/10020100/2026/"], site).xpath("//article[not(@id='05-say')]")
    assert articles.pop(2).get("id") == "06-say"
    assert [e.get("class") for e in articles] == ["sheet", "sheet", "sheet sheet--newest"]
    assert [e.get("data-sheet") for e in articles] == [
        None,
        "柳塘村账本财务公开单，2026 年 5 月",
        "柳塘村账本财务公开单，2026 年 6 月",
    ]


def test_a_former_sheet_is_what_was_published_and_says_that_it_is_no_longer_right(
    pages: Mapping[str, Page],
) -> None:
    """Its lines are from the kept version; it leads to what was changed."""
    sheets = _sheets(pages, "/s/10020100/2026/")
    assert SUMMARY in sheets["05"].lines
    assert SUMMARY not in sheets["05-v1"].lines
    assert sheets["05-v1"].lines.count("<tr>") == sheets["05"].lines.count("<tr>")
    void = sheets["05-v1"].void
    assert void is not None
    assert void.text == "旧版，2026-07-25 更正，以新的为准"
    assert void.url == "/changes/accounts/taiping/2026-05/v2/"
    assert sheets["05"].void is None


def test_a_sheet_bears_witness_of_the_log_that_first_had_it(
    site: Site, pages: Mapping[str, Page]
) -> None:
    """Line, size and root of that checkpoint; a later one changes none of them."""
    first, newest = site.edition.log.checkpoints
    sheets = _sheets(pages, "/s/10020100/2026/")
    assert f"当时共 {first.size} 条" in sheets["05-v1"].version
    assert f"当时共 {first.size} 条" in sheets["06"].version
    assert f"，2026-07-25 更正。公开日志第 {newest.size} 条" in sheets["05"].version
    codes = {anchor: str(sheet.code) for anchor, sheet in sheets.items()}
    assert len(set(codes.values())) == len(codes)


def test_the_sheet_of_another_book_of_the_package_stays_as_it_was(
    pages: Mapping[str, Page],
) -> None:
    """One line of one book was corrected: the paper of its neighbour is good."""
    sheets = _sheets(pages, "/s/10020101/2026/")
    assert list(sheets) == ["05", "06"]
    assert "更正" not in sheets["05"].version


def test_only_what_has_to_be_put_up_again_has_a_page_of_its_own(
    pages: Mapping[str, Page],
) -> None:
    """The corrected May of one book, beside the newest sheet and the year of each."""
    own = {url for url in pages if url.startswith(("/s/10020100/", "/s/10020101/"))}
    assert own == {
        "/s/10020100/",
        "/s/10020100/2026/",
        "/s/10020100/2605/",
        "/s/10020101/",
        "/s/10020101/2026/",
    }
    assert list(_sheets(pages, "/s/10020100/2605/")) == ["05"]


def test_a_sheet_is_there_in_large_print_and_for_the_loudspeaker(
    site: Site, pages: Mapping[str, Page]
) -> None:
    """Of each that is right, before the sheet itself; of what is void neither."""
    document = _rendered(pages["/s/10020100/2026/"], site)
    anchors = [e.get("id") for e in document.xpath("//div[@class='sheets']/*")]
    assert anchors == ["05-v1", "05-say", "05-big", "05", "06-say", "06-big", "06"]
    for month in ("05", "06"):
        links = document.xpath(f"//article[@id='{month}']//div[@class='sheet__tools']/a/@href")
        assert links == [f"#{month}", f"#{month}-big", f"#{month}-say"]
        assert len(document.xpath(f"//article[@id='{month}']//button[@data-print]")) == 1
    assert document.xpath("//article[@id='05-v1']//button") == []


def test_the_loudspeaker_says_the_sums_of_the_sheet(pages: Mapping[str, Page]) -> None:
    """What came in, what went out and for what, what is left, whom to ask and by when."""
    sheet = _sheets(pages, "/s/10020100/2026/")["06"]
    assert sheet.spoken is not None
    assert "\n".join(sheet.spoken.paragraphs) == ANNOUNCED
    assert sheet.spoken.minutes == 2


def test_what_is_named_and_the_rest_are_the_sum(site: Site, pages: Mapping[str, Page]) -> None:
    """Amounts that are heard add up, in every sheet, and three minutes are enough."""
    known = site.edition.tables["accounts"].shared(purposes.purposes)
    for page in pages.values():
        for sheet in page.view.sheets:
            if sheet.spoken is None:
                continue
            text = "".join(sheet.spoken.paragraphs)
            assert sheet.spoken.minutes <= 3, text
            for direction, total in (
                (purposes.INCOME, sheet.statement.income),
                (purposes.EXPENSE, sheet.statement.expense),
            ):
                assert sum(fen for _, fen in known.of(sheet.statement.position, direction)) == total
                said = f"这个月{direction}{spoken_yuan(total)}。" if total else f"没有{direction}。"
                assert said in text


def test_a_township_prints_what_it_has_to_put_up_at_one_go(
    site: Site, pages: Mapping[str, Page]
) -> None:
    """June of each book, and the May that was corrected since; each on a page of its own."""
    page = pages["/s/100000/"]
    printed = [(one.statement.book_id, one.statement.period) for one in page.view.sheets]
    assert printed[0] == (LIUTANG, "2026-05")
    assert {month for _, month in printed[1:]} == {"2026-06"}
    books = site.edition.tables["accounts"].frame("sheets").query("period == '2026-06'")["book_id"]
    assert [book for book, _ in printed[1:]] == sorted(
        b for b in books if b.startswith("9901211002")
    )
    assert page.view.names[0].text == "柳塘村账本 2026 年 5 月"
    assert page.view.names[1].text == "柳塘村账本"
    assert page.view.missing == ()
    document = _rendered(page, site)
    assert len(document.xpath("//div[@class='bundle']/article")) == len(printed)
    assert document.xpath("//div[@class='bundle']//@id") == []
    for name in page.view.names:
        url, _, anchor = name.url.partition("#")
        assert anchor in _sheets(pages, url)


def test_the_file_of_a_township_is_a_task_of_its_own(site: Site) -> None:
    """It makes that page alone, the same as is made together with all others."""
    made = {
        task.key: [one.url for one in task.run(site.edition)]
        for task in KIND.tasks(site.edition.tables["accounts"], site.edition)
        if task.key.endswith("-board")
    }
    assert made["990121100000-board"] == ["/s/100000/"]
