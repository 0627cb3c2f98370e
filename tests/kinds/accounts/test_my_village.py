"""A villager's page: what money was for, and how it compares, against the CSV it was made from."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from harness import FIXTURES, add_table, data_folder, seal
from mingbai import build
from mingbai.kinds.accounts import KIND, purposes
from mingbai.kinds.accounts.pages import beside, spending
from mingbai.kinds.accounts.village_accounts import VillageAccounts, village_accounts
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Page, Site

LIUTANG, GROUP = "990121100201-00", "990121100201-01"
VILLAGES = {"990121100201": 100, "990121100202": 40}
# What each line of 柳塘村 in June was for, as a villager would say it.
MEANT = {
    "001": "租金和承包费",
    "002": "修路养路",
    "003": "修路养路",
    "004": "上级补助",
    "005": "水电办公",
    "006": "误工补贴和报酬",
}


def _site(folder: Path, *, like_min: int) -> Site:
    """The good accounts in a county that has counted the households of two villages."""
    data = data_folder(folder, "accounts")
    registry = data / "registry/county/2026"
    lines = [f"{code},2025-12-31,{homes}" for code, homes in VILLAGES.items()]
    older = [f"{code},2024-12-31,7" for code in VILLAGES]
    add_table(registry, "households", "place_code,counted_on,households", *lines, *older)
    rules = registry / "rules.csv"
    text = rules.read_text("utf-8").replace("like_min,5,", f"like_min,{like_min},")
    rules.write_text(text, "utf-8")
    seal(data)
    return build.build(data, (REGISTRY, KIND))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A county where two villages are enough to be compared."""
    return _site(tmp_path_factory.mktemp("village"), like_min=2)


@pytest.fixture(scope="module")
def accounts(site: Site) -> VillageAccounts:
    """Its accounts."""
    return site.edition.shared(village_accounts)


@pytest.fixture(scope="module")
def page(site: Site) -> Page:
    """The page of 柳塘村."""
    pages = KIND.pages(site.edition.tables["accounts"], site.edition)
    return next(page for page in pages if page.url == f"/accounts/{LIUTANG}/")


def entries(book: str) -> list[dict[str, str]]:
    """The lines of June as the clerk typed them."""
    file = FIXTURES / "accounts/good/taiping/2026-06/entries.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["book_id"] == book]


@pytest.mark.parametrize("direction", [spending.EXPENSE, spending.INCOME])
def test_every_line_stands_under_its_purpose_and_sums_are_those_of_its_lines(
    page: Page, direction: str
) -> None:
    """Purposes by their sums, each with the address of each of its lines; together the total."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    lines: dict[str, list[str]] = defaultdict(list)
    for row in entries(LIUTANG):
        if row["direction"] == direction:
            sums[MEANT[row["entry_no"]]] += Decimal(row["amount"])
            lines[MEANT[row["entry_no"]]].append(f"/accounts/{LIUTANG}/2026/#06-{row['entry_no']}")
    latest = page.view.latest
    shown = latest.expense if direction == spending.EXPENSE else latest.income
    assert [(one.name, Decimal(one.fen) / 100) for one in shown] == sorted(
        sums.items(), key=lambda one: -one[1]
    )
    for one in shown:
        assert one.count == f"{len(lines[one.name])} 笔"
        assert [url for url in lines[one.name] if f'href="{url}"' in one.lines] == lines[one.name]
        assert one.lines.count("<li ") == len(lines[one.name])
    assert shown[0].length == 100


def test_a_purpose_stands_beside_the_month_before(page: Page) -> None:
    """May of the same purpose; a purpose that May lacks says so."""
    beside_of = {one.name: one.beside for one in page.view.latest.expense}
    assert all(text.startswith("5 月") for text in beside_of.values())
    assert beside_of["修路养路"] == "5 月没有。"


def test_what_no_word_and_no_item_knows_is_other(accounts: VillageAccounts) -> None:
    """Words come before items, directions are kept apart, the rest is 其他: never left out."""
    known = accounts.tables.shared(purposes.purposes)
    assert known.names[-1] == purposes.OTHER
    assert len(known.code) == len(accounts.tables.frame("entries"))
    assert (known.code >= 0).all()
    total = accounts.tables.frame("entries")["amount_fen"].sum()
    assert known.sums["fen"].sum() == total


def test_villages_are_compared_by_the_newest_households(accounts: VillageAccounts) -> None:
    """Expense by household, rounded half up, the lowest first; only villages of the township."""
    june = accounts.per_household["990121100000", "2026-06"]
    assert june == {"990121100202-00": (19600 * 2 + 40) // 80, LIUTANG: 8236}
    assert list(june) == ["990121100202-00", LIUTANG]


def test_the_village_is_told_how_far_it_is_from_the_middle(page: Page) -> None:
    """With two villages the middle is halfway between them."""
    itself, villages = page.view.latest.beside
    assert itself.says == f"比 5 月多花 {_more_than_may()} 元。"
    assert villages.says == "6 月每户花 82.36 元，比正中间的村多花 38.73 元。"
    assert "柳塘村" in villages.twin.body


def _more_than_may() -> str:
    """By how much June's expense is more than May's, from the CSV."""
    folder = FIXTURES / "accounts/good/taiping"
    sums = []
    for period in ("2026-05", "2026-06"):
        with (folder / period / "sheets.csv").open(encoding="utf-8", newline="") as stream:
            rows = {row["book_id"]: row for row in csv.DictReader(stream)}
            sums.append(Decimal(rows[LIUTANG]["expense"]))
    return f"{sums[1] - sums[0]:,.2f}"


def test_too_few_villages_and_groups_are_not_compared(tmp_path: Path) -> None:
    """Below the county's own number nothing is said; a group is no village."""
    accounts = _site(tmp_path, like_min=5).edition.shared(village_accounts)
    assert beside.with_villages(accounts, accounts.books.monthly[LIUTANG][-1]) is None
    assert beside.with_villages(accounts, accounts.books.monthly[GROUP][-1]) is None


def test_the_sheet_is_offered_once_and_each_month_of_a_year_offers_its_own(site: Site) -> None:
    """A button on the page of the book; on the page of a year a link in each month's line."""
    pages = {page.url: page for page in site.pages()}
    book = pages[f"/accounts/{LIUTANG}/"].view
    assert [link.text for link in book.actions if "公示单" in link.text] == ["打印公示单"]
    assert "公示单" not in [fact.name for fact in book.latest.section.facts]
    year = pages[f"/accounts/{LIUTANG}/2026/"].view
    assert year.sections
    for section in year.sections:
        (sheet,) = [fact.value for fact in section.facts if fact.name == "公示单"]
        assert sheet.url.endswith(f"#{section.id}")
