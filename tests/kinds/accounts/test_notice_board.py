"""The sheets for the board: the newest, a page a year, and what was corrected since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import jinja2
import lxml.html
import pytest

from harness import ROOT, data_folder
from mingbai import build, plugin, portal
from mingbai.kinds.accounts import KIND
from mingbai.kinds.accounts.pages.board_sheets import BoardSheet
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Page, Site
from mingbai.page.formats import FILTERS
from remembered import correct, keep, release, rewrite, rows

LIUTANG, GROUP = "990121100201-00", "990121100201-01"
MAY, FILE = "accounts/taiping/2026-05", "accounts/taiping/2026-05/entries.csv"
KINDS = ("registry", "accounts")
SUMMARY = "付本月接待补贴"


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
    articles = _rendered(pages["/s/10020100/2026/"], site).xpath("//article")
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
