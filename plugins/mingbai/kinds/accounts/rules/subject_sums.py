"""Entries and trial balances -> does each subject move by its lines, and end in its statement line.

Both tables are folded to the three digits of a subject. Amounts are 分, credit minus debit.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mingbai.check import Verdict, check
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds.accounts import frames, reference
from mingbai.kinds.accounts.frames import Bools, Ints
from mingbai.kinds.accounts.rules.identities import Identity
from mingbai.money import plain_yuan_column
from mingbai.read import Tables

_MONTH = ["book_id", "period"]
_SUBJECT = [*_MONTH, "account"]
_YEAR = ["book_id", "year", "account"]
_LINE = ["statement", "chart", "line"]
_MONTHS_OF_YEAR = 12
_CASH = ("101", "102")
_YEAR_RESULT, _EQUITY = "321", "3"
_SIDES = ["debit_fen", "credit_fen", "opening_fen", "closing_fen"]
_LINES = ["income_fen", "expense_fen", "rows"]


def account_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of trial balances with `account`; details only where the account is not listed.

    Adds opening_fen and closing_fen, credit minus debit.
    """
    top = frame["account_code"].str[:3]
    is_top = frame["account_code"].str.len() == 3
    listed = is_top.groupby([frame["book_id"], frame["period"], top]).transform("any").astype(bool)
    named = frame.assign(
        account=top,
        opening_fen=frame["opening_credit_fen"] - frame["opening_debit_fen"],
        closing_fen=frame["closing_credit_fen"] - frame["closing_debit_fen"],
    )
    return named[is_top | ~listed]


def _line_sums(tables: Tables) -> pd.DataFrame:
    """By book, month and subject: income_fen, expense_fen, rows; summed as whole numbers."""
    entries = tables.shared(frames.entries)
    statements = tables.shared(frames.monthly_statements).frame
    codes, names = pd.factorize(tables.frame("entries")["subject_code"].str[:3])
    lines = pd.DataFrame(
        {
            "statement": entries.statement,
            "code": codes[entries.rows],
            "income_fen": np.maximum(entries.signed_fen, 0),
            "expense_fen": np.maximum(-entries.signed_fen, 0),
            "rows": 1,
        }
    )
    sums = lines.groupby(["statement", "code"], sort=True).sum().reset_index()
    at = statements.iloc[sums["statement"].to_numpy(np.int64)]
    account = pd.Index(names).take(sums["code"].to_numpy(np.int64))
    keyed = sums[_LINES].assign(
        book_id=at["book_id"].to_numpy(), period=at["period"].to_numpy(), account=account
    )
    return keyed.groupby(_SUBJECT, sort=True).sum()


def _months(index: pd.Index) -> pd.MultiIndex:
    """(book_id, period) of each (book_id, period, account)."""
    return pd.MultiIndex.from_arrays([index.get_level_values(name) for name in _MONTH])


def movements(tables: Tables) -> pd.DataFrame:
    """By book, month and subject, of months with a trial balance: what moved, what lines say.

    Columns: debit_fen, credit_fen, opening_fen, closing_fen, income_fen, expense_fen, rows,
    chart, direction (收入, 支出 or empty), side, name, moved_fen and lines_fen (credit minus debit;
    moved_fen without the closing entry), file and line (where the subject, else its month, begins).
    """
    accounts, lines = account_rows(tables.frame("trial_balances")), _line_sums(tables)
    balances = accounts.groupby(_SUBJECT, sort=True)[_SIDES].sum()
    lines = lines[_months(lines.index).isin(_months(balances.index))]
    index = balances.index.union(lines.index)
    frame = balances.reindex(index, fill_value=0).join(lines.reindex(index, fill_value=0))
    frame = frame.reset_index().join(_places(accounts, index))
    charts = frame["period"].map({p: reference.chart_of(p) for p in frame["period"].unique()})
    subjects = reference.subjects().reindex(pd.MultiIndex.from_arrays([charts, frame["account"]]))
    words = subjects[["direction", "side", "name"]].fillna("").set_axis(frame.index)
    frame = frame.assign(chart=charts).join(words)
    lines_fen = frame["income_fen"] - frame["expense_fen"]
    return frame.assign(lines_fen=lines_fen, moved_fen=_moved(frame))


def _places(accounts: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """File and line of each subject's first row; of its month's first row where it has none."""
    rows = accounts[_SUBJECT].sort_index().reset_index()
    first_rows = rows.drop_duplicates(_SUBJECT).set_index(_SUBJECT)
    months = rows.drop_duplicates(_MONTH).set_index(_MONTH)[["file", "line"]]
    month = months.reindex(_months(index)).reset_index(drop=True)
    subject = first_rows.reindex(index).reset_index(drop=True)
    return subject.fillna(month).astype({"line": "int64"})


def _moved(frame: pd.DataFrame) -> Ints:
    """Credit minus debit of each subject, without what the closing of the books took away.

    Where 本年收益 moved, income and expense were closed: that entry stands on the side opposite to
    the subject's own, so only the own side counts, less the lines that go back (a refund). A refund
    may also be a negative amount on the own side: then the own side is the lines' net sum.
    """
    debit, credit, income, expense = (
        frame[f"{side}_fen"].to_numpy(np.int64) for side in ("debit", "credit", "income", "expense")
    )
    is_income = (frame["direction"] == "收入").to_numpy(bool)
    sign = np.where(is_income, 1, -1)
    own_side = np.where(is_income, credit, debit) * sign
    back = np.where(is_income, expense, income) * sign
    own_lines = income - expense
    before_close = np.where(own_side == own_lines, own_side, own_side - back)
    is_result = (frame["account"] == _YEAR_RESULT) & (frame["debit_fen"] + frame["credit_fen"] != 0)
    is_closed = is_result.groupby([frame["book_id"], frame["period"]]).transform("any")
    is_own = (is_closed & (frame["direction"] != "")).to_numpy(bool)
    moved: Ints = np.where(is_own, before_close, credit - debit)
    return moved


def with_lines(tables: Tables, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of months with published lines: a month with totals only is `no-lines`.

    frame: book_id, period and any other columns.
    """
    monthly = tables.shared(frames.monthly_statements)
    moved = monthly.column("income_fen") + monthly.column("expense_fen")
    rows = monthly.frame[(tables.shared(frames.entries).count > 0) | (moved == 0)]
    months = pd.MultiIndex.from_frame(rows[_MONTH])
    return frame[pd.MultiIndex.from_frame(frame[_MONTH]).isin(months)]


def _moved_without_cash(frame: pd.DataFrame, gap: Ints) -> Bools:
    """Income and expense subjects whose gap other accounts of the month account for.

    Depreciation, receivables and payables move a subject without a line. By double entry the gaps
    of such subjects stand against equal and opposite gaps of assets and liabilities; a line moved
    from one subject to another leaves those untouched. The bound: all gaps of one sign together, or
    one of them alone, must be within what assets and liabilities moved without a line.
    """
    is_own = (frame["direction"] != "").to_numpy(bool)
    is_cash = frame["account"].isin(_CASH).to_numpy(bool)
    is_other = ~is_own & ~is_cash & (frame["account"].str[0] != _EQUITY).to_numpy(bool)
    month = frame.groupby(_MONTH, sort=False).ngroup()
    excused = np.zeros(len(frame), bool)
    for sign in (1, -1):
        amounts = pd.Series(np.maximum(gap * sign, 0) * is_own, index=frame.index)
        other = pd.Series(np.maximum(-gap * sign, 0) * is_other, index=frame.index)
        bound = other.groupby(month).transform("sum")
        is_within = (amounts.groupby(month).transform("sum") <= bound) | (amounts == bound)
        excused |= ((amounts > 0) & is_within).to_numpy(bool)
    return excused


@check(
    "subject-movement-differs",
    title="逐笔之和等于科目的发生额",
    message="{book} {month} 科目 {subject}：逐笔相加是 {expected}，"
    "科目余额表的本期发生额是 {found}，差 {gap}",
    remedy="对照凭证，看是哪一笔的科目写错，还是科目余额表登错；两张表改成一致。",
)
def subject_movement_differs(tables: Tables, _: County) -> Verdict:
    """收入、支出科目每月逐笔之和，等于科目余额表的发生额；年末结转和不动钱的账（如折旧）除外。

    E15. Any other subject that has lines must carry them on their side, beside what else it moves.
    Amounts are signed by the subject's side: debit minus credit for expense and assets.
    """
    frame = with_lines(tables, tables.shared(movements))
    gap = (frame["moved_fen"] - frame["lines_fen"]).to_numpy(np.int64)
    has_lines = (frame["debit_fen"] >= frame["expense_fen"]) & (
        frame["credit_fen"] >= frame["income_fen"]
    )
    carries = has_lines.to_numpy(bool)
    is_own = (frame["direction"] != "").to_numpy(bool)
    has_rows = (frame["rows"] > 0).to_numpy(bool) & ~frame["account"].isin(_CASH).to_numpy(bool)
    is_compared = np.where(
        is_own,
        ~(carries & _moved_without_cash(frame, gap)),
        has_rows & (~carries | (gap == 0)),
    )
    sign = frame["side"].eq("借").map({True: -1, False: 1})
    signed = frame.assign(lines_fen=frame["lines_fen"] * sign, moved_fen=frame["moved_fen"] * sign)
    rows = signed[is_compared]
    identity = Identity(
        index=rows.index,
        subject=rows["book_id"] + "/" + rows["period"] + "/" + rows["account"],
        expected_fen=rows["lines_fen"].to_numpy(np.int64),
        found_fen=rows["moved_fen"].to_numpy(np.int64),
        rows=rows["rows"].to_numpy(np.int64),
    )
    return Verdict(len(rows), _movement_issues(rows), identity.proofs())


def _movement_issues(rows: pd.DataFrame) -> tuple[Issue, ...]:
    """An issue a subject; two that the trial balance lacks may stand at the same row."""
    bad = rows[rows["moved_fen"] != rows["lines_fen"]]
    amounts = {
        "expected": plain_yuan_column(bad["lines_fen"]),
        "found": plain_yuan_column(bad["moved_fen"]),
        "gap": plain_yuan_column(bad["moved_fen"] - bad["lines_fen"]),
    }
    words = bad.assign(**amounts, subject=bad["account"] + bad["name"])
    columns = ["file", "line", "book_id", "period", "subject", "expected", "found", "gap"]
    return tuple(
        subject_movement_differs.rule.issue(
            str(file),
            int(line),
            "account_code",
            book=book,
            month=month,
            subject=subject,
            expected=expected,
            found=found,
            gap=gap,
        )
        for file, line, book, month, subject, expected, found, gap in words[columns].itertuples(
            index=False
        )
    )


def _yearly(tables: Tables) -> Mapping[str, pd.Series]:
    """Statement -> debit minus credit by (book_id, year, account), of the years that are whole.

    资产负债表: closing of December. 收益分配表: movements of twelve months, before the closing.
    """
    frame = tables.shared(movements)
    frame = frame.assign(year=frame["period"].str[:4])
    december = frame[frame["period"].str.endswith("-12")].set_index(_YEAR)
    months = frame.groupby(["book_id", "year"])["period"].transform("nunique")
    year = frame[months == _MONTHS_OF_YEAR].groupby(_YEAR)["moved_fen"].sum()
    return {"资产负债表": -december["closing_fen"], "收益分配表": -year}


def _expected_lines(rows: pd.DataFrame, statement: str, yearly: pd.Series) -> pd.DataFrame:
    """Statement rows whose subjects are known in data, with expected_fen and `subjects`.

    A line is left out where the statement does not say enough: the year is not whole, or a subject
    marked ? (members' debts and claims stand in one account) has a balance.
    """
    levels = yearly.index.get_level_values
    years = pd.MultiIndex.from_arrays([levels("book_id"), levels("year")])
    chosen = rows[(rows["statement"] == statement)]
    chosen = chosen[pd.MultiIndex.from_frame(chosen[["book_id", "year"]]).isin(years)]
    charts = chosen["year"].map({y: reference.chart_of(f"{y}-12") for y in chosen["year"].unique()})
    known = chosen.assign(chart=charts.astype("str"), row=np.arange(len(chosen)))
    known = known.reset_index(drop=True)  # the index has a level `line` too
    terms = known.merge(reference.lines(), on=["statement", "chart", "line"])
    amounts = yearly.reindex(pd.MultiIndex.from_frame(terms[_YEAR]), fill_value=0).to_numpy()
    is_open = (terms["sign"] == "?") & (amounts != 0)
    terms = terms.assign(
        expected_fen=amounts * terms["sign"].map({"+": 1, "-": -1, "?": 0}).astype("int64"),
        count=1,
    )
    terms = terms[~terms["row"].isin(terms["row"][is_open]) & (terms["sign"] != "?")]
    by_row = terms.groupby("row")[["expected_fen", "count"]].sum()
    lines = pd.MultiIndex.from_frame(known.loc[by_row.index, _LINE])
    compared = chosen.iloc[by_row.index.to_numpy(np.int64)]
    return compared.assign(
        expected_fen=by_row["expected_fen"].to_numpy(np.int64),
        count=by_row["count"].to_numpy(np.int64),
        subjects=_line_subjects().reindex(lines).to_numpy(object),
    )


def _line_subjects() -> pd.Series:
    """By statement, chart and line: the subjects that it is the sum of (`501、502`)."""
    terms = reference.lines()
    return terms[terms["sign"] != "?"].groupby(_LINE)["account"].agg("、".join)


@check(
    "statement-line-differs",
    title="年度报表每一项等于科目的数",
    message="{book} {year} 年{statement}的“{line}”是 {found}，"
    "科目 {subjects} 的数是 {expected}，差 {gap}",
    remedy="对照十二个月的科目余额表：收益分配表用全年发生额，资产负债表用十二月末余额，改正写错的一项。",
)
def statement_line_differs(tables: Tables, _: County) -> Verdict:
    """收益分配表的每项收支等于它的科目十二个月发生额之和，资产负债表的每项等于它的科目十二月末余额。

    E16. `reference/lines.csv` says which subjects a line is the sum of; a year of which not every
    trial balance is published is not compared.
    """
    rows = tables.frame("statements")
    parts = [_expected_lines(rows, name, yearly) for name, yearly in _yearly(tables).items()]
    frame = pd.concat(parts)
    place = frame["book_id"] + "/" + frame["year"] + "/" + frame["statement"] + "/" + frame["line"]
    identity = Identity(
        index=frame.index,
        subject=place,
        expected_fen=frame["expected_fen"].to_numpy(np.int64),
        found_fen=frame["amount_fen"].to_numpy(np.int64),
        rows=frame["count"].to_numpy(np.int64),
    )
    return identity.verdict(
        statement_line_differs.rule,
        "amount",
        book=frame["book_id"],
        year=frame["year"],
        statement=frame["statement"],
        line=frame["line"],
        subjects=frame["subjects"],
    )
