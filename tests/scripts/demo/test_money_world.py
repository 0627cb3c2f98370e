"""Money in demo counties of many seeds: contracts, ledgers, trial balances and funds agree."""

from __future__ import annotations

import pandas as pd

from worlds import EVERY_SEED, SEEDS, world

_MONTH = ["book_id", "period"]


def _month(days: pd.Series) -> pd.Series:
    return pd.to_datetime(days).dt.strftime("%Y-%m")


def _told_months(seed: int) -> pd.MultiIndex:
    """Village books and months at whose end debtors are told: each December, and the last one."""
    sheets = world(seed)["accounts", "sheets"]
    is_village = sheets["book_id"].str.endswith("-00")
    is_told = sheets["period"].str.endswith("-12") | (sheets["period"] == sheets["period"].max())
    return pd.MultiIndex.from_frame(sheets.loc[is_village & is_told, _MONTH])


def _receipts(seed: int) -> pd.DataFrame:
    """Receipts with their book_id and period."""
    tables = world(seed)
    books = tables["holdings", "contracts"].set_index("contract_no")["book_id"]
    frame = tables["holdings", "receipts"]
    return frame.assign(book_id=frame["contract_no"].map(books), period=_month(frame["date"]))


def test_there_are_counties_in_which_somebody_owes() -> None:
    """A small county may have none on a told day; what is tried of debtors is tried of some."""
    assert any((world(seed)["accounts", "balances_due"]["side"] == "应收").any() for seed in SEEDS)


@EVERY_SEED
class TestContracts:
    """What lessees paid and what they owe."""

    def test_every_receipt_is_a_line_and_names_its_voucher(self, seed: int) -> None:
        """Of the months published: one line each way, same voucher, contract, day and amount."""
        tables = world(seed)
        receipts, entries = _receipts(seed), tables["accounts", "entries"]
        sheets = pd.MultiIndex.from_frame(tables["accounts", "sheets"][_MONTH])
        first = entries["period"].min()
        assert receipts["voucher_no"].notna().equals(receipts["period"] >= first)
        own = receipts[pd.MultiIndex.from_frame(receipts[_MONTH]).isin(sheets)]
        columns = [*_MONTH, "voucher_no", "contract_no", "date", "amount_fen"]
        lines = entries[entries["contract_no"].notna() & (entries["direction"] == "收入")]
        assert len(own)
        pd.testing.assert_frame_equal(_sorted(own[columns]), _sorted(lines[columns]))

    def test_who_owes_are_the_renters_who_did_not_pay(self, seed: int) -> None:
        """Debtors are lessees of the book's contracts; each owes what is left of an instalment."""
        tables = world(seed)
        contracts = tables["holdings", "contracts"].set_index("contract_no")
        told = tables["accounts", "balances_due"]
        debtors = told[told["side"] == "应收"]
        due = tables["holdings", "schedule"].join(
            contracts[["book_id", "lessee"]], on="contract_no"
        )
        columns = ["book_id", "party", "since"]
        fell_due = due.rename(columns={"lessee": "party", "due": "since"})[columns]
        known = pd.MultiIndex.from_frame(fell_due.astype("str"))
        assert pd.MultiIndex.from_frame(debtors[columns].astype("str")).isin(known).all()
        trial = tables["accounts", "trial_balances"]
        account = trial[trial["account_code"] == "112"].set_index(_MONTH)["closing_debit_fen"]
        sums = debtors.groupby(_MONTH)["amount_fen"].sum()
        assert (sums == account.reindex(sums.index, fill_value=0)).all()
        owed = account.reindex(_told_months(seed), fill_value=0)
        assert set(owed.index[owed > 0]) == set(sums.index)

    def test_fixed_assets_are_what_the_register_cost(self, seed: int) -> None:
        """In the last month, 151 of a village book is the cost of its assets, bought ones too."""
        tables = world(seed)
        assets, trial = tables["holdings", "assets"], tables["accounts", "trial_balances"]
        last = tables["accounts", "sheets"]["period"].max()
        account = trial[(trial["account_code"] == "151") & (trial["period"] == last)]
        stated = account.set_index("book_id")["closing_debit_fen"]
        cost = assets.groupby(assets["place_code"] + "-00")["cost_fen"].sum()
        assert len(stated)
        assert (cost.reindex(stated.index) == stated).all()

    def test_a_receivable_is_what_contracts_owe(self, seed: int) -> None:
        """At every month end, 112 of a village book is what fell due less what was paid."""
        tables = world(seed)
        trial = tables["accounts", "trial_balances"]
        sheets = tables["accounts", "sheets"]
        villages = sheets[sheets["book_id"].str.endswith("-00")]
        months = pd.MultiIndex.from_frame(villages[_MONTH])
        owed = trial[trial["account_code"] == "112"].set_index(_MONTH)
        assert (owed["closing_credit_fen"] == 0).all()
        in_account = owed["closing_debit_fen"].reindex(months, fill_value=0)
        books = tables["holdings", "contracts"].set_index("contract_no")["book_id"]
        due, paid = tables["holdings", "schedule"], _receipts(seed)
        flows = pd.DataFrame(
            {
                "book_id": pd.concat([due["contract_no"].map(books), paid["book_id"]]),
                "period": pd.concat([_month(due["due"]), paid["period"]]),
                "fen": pd.concat([due["amount_fen"], -paid["amount_fen"]]),
            }
        )
        arrears = [
            flows.loc[(flows["book_id"] == book) & (flows["period"] <= period), "fen"].sum()
            for book, period in months
        ]
        assert in_account.tolist() == arrears

    def test_only_what_was_owed_is_paid_into_a_receivable(self, seed: int) -> None:
        """A line of 112 is of a village book, on a contract, for an instalment of before."""
        entries = world(seed)["accounts", "entries"]
        late = entries[entries["subject_code"] == "112"]
        assert late["book_id"].str.endswith("-00").all()
        assert late["contract_no"].notna().all()
        assert late["summary"].str.contains("补交").all()


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    plain = frame.assign(date=frame["date"].astype("datetime64[s]"))
    plain = plain.astype({"amount_fen": "int64", "voucher_no": "str", "contract_no": "str"})
    return plain.sort_values([*_MONTH, "voucher_no"], ignore_index=True)


def test_some_receivables_come_in_late_and_some_stay() -> None:
    """Over all seeds: months late, parts, and what is still owed on the last day."""
    lines = pd.concat([world(seed)["accounts", "entries"] for seed in SEEDS])
    assert (lines["subject_code"] == "112").sum() > len(SEEDS)
    trial = pd.concat([world(seed)["accounts", "trial_balances"] for seed in SEEDS])
    last = trial[(trial["period"] == trial["period"].max()) & (trial["account_code"] == "112")]
    assert (last["closing_debit_fen"] > 0).sum() > len(SEEDS) // 2


@EVERY_SEED
def test_funds_are_their_lines_and_their_accounts(seed: int) -> None:
    """Each fund receives and spends what the lines with its number say; 231 and 241 hold them."""
    tables = world(seed)
    if ("accounts", "funds") not in tables:
        return
    funds = tables["accounts", "funds"].set_index([*_MONTH, "fund_no"])
    entries = tables["accounts", "entries"]
    lines = entries[entries["fund_no"].notna()]
    earmarked = entries["subject_code"].isin(["231", "241"])
    assert earmarked.equals(entries["fund_no"].notna())
    keys = [lines[name] for name in funds.index.names]
    for direction, column in (("收入", "received_fen"), ("支出", "spent_fen")):
        fen = lines["amount_fen"].where(lines["direction"] == direction, 0)
        sums = fen.groupby(keys).sum()
        assert sums.index.isin(funds.index).all()
        assert funds[column].tolist() == sums.reindex(funds.index, fill_value=0).tolist()
    trial = tables["accounts", "trial_balances"]
    accounts = trial[trial["account_code"].isin(["231", "241"])].groupby(_MONTH)
    held = funds["closing_fen"].groupby(_MONTH).sum()
    balance = accounts["closing_credit_fen"].sum()
    assert balance[balance > 0].equals(held[held > 0].rename(balance.name))


@EVERY_SEED
def test_summaries_are_not_all_alike(seed: int) -> None:
    """A book says the same thing again (a lamp's power bill), but most of its lines differ."""
    entries = world(seed)["accounts", "entries"]
    texts = entries.groupby("book_id")["summary"].nunique().sum()
    assert 0.5 < texts / len(entries) < 1
