"""Replies stand beside what they speak of, questions on their row; what waits says its days."""

from __future__ import annotations

import re
from pathlib import Path

import remembered
from harness import data_folder, seal
from mingbai import build
from mingbai.model import Site
from shared import Shared


def _with_gap(root: Path) -> Site:
    """The fixture, where the receipt that was replied to is nine yuan less than the ledger."""
    data = data_folder(root, "replies")
    for path in data.glob("holdings/*/*/receipts.csv"):
        file = path.relative_to(data).as_posix()
        rows = remembered.rows(data, file)
        for row in rows:
            if row["receipt_no"] == "SJ-0011":
                row["amount"] = "5991.00"
        remembered.rewrite(data, file, rows)
    for path in data.glob("replies/*/*/replies.csv"):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace(",2026-06-18,太平镇农经站,收据和账上是同一笔租金，两边已核对。,", ",,,,"),
            "utf-8",
        )
    seal(data)
    return build.build(data)


def test_the_register_shows_what_waits_first(shared: Shared) -> None:
    """Unanswered questions, unanswered replies, then all of both, each with its subject."""
    pages = shared.pages(shared.data("replies"))
    index = pages["/replies/"]
    assert [section.id for section in index.view.sections] == [
        "open-questions",
        "open-replies",
        "replies",
        "questions",
    ]
    waiting = index.view.sections[0].table.body
    assert "/replies/questions/WT-002/" in waiting
    assert "/replies/questions/WT-001/" not in waiting
    assert 'href="/accounts/990121100201-00/2026/#06-003"' in waiting
    assert "等答复" in waiting


def test_a_question_stands_on_its_row_and_on_its_book(shared: Shared) -> None:
    """The ledger leads to the question, answered or not, and the book's page has both."""
    data = shared.data("replies")
    pages = shared.pages(data)
    year = pages["/accounts/990121100201-00/2026/"]
    bodies = [section.expense.body for section in year.view.sections]
    ledger = "".join(str(body) for body in bodies)
    answered = '<a href="/replies/questions/WT-001/">有人问，2026-06-22 已答复</a>'
    waiting = '<a href="/replies/questions/WT-002/">有人问，还没有答复，最迟 2026-07-20</a>'
    rows = {row[:6]: row for row in ledger.split('<tr id="')[1:]}
    assert answered in rows["06-002"]
    assert waiting in rows["06-003"]
    assert "有人问" not in "".join(
        row for id_, row in rows.items() if id_ not in ("06-002", "06-003")
    )
    panels = shared.site(data).panels["book", "990121100201-00"]
    (panel,) = (p for p in panels if p.title == "回应和提问")
    (table,) = (s.table.body for s in panel.view.sections if s.id == "of-thing-questions")
    assert table.index("WT-002") < table.index("WT-001")
    assert panel.is_daily


def test_every_line_leads_to_the_page_where_it_is_asked_about(shared: Shared) -> None:
    """The link carries the keeper, the page of the year and the line's anchor."""
    pages = shared.pages(shared.data("replies"))
    assert "/ask/" in pages
    year = pages["/accounts/990121100201-00/2026/"]
    for section in year.view.sections:
        for body in (section.income.body, section.expense.body):
            lines = re.findall(r'<tr id="([^"]+)"', str(body))
            asked = re.findall(r'href="/ask/#([^"]+)"', str(body))
            assert asked == [f"taiping/accounts/990121100201-00/2026/{line}" for line in lines]


def test_a_gap_says_how_long_nobody_replied(tmp_path: Path) -> None:
    """On the page of its comparison and on the contract's: who, by when, and the days since."""
    site = _with_gap(tmp_path)
    pages = {page.url: page for page in site.pages()}
    page = pages["/reconcile/pairs/receipt-not-in-ledger/"]
    (gap,) = page.view.gaps
    (reply,) = gap.replies
    assert (reply.who, reply.day, reply.mark.text) == ("太平镇政府", None, "逾期未回应")
    assert reply.text == "应在 2026-06-25 以前回应，已经过了 15 天。"
    assert page.is_daily
    panels = site.panels["contract", "HT-06"]
    (panel,) = (p for p in panels if p.title == "对得上吗")
    assert panel.view.gaps[0].replies == (reply,)
    (duty,) = [d for d in site.edition.dues.to_dict("records") if d["subject"] == "HY-001"]
    assert (duty["state"], duty["days_late"]) == ("逾期未答复", 15)


def test_a_reply_stays_where_the_gap_has_gone(shared: Shared) -> None:
    """The pair agrees now: the reply still stands, on its own page and in the list."""
    pages = shared.pages(shared.data("replies"))
    page = pages["/reconcile/pairs/receipt-not-in-ledger/"]
    assert page.view.gaps == ()
    assert "收据和账上是同一笔租金" in page.view.agreeing.body
    reply = pages["/replies/HY-001/"]
    assert reply.view.mark.text == "已回应"
    assert reply.view.links[0].url.startswith("/reconcile/pairs/receipt-not-in-ledger/#gap-")


def test_a_late_reply_says_so(shared: Shared) -> None:
    """It came two days past its day, and leads to the rule and the complaint that it is about."""
    page = shared.pages(shared.data("replies"))["/replies/HY-002/"]
    assert page.view.mark.text == "迟了才回应"
    assert page.view.means == "应在 2026-06-22 以前答，2026-06-24 才答，迟了 2 天。"
    assert page.view.links[0].url == "/rules/complaint-overdue/"
    assert page.view.sections[0].says.startswith("“超过期限没有办结”的提醒：")
