"""Collective holdings: rents, arrears and early warnings recomputed from real figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from mingbai.kinds.accounts import KIND as ACCOUNTS
from mingbai.kinds.holdings import KIND
from mingbai.kinds.holdings.contracts import contract_balances, contract_terms, covered, instalments
from mingbai.kinds.holdings.pages.snapshot import take_snapshot
from mingbai.kinds.holdings.pages.warnings import warnings_page
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Edition
from mingbai.read import tables
from mingbai.read.package import package
from mingbai.read.tables import Tables
from shared import Shared

# Receipts are compared with the ledgers.
_KINDS = (REGISTRY, ACCOUNTS, KIND)


def _tables(shared: Shared, case: str = "good") -> Tables:
    return shared.once(("holdings", case), lambda: _read(shared.data("holdings", case)))


def _read(data: Path) -> Tables:
    packages, issues = package.find(data, {k.name: k.schemas for k in _KINDS})
    assert not issues
    own = [p for p in packages if p.kind == "holdings"]
    read, faults = tables.read(KIND.schemas, own)
    assert not faults
    return read


def _edition(shared: Shared, case: str = "good") -> Edition:
    return shared.site(shared.data("holdings", case), _KINDS).edition


class TestRealFigures:
    """Numbers that were published elsewhere come out the same."""

    def test_yingcheng(self, shared: Shared) -> None:
        """65 亩 let for 5 years at 111,000 yuan are 341.5 yuan a 亩 and year."""
        frame = contract_terms(_tables(shared)).set_index("contract_no").loc["HT-01"]
        assert (frame["let_area"], frame["months"]) == (65_000_000, 60)
        assert frame["total_fen"] == 11_100_000
        assert frame["rent_fen"] == 34_154
        assert round(frame["rent_fen"] / 100, 1) == 341.5

    def test_jiangchuan(self, shared: Shared) -> None:
        """560 亩 at 697,470 yuan a year for 5 years are 3,487,350 yuan, paid ahead in full."""
        read = _tables(shared)
        frame = contract_terms(read).set_index("contract_no").loc["HT-02"]
        assert frame["yearly_rent_fen"] * 5 == frame["total_fen"] == 348_735_000
        sums = contract_balances(read).loc["HT-02"]
        assert (sums["due_fen"], sums["received_fen"], sums["arrears_fen"]) == (
            348_735_000,
            348_735_000,
            0,
        )


class TestArrears:
    """Owed is what fell due less what came in, by the last day that the data covers."""

    def test_the_oldest_is_paid_first(self, shared: Shared) -> None:
        """What came in pays the oldest instalment; the rest stays open, with its day."""
        read = _tables(shared, "rent_overdue")
        sums = contract_balances(read)
        owed = sums[sums["arrears_fen"] > 0]
        assert owed["arrears_fen"].to_dict() == {
            "HT-01": 2_220_000,
            "HT-04": 1_000_000,
            "HT-06": 400_000,
        }
        assert owed["since"].dt.strftime("%Y-%m-%d").to_dict() == {
            "HT-01": "2026-01-10",
            "HT-04": "2026-05-20",
            "HT-06": "2026-06-10",
        }

    def test_nobody_owes_what_may_be_paid_already(self, shared: Shared) -> None:
        """An instalment due after the quarter that was published last is not yet due."""
        read = _tables(shared, "holding_in_future")
        last = instalments(read).set_index(["contract_no", "due"])
        row = last.loc[("HT-06", pd.Timestamp("2026-07-05"))]
        assert not row["is_due"]
        assert row["open_fen"] == 0

    def test_nothing_is_due_after_an_early_end(self, shared: Shared) -> None:
        """Instalments after the contract was ended are void."""
        frame = instalments(_tables(shared))
        own = frame[frame["contract_no"] == "HT-05"]
        assert own["is_void"].tolist() == [False, False, False, True, True]
        assert own["open_fen"].sum() == 0

    @pytest.mark.parametrize(
        ("period", "last"), [("2026q1", "2026-03-31"), ("2026q2", "2026-06-30")]
    )
    def test_a_quarter_covers_its_last_day(self, period: str, last: str, shared: Shared) -> None:
        """`2026q2` tells of receipts to 30 June, whenever it was published."""
        found = {p.period: p for p in _tables(shared).packages}
        assert covered(found[period]).isoformat() == last


class TestWarnings:
    """Each warning says why, by which sum, and by which of the county's numbers."""

    def test_three_steps_before_the_end(self, shared: Shared) -> None:
        """180, 90 and 30 days before the end are three steps."""
        warned = take_snapshot(*_both(shared, "contract_expiring")).warnings_by_rule[
            "contract-expiring"
        ]
        assert dict(zip(warned["contract_no"], warned["level"], strict=True)) == {
            "HT-01": 1,
            "HT-03": 2,
            "HT-04": 3,
        }

    def test_the_formula_can_be_followed(self, shared: Shared) -> None:
        """A rent below the median of its like shows the whole sum."""
        warned = take_snapshot(*_both(shared, "rent_low")).warnings_by_rule["rent-low"]
        assert warned["formula"].tolist() == [
            "总额 4,500.00 元 ÷ 10 亩 ÷ 36 个月 × 12 = 150.00；"
            "同类（耕地，6 份）中位数 400.00 × 60% = 240.00 元/亩/年"
        ]

    def test_the_board_tells_its_day_and_its_thresholds(self, shared: Shared) -> None:
        """The board names the day it is seen from and the county's numbers."""
        page = warnings_page(take_snapshot(*_both(shared, "rent_overdue")))
        assert "到 2026-07-10，3 份合同有 3 条预警" in page.view.says
        (section,) = page.view.sections
        assert all(f"{days} 天" in section.says for days in (1, 30, 90))
        assert "应收 66,600.00 − 实收 44,400.00 = 欠 22,200.00 元" in section.table.body


def _both(shared: Shared, case: str) -> tuple[Tables, Edition]:
    edition = _edition(shared, case)
    return edition.tables["holdings"], edition


def test_a_county_without_holdings_does_not_speak_of_them(shared: Shared) -> None:
    """No package at all: no page, and nothing on the pages of books."""
    site = shared.site(shared.data("registry"), _KINDS)
    urls = [page.url for page in site.pages() if page.url.startswith("/holdings/")]
    assert urls == []
    assert not [subject for subject, panels in site.panels.items() if subject[0] == "book"]


def test_everything_named_has_its_place(shared: Shared) -> None:
    """Each asset, resource and contract is found by its number and stands on a page."""
    edition = _edition(shared)
    assert edition.url("contract", "HT-01") == "/holdings/contracts/HT-01/"
    assert edition.url("asset", "ZC-01") == "/holdings/places/990121100201/#assets-ZC-01"
    place = "/holdings/places/990121100202/"
    assert edition.url("resource", "ZY-02") == f"{place}#resources-ZY-02"


def test_what_is_let_twice_is_published_with_both_contracts(shared: Shared) -> None:
    """The board and the contract's page say which contracts overlap, and by how much."""
    edition = _edition(shared, "subject_let_twice")
    pages = {page.url: page for page in KIND.pages(edition.tables["holdings"], edition)}
    sections = {s.id: s for s in pages["/holdings/warnings/"].view.sections}
    body = sections["subject-let-twice"].table.body
    frame = edition.tables["holdings"].frame("contracts")
    for line in (5, 7):
        number = frame.loc[frame.index.get_level_values("line") == line, "contract_no"].iloc[0]
        assert f"/holdings/contracts/{number}/" in body
        assert number in body.split("同时有")[1] + body.split("同时有")[2]
    assert "40.5 亩" in body
    assert "2 份合同" in body


def test_a_receipt_is_held_against_its_voucher(shared: Shared) -> None:
    """Each receipt that names a voucher of a published month agrees with the ledger or does not."""
    data = shared.data("holdings", "receipt_not_in_ledger")
    pairs = shared.checked(data).reconciled.frame
    pairs = pairs[pairs["code"] == "receipt-not-in-ledger"]
    compared = pairs[pairs["outcome"] != "没法比"].sort_values("left_value")
    assert compared[["left_thing", "left_value", "right_value", "outcome"]].values.tolist() == [
        ["HT-06", 600_000, 600_000, "对得上"],
        ["HT-06", 2_000_000, 360_000, "对不上"],
        ["HT-06", 3_000_000, 0, "对不上"],
    ]
    assert set(pairs["reason"]) <= {
        "",
        "收款没有写凭证号",
        "那个月的账还没有公开，或者在公开的第一个月以前",
    }


def test_a_voucher_leads_to_the_ledger_of_its_month(shared: Shared) -> None:
    """Where that month is published; a voucher of another month stands as it is."""
    site = shared.site(shared.data("holdings"), _KINDS)
    pages = {page.url: page for page in site.pages()}
    sections = {s.id: s for s in pages["/holdings/contracts/HT-06/"].view.sections}
    body = sections["receipts"].table.body
    assert '<a href="/accounts/990121100201-00/2026/#06"><code>记01</code></a>' in body
    older = {s.id: s for s in pages["/holdings/contracts/HT-01/"].view.sections}
    assert "<a" not in older["receipts"].table.body
