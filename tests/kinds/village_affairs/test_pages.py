"""Village affairs: payments, grants, land compensation and attachments as readers find them."""

from __future__ import annotations

import re

import pytest

from mingbai.model import Page, Site
from mingbai.page.records import RecordView, Section
from shared import Shared

_KIND = "village_affairs"
_TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    """Village affairs beside the ledgers that their vouchers are of."""
    return shared.site(shared.data(_KIND, others=("holdings", "accounts")))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    """All its pages by address."""
    return {page.url: page for page in site.pages()}


def section(page: Page, id_: str) -> Section:
    """A section of a record's page."""
    assert isinstance(page.view, RecordView)
    return next(section for section in page.view.sections if section.id == id_)


def cells(section_: Section) -> list[list[str]]:
    """The words of its table, row by row."""
    assert section_.table is not None
    rows = str(section_.table.body).split("</tr>")[:-1]
    return [[_TAG.sub("", cell) for cell in re.split(r"<t[dh][^>]*>", row)[1:]] for row in rows]


def test_a_project_shows_each_payment(pages: dict[str, Page]) -> None:
    """Oldest first, with the voucher; what is owed and what no ledger shows is said."""
    page = pages["/village_affairs/projects/GC-002/"]
    assert page.view.mark.text == "已经决算，只剩质量保证金没付"
    payments = section(page, "payments")
    assert payments.says == (
        "前后付了 2 次，一共 50,440.00 元。还有 1,560.00 元没有付，质保期满再付。"
        "其中 1 次没有写凭证号，在网上的账里查不到。"
    )
    firm = "清源县恒固建筑有限公司"
    assert cells(payments) == [
        ["进度款", "2026-04-25", "30,000.00", firm, ""],
        ["竣工结算款", "2026-06-26", "20,440.00", firm, "凭证 记09"],
    ]


def test_a_voucher_leads_to_its_month(pages: dict[str, Page]) -> None:
    """The month of the book, where that is published."""
    payments = section(pages["/village_affairs/projects/GC-002/"], "payments")
    assert payments.table is not None
    assert re.findall(r'href="(/accounts/[^"]+)"', str(payments.table.body)) == [
        "/accounts/990121100201-00/2026/#06"
    ]


def test_a_project_without_told_payments_says_so(pages: dict[str, Page]) -> None:
    """Nothing is made up of the one sum."""
    payments = section(pages["/village_affairs/projects/GC-001/"], "payments")
    assert (payments.says, payments.table) == ("逐笔付款还没有公开。", None)


def test_later_payments_count(shared: Shared) -> None:
    """What a later package pays is part of what was paid, in the facts and in the mark."""
    data = shared.data(_KIND, "retention_paid", ("holdings", "accounts"))
    page = shared.pages(data)["/village_affairs/projects/GC-002/"]
    facts = {fact.name: fact.value for fact in page.view.facts}
    assert facts["已付金额"] == facts["决算金额"] == "52,000.00 元"
    assert page.view.mark.text == "已经决算，付清了"
    assert len(cells(section(page, "payments"))) == 3


def test_a_matter_shows_what_was_handed_out(pages: dict[str, Page]) -> None:
    """How many persons, how much, from where; never who."""
    grants = section(pages["/village_affairs/CW-002/"], "grants")
    assert [row[:5] for row in cells(grants)] == [
        ["种粮补贴", "2026-07-02", "40 人", "12,600.00", "一卡通"],
        ["耕地补贴", "2026-07-03", "2 人", "735.50", "村里的账"],
    ]


def test_a_matter_shows_how_the_meeting_voted(pages: dict[str, Page]) -> None:
    """Called, present, agreed and the amount; a column of amounts only where there is one."""
    votes = section(pages["/village_affairs/CW-001/"], "votes")
    assert cells(votes) == [["2026-03-05", "村民代表会议", "32", "28", "27", "234,000.00"]]
    without = section(pages["/village_affairs/CW-002/"], "votes")
    assert cells(without) == [["2026-05-06", "村委会会议", "5", "5", "5"]]


def test_land_compensation_is_followed_to_its_end(pages: dict[str, Page]) -> None:
    """What came in, what went out, what stayed, and that nothing is left over."""
    land = section(pages["/village_affairs/CW-003/"], "compensations")
    assert land.says == (
        "收到 60,000.00 元，发放 48,000.00 元，留在集体 12,000.00 元，全部有了去处。"
    )
    assert [row[1] for row in cells(land)] == ["收到", "发放", "留在集体"]


def test_an_attachment_can_be_opened(site: Site, pages: dict[str, Page]) -> None:
    """The link of the stage leads to the very bytes of the package's file."""
    files = {file.url: file for file in site.downloads()}
    url = "/village_affairs/CW-001/计划/村民代表会议记录.txt"
    assert "实到 23 人" in files[url].body().decode()
    stages = section(pages["/village_affairs/CW-001/"], "stages")
    assert cells(stages)[0][-1] == "村民代表会议记录"
