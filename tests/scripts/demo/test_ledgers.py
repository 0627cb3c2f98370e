"""The demo county's ledgers: every sum holds, nobody has two roles, the words are clean."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from demo import kinds, packages
from demo.plan import plan
from demo.size import Size
from demo_tables import BOOK_MONTH, entries, fen, sheets, table, trial


class TestSheets:
    """The sums of the sheets."""

    def test_chain(self) -> None:
        """Opening is the closing of the month before; months follow without a gap."""
        frame = sheets()
        by_book = frame.groupby("book_id")
        follows = by_book.cumcount() > 0
        assert (frame["opening"] == by_book["closing"].shift())[follows].all()
        month = frame["period"].str[:4].astype(int) * 12 + frame["period"].str[5:].astype(int)
        assert (month.groupby(frame["book_id"]).diff()[follows] == 1).all()

    def test_closing_and_year_to_date(self) -> None:
        """Opening and income less expense is closing; the year's sums begin in January."""
        frame = sheets()
        assert (frame["opening"] + frame["income"] - frame["expense"] == frame["closing"]).all()
        year = [frame["book_id"], frame["period"].str[:4]]
        for name in ("income", "expense"):
            assert (frame.groupby(year)[name].cumsum() == frame[f"ytd_{name}"]).all()

    def test_published_in_the_next_month(self) -> None:
        """Reviewed after the month's end and before publication; most by the 15th, a few later."""
        frame = sheets()
        days = {
            folder: json.loads((Path(folder) / "datapackage.json").read_text("utf-8"))["published"]
            for folder in frame["package"].unique()
        }
        published = frame["package"].map(days)
        after = (pd.to_datetime(frame["period"]) + pd.offsets.MonthEnd(0)).dt.strftime("%Y-%m-%d")
        assert (frame["reviewed_on"] >= after).all()
        assert (frame["reviewed_on"] <= published).all()
        late = pd.Series(days).str[8:].astype(int) > 15
        assert 0 < late.sum() < len(late) / 10


class TestEntries:
    """The lines behind the sums."""

    def test_totals(self) -> None:
        """Lines add up to income and expense of their sheet."""
        lines = entries()
        sums = lines.pivot_table(
            index=BOOK_MONTH, columns="direction", values="amount", aggfunc="sum", fill_value=0
        )
        frame = sheets().set_index(BOOK_MONTH)
        sums = sums.reindex(frame.index, fill_value=0)
        assert (sums["收入"] == frame["income"]).all()
        assert (sums["支出"] == frame["expense"]).all()

    def test_running_balance(self) -> None:
        """Each balance follows from the opening and all lines so far, and none is negative."""
        lines = entries()
        signed = lines["amount"].where(lines["direction"] == "收入", -lines["amount"])
        running = signed.groupby([lines["book_id"], lines["period"]]).cumsum()
        opening = sheets().set_index(BOOK_MONTH)["opening"]
        first = opening.reindex(pd.MultiIndex.from_frame(lines[BOOK_MONTH])).to_numpy()
        assert (lines["balance"] == running + first).all()
        assert (lines["balance"] >= 0).all()

    def test_numbers_and_dates(self) -> None:
        """Numbered 001 on without a gap, vouchers unique in a month, dates in order within it."""
        lines = entries()
        by_sheet = lines.groupby(BOOK_MONTH)
        assert (lines["entry_no"].astype(int) == by_sheet.cumcount() + 1).all()
        assert not lines.duplicated([*BOOK_MONTH, "voucher_no"]).any()
        assert (lines["date"].str[:7] == lines["period"]).all()
        assert (lines["date"] >= by_sheet["date"].shift().fillna("")).all()

    def test_nobody_has_two_roles(self) -> None:
        """Handler, witness and approver are three people, and a book's approver stays the same."""
        lines = entries()
        for one, other in (
            ("handler", "approver"),
            ("handler", "witness"),
            ("witness", "approver"),
        ):
            assert (lines[one] != lines[other]).all()
        assert (lines.groupby("book_id")["approver"].nunique() == 1).all()
        holders = set(table("registry", "posts")["holder"])
        assert set(lines["handler"]) | set(lines["approver"]) <= holders

    def test_words(self) -> None:
        """No hospitality, no placeholder left open, rare characters carried through."""
        summary = entries()["summary"]
        assert not summary.str.contains("招待|接待|烟|酒|餐|礼品|[{}]").any()
        assert {"陈䶮生", "周国堃", "许𬭎毅"} <= set(table("registry", "posts")["holder"])

    def test_volume(self) -> None:
        """8 to 14 lines a month in a village book, 2 to 4 in a group book, on average."""
        lines = entries()
        is_village = lines["book_id"].str.endswith("-00")
        assert 8 <= is_village.sum() / (24 * 18) <= 14
        assert 2 <= (~is_village).sum() / (72 * 18) <= 4


class TestDoubleEntry:
    """Trial balances, funds and statements."""

    def test_trial_balance(self) -> None:
        """Debit equals credit in every column; each account closes and carries forward."""
        frame = trial()
        for when in ("opening_", "", "closing_"):
            sums = frame.groupby(BOOK_MONTH)[[f"{when}debit", f"{when}credit"]].sum()
            assert (sums[f"{when}debit"] == sums[f"{when}credit"]).all()
        opening = frame["opening_debit"] - frame["opening_credit"]
        closing = frame["closing_debit"] - frame["closing_credit"]
        assert (opening + frame["debit"] - frame["credit"] == closing).all()
        key = ["book_id", "account_code", "period"]
        ordered = frame.assign(opening=opening, closing=closing).sort_values(key)
        before = ordered.groupby(key[:2])["closing"].shift()
        first = ordered["period"] == ordered.groupby("book_id")["period"].transform("min")
        assert (ordered["opening"] == before.fillna(0))[~first].all()

    def test_cash_is_what_the_sheet_says(self) -> None:
        """Cash and bank together are the sheet's closing; neither is ever overdrawn."""
        frame = trial()
        cash = frame[frame["account_code"].isin(["101", "102"])]
        assert (cash["closing_credit"] == 0).all()
        held = cash.groupby(BOOK_MONTH)["closing_debit"].sum()
        closing = sheets().set_index(BOOK_MONTH)["closing"]
        assert (held == closing.reindex(held.index)).all()

    def test_funds(self) -> None:
        """A fund's money carries forward, is never overdrawn, and is what its account says."""
        frame = table("accounts", "funds")
        money = {name: fen(frame[name]) for name in ("opening", "received", "spent", "closing")}
        frame = frame.assign(**money).sort_values(["book_id", "fund_no", "period"])
        assert (frame["opening"] + frame["received"] - frame["spent"] == frame["closing"]).all()
        assert (frame["closing"] >= 0).all()
        before = frame.groupby(["book_id", "fund_no"])["closing"].shift().fillna(0)
        assert (frame["opening"] == before).all()
        accounts = trial()
        owed = accounts[accounts["account_code"].isin(["231", "241"])]
        told = owed.groupby(BOOK_MONTH)["closing_credit"].sum()
        assert told[told > 0].equals(
            frame.groupby(BOOK_MONTH)["closing"].sum().loc[lambda s: s > 0].rename(told.name)
        )

    def test_statements(self) -> None:
        """Assets are debts and equity; the year's result ends where the balance sheet begins."""
        frame = table("accounts", "statements")
        wide = frame.assign(amount=fen(frame["amount"])).pivot(
            index=["book_id", "year"], columns="line", values="amount"
        )
        assert len(wide) == 24
        assert (wide["资产总计"] == wide["负债合计"] + wide["所有者权益合计"]).all()
        assert (wide["本年收益"] == wide["总收入"] - wide["总支出"]).all()
        assert (wide["未分配收益"] == wide["年末未分配收益"]).all()
        left = wide["可分配收益"] - wide["提取公积公益金"] - wide["成员分配"]
        assert (left == wide["年末未分配收益"]).all()

    def test_old_chart_before_2024(self, tmp_path: Path) -> None:
        """Entries before 2024 use the older chart, and no trial balance does."""
        planned = plan(Size(1, 3, 3, 6, until="2024-03"))
        make = dict(kinds.KINDS)["accounts"]
        for package in make(planned, planned.chance.of("kind", "accounts")):
            packages.write(package, tmp_path)
        lines = entries(tmp_path)
        old = lines[lines["period"] < "2024"]
        assert {"513", "514", "503"}.isdisjoint(old["subject_code"])
        assert {"541", "212", "522"} <= set(old["subject_code"])
        assert table("accounts", "trial_balances", tmp_path)["period"].min() == "2024-01"


class TestDuties:
    """Who watches, who signs, who owes, what was decided."""

    def test_few_witness_what_they_review(self) -> None:
        """Witnesses are not on the committee of their village, but for two villages of 24."""
        posts = table("registry", "posts")
        members = posts[posts["name"].str.contains("监督|理财") & (posts["place_code"] != "")]
        committee = set(zip(members["place_code"], members["holder"], strict=True))
        lines = entries()
        places = lines["book_id"].str.removesuffix("-00")
        pairs = pd.Series(list(zip(places, lines["witness"], strict=True)), index=lines.index)
        both = lines[pairs.isin(committee)]
        assert both["book_id"].nunique() == 2
        assert both["book_id"].str.endswith("-00").all()

    def test_every_sheet_of_a_village_says_who_signed_it(self) -> None:
        """One posting a sheet of the village books, of the same days, by people of the village."""
        postings = table("accounts", "postings").set_index(BOOK_MONTH)
        of_villages = sheets()[sheets()["book_id"].str.endswith("-00")].set_index(BOOK_MONTH)
        assert set(postings.index) == set(of_villages.index)
        days = ["posted_from", "posted_to"]
        assert postings[days].sort_index().equals(of_villages[days].sort_index())
        holders = set(table("registry", "posts")["holder"])
        assert set(postings["head"]) | set(postings["accountant"]) <= holders

    def test_an_assembly_votes_on_each_year(self) -> None:
        """Votes add up; one meets less than ten days after the reports."""
        assemblies = table("accounts", "assemblies")
        votes = assemblies[["in_favour", "against", "abstained"]].astype(int).sum(axis=1)
        assert (votes == assemblies["present"].astype(int)).all()
        days = pd.to_datetime(assemblies["held_on"]) - pd.to_datetime(assemblies["available_on"])
        assert (days.dt.days < 10).sum() == 1

    def test_debtors_are_masked(self) -> None:
        """No person who owes or is owed is named, none owes since a day after the month."""
        due = table("accounts", "balances_due")
        assert not due["party"].str.fullmatch("[一-鿿]{2,4}").any()
        assert (due["since"] <= due["period"] + "-31").all()
        assert set(due["side"]) == {"应收", "应付"}
