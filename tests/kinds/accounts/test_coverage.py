"""Which of the 44 items a book disclosed: against the rows of the good data, counted by hand."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal

import pytest

from harness import FIXTURES
from mingbai.kinds.accounts import KIND
from mingbai.kinds.accounts.coverage import (
    DISCLOSED,
    NOT_PUBLISHED,
    NOTHING,
    Coverage,
    coverage,
    last_month,
    numbered_items,
)
from mingbai.model import Site
from shared import Shared

LIUTANG, GROUP = "990121100201-00", "990121100201-01"


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    return shared.site(shared.data("accounts"))


@pytest.fixture(scope="module")
def found(site: Site) -> Coverage:
    tables = site.edition.tables["accounts"]
    return coverage(tables, site.edition.county, last_month(tables))


def _state(found: Coverage, book: str, item: str, period: str) -> tuple[int, int]:
    state, amount_fen = found.of(book)
    at = found.items.index(item), found.periods.index(period)
    return int(state[at]), int(amount_fen[at])


def test_there_are_44_items_in_the_order_of_the_law() -> None:
    """7 + 11 + 10 + 6 + 4 + 6 under six heads; two heads carry no numbered item."""
    items = numbered_items()
    heads = [item.split(".")[0] for item in items]
    assert {head: heads.count(head) for head in dict.fromkeys(heads)} == {
        "F1": 7,
        "F2": 11,
        "F3": 10,
        "F4": 6,
        "F6": 4,
        "F7": 6,
    }


@pytest.mark.parametrize("period", ["2026-05", "2026-06"])
def test_income_and_expense_items_are_the_sums_of_their_lines(period: str, found: Coverage) -> None:
    """Each item that a line names, to the 分; every other of both heads is said to be nothing."""
    path = FIXTURES / f"accounts/good/taiping/{period}/entries.csv"
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["book_id"] == LIUTANG:
                sums[row["disclosure_code"]] += Decimal(row["amount"])
    for item in found.items:
        if item.startswith(("F2.", "F3.")):
            expected = (DISCLOSED, int(sums[item] * 100)) if item in sums else (NOTHING, 0)
            assert _state(found, LIUTANG, item, period) == expected, item


def test_what_is_not_published_is_not_said_to_be_nothing(found: Coverage) -> None:
    """A group publishes no trial balance: its assets are unknown, not none. Nor is April."""
    assert _state(found, GROUP, "F4.1", "2026-06")[0] == NOT_PUBLISHED
    assert _state(found, LIUTANG, "F4.1", "2026-06")[0] == DISCLOSED
    assert _state(found, LIUTANG, "F2.1", "2026-04")[0] == NOT_PUBLISHED


def test_a_plan_shows_the_items_of_its_year_and_a_statement_those_of_the_year_before(
    found: Coverage,
) -> None:
    """In 2026 the plan of 2026 and the distribution of 2025 stand there; in 2025 neither does."""
    assert _state(found, LIUTANG, "F1.1", "2026-06")[0] == DISCLOSED
    assert _state(found, LIUTANG, "F7.1", "2026-06")[0] == DISCLOSED
    assert _state(found, LIUTANG, "F1.1", "2025-12")[0] == NOT_PUBLISHED


def test_the_file_of_a_township_says_the_same_with_names(site: Site, found: Coverage) -> None:
    """A line a book, item and month where something was disclosed, with its amount, or nothing was.

    Left out is what a month was published without.
    """
    bodies = {d.url: d.body for d in KIND.downloads(site.edition.tables["accounts"], site.edition)}
    text = bodies["/accounts/town/990121100000/items.csv"]().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    books = {row["book_id"] for row in rows}
    listed = sum(int((found.of(book)[0] != NOTHING).sum()) for book in books)
    assert 0 < len(rows) == listed < len(books) * 44 * 12
    words = {"有": DISCLOSED, "未公开": NOT_PUBLISHED}
    for row in rows:
        state, fen = _state(found, row["book_id"], row["disclosure_code"], row["period"])
        assert words[row["state"]] == state
        assert row["amount"] == (f"{fen // 100}.{fen % 100:02d}" if state == DISCLOSED else "")
    assert {row["disclosure_name"] for row in rows} >= {"村组（社）干部报酬", "资产处置收入"}


def test_a_month_in_the_order_of_the_law_names_what_it_has_not(site: Site, shared: Shared) -> None:
    """The lines by item, then one row that says 本月没有 of all others."""
    page = shared.pages(shared.data("accounts"))[f"/accounts/{LIUTANG}/2026/"]
    june = next(section for section in page.view.sections if section.id == "06")
    body = next(table.body for table in june.tables if table.id == "06-items")
    assert body.index("2.6 上级专项补助款项") < body.index("3.4 办公费")
    assert "本月没有：" in body
    assert "社会捐赠" in body.split("本月没有：")[1]
    assert "上级专项补助" not in body.split("本月没有：")[1]
