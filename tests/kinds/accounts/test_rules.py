"""The rules of the village accounts: what they prove, what they catch, what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder, seal
from mingbai import build
from mingbai.build import Checked
from mingbai.check import Check
from mingbai.issues import Severity
from mingbai.kinds.accounts import KIND, frames, reference
from mingbai.kinds.accounts.rules import books
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.read.tables import Table, Tables
from sizes import examples

SHANGHE = "990121101201-00"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return build.check(data_folder(tmp_path_factory.mktemp("rules"), "accounts"), (REGISTRY, KIND))


def test_every_identity_leaves_a_proof_that_holds(checked):
    """Rule -> how many identities were evaluated on the sound data set; each to the 分."""
    proofs = {c.rule.code: v.proofs for c, v in checked.verdicts["accounts"] if v.proofs}
    assert {code: len(proof.frame) for code, proof in proofs.items()} == {
        "wrong-opening": 4,
        "wrong-closing": 8,
        "wrong-income-total": 8,
        "wrong-expense-total": 8,
        "wrong-balance": 8,
        "wrong-ytd-income": 4,
        "wrong-ytd-expense": 4,
        "wrong-account-closing": 32,
        "wrong-account-opening": 12,
        "unequal-trial-balance": 9,
        "wrong-cash": 2,
        "subject-movement-differs": 10,
        "wrong-balance-sheet": 1,
        "wrong-net-value": 1,
        "wrong-subtotal": 7,
        "wrong-distribution": 10,
        "wrong-undistributed": 1,
        "wrong-undistributed-opening": 1,
        "wrong-money-line": 1,
        "statement-line-differs": 7,
        "wrong-fund-closing": 2,
        "wrong-fund-opening": 1,
        "fund-movement-differs": 4,
        "fund-balance-differs": 2,
        "fund-lines-differ": 2,
        "balances-due-differ": 2,
        "assembly-votes": 1,
    }
    assert all(proof.held.all() for proof in proofs.values())


def test_a_proof_names_its_sheet_and_the_rows_behind_it(checked):
    proofs = {c.rule.code: v.proofs for c, v in checked.verdicts["accounts"] if v.proofs}
    frame = proofs["wrong-expense-total"].frame.set_index("subject")
    assert frame.loc["990121100201-00/2026-06"].to_dict() == {
        "expected_fen": 823600,
        "found_fen": 823600,
        "rows": 4,
    }


def test_an_identity_that_fails_leaves_a_proof_too(tmp_path):
    """The statement that is off by 1.06 is refused, and its gap is named."""
    data = data_folder(tmp_path, "accounts", "golden_off_by_1_06")
    found = build.check(data, (REGISTRY, KIND))
    (issue,) = found.issues
    said = issue.message.format(found=issue.found, expected=issue.expected, **issue.values)
    assert said == "期末结余是 146.38，期初加收入减支出是 147.44，差 -1.06"
    proofs = {c.rule.code: v.proofs for c, v in found.verdicts["accounts"]}["wrong-closing"]
    assert proofs.frame[~proofs.held].to_dict("records") == [
        {"subject": f"{SHANGHE}/2026-05", "expected_fen": 14744, "found_fen": 14638, "rows": 1}
    ]


def test_the_worked_example_of_a_distribution_holds(checked):
    """68+35+5+30+42 = 180; 45+35+45 = 125; 55 left; +15 = 70; −34 = 36."""
    frame = checked.tables["accounts"].frame("statements")
    lines = frame[(frame["year"] == "2025") & (frame["statement"] == "收益分配表")]
    told = dict(zip(lines["line"], lines["amount_fen"] // 100, strict=True))
    assert [told[n] for n in ("总收入", "总支出", "本年收益", "可分配收益", "年末未分配收益")] == [
        180,
        125,
        55,
        70,
        36,
    ]


def test_no_rule_stumbles_over_a_county_without_accounts(tmp_path):
    """Every rule gives a verdict on empty tables; nothing is due where nothing was ever kept."""
    found = build.check(data_folder(tmp_path, "registry"), (REGISTRY, KIND))
    assert found.issues == ()
    assert len(found.verdicts["accounts"]) == len(KIND.checks)
    site = build.build(tmp_path, (REGISTRY, KIND))
    own = list(KIND.pages(site.edition.tables["accounts"], site.edition))
    assert [page.url for page in own] == ["/accounts/"]


# What no sum can catch: a plan is a promise, not a sum; nobody adds up what stands alone.
_FREE = {("plans", "amount_fen")}
_MONEY = [
    (schema.name, field.column)
    for schema in KIND.schemas
    for field in schema.fields
    if field.is_money and (schema.name, field.column) not in _FREE
]


def changed(tables: Tables, name: str, column: str, row: int, by: int) -> Tables:
    """The same tables with one amount changed."""
    table = tables[name]
    values = table.frame[column].to_numpy(np.int64, copy=True)
    values[row] += by
    frame = table.frame.assign(**{column: values})
    return Tables(
        tables.packages, {**tables.by_name, name: Table(table.schema, table.files, frame)}
    )


@examples(12, deep=300)
@given(st.data())
def test_no_amount_can_be_changed_unseen(checked, data):
    """Any figure of the sound set, changed by any amount, breaks at least one named identity."""
    tables = checked.tables["accounts"]
    name, column = data.draw(st.sampled_from(_MONEY))
    row = data.draw(st.integers(0, len(tables.frame(name)) - 1))
    by = data.draw(st.sampled_from([1, -1, 9, -90, 100, 27_000, 1_000_000]))
    line = tables.frame(name).iloc[row]
    if name == "sheets" and column.startswith("ytd") and line["period"] == "2026-05":
        row += 1 if row + 1 < len(tables.frame(name)) else -1  # a first cumulative sum is given
    made = changed(tables, name, column, row, by)
    codes = {
        issue.code
        for check in KIND.checks
        if check.rule.severity is Severity.ERROR
        for issue in check.run(made, checked.county).issues
    }
    assert codes, (name, column, line.to_dict(), by)


def test_one_wrong_balance_is_one_fault(checked):
    """The line after a wrong balance follows from the opening and is not blamed."""
    tables = checked.tables["accounts"]
    rule = next(c for c in KIND.checks if c.rule.code == "wrong-balance")
    for row in range(len(tables.frame("entries"))):
        for column in ("balance_fen", "amount_fen"):
            made = changed(tables, "entries", column, row, 5)
            (issue,) = rule.run(made, checked.county).issues
            index = tables.frame("entries").index[row]
            assert (issue.path, issue.row) == tuple(index)


@examples(6, deep=200)
@given(st.permutations(range(21)))
def test_rules_do_not_depend_on_the_order_of_rows(checked, order):
    """A clerk may sort the file as she likes: entries are taken by their numbers."""
    tables = checked.tables["accounts"]
    entries = tables["entries"]
    assert len(entries.frame) == len(order)
    frame = entries.frame.iloc[list(order)]
    made = Tables(tables.packages, {**tables.by_name, "entries": Table(entries.schema, (), frame)})
    assert [i for c in KIND.checks for i in c.run(made, checked.county).issues] == []


def test_every_month_of_every_registered_book_is_a_duty_until_it_is_published(tmp_path):
    """From a book's first month to the month before the day of the data, published or not."""
    dues = build.build(data_folder(tmp_path, "accounts"), as_of=date(2026, 9, 1)).edition.dues
    own = dues[(dues["subject"] == SHANGHE) & (dues["series"] == "months")].sort_values("due")
    assert own["done"].dt.strftime("%Y-%m-%d").fillna("").tolist()[:3] == [
        "2026-06-10",
        "2026-07-10",
        "",
    ]
    assert own["url"].tolist()[:3] == [
        f"/accounts/{SHANGHE}/2026/#05",
        f"/accounts/{SHANGHE}/2026/#06",
        f"/accounts/{SHANGHE}/",
    ]
    assert set(own["agency"]) == {"baiyang"}


def test_the_chart_follows_the_month():
    """Until December 2023 the chart of 2004, from January 2024 that of 2023."""
    assert [reference.chart_of(p) for p in ("2003-12", "2023-12", "2024-01", "2026-06")] == [
        "2004",
        "2004",
        "2023",
        "2023",
    ]


def test_the_disclosure_items_are_forty_four_under_eight_heads():
    items = reference.items()
    assert (items.index.str.contains(".", regex=False).sum(), items["head"].nunique()) == (44, 8)


def test_what_nobody_confirmed_says_so():
    """Codes of the new chart and wordings of the items are data that an office can correct."""
    assert not reference.chart("2023")["verified"].any()
    assert reference.chart("2004")["verified"].all()
    items = reference.items()
    assert items.index[items["verified"]].tolist() == [f"F{i}" for i in range(1, 9)]


@given(st.lists(st.integers(0, 4), max_size=30), st.lists(st.integers(-9, 9), max_size=30))
def test_sums_of_a_statement_are_exact(statements, amounts):
    """Sums by cumulative integers are the sums one would add by hand, empty statements included."""
    size = min(len(statements), len(amounts))
    order = np.sort(np.array(statements[:size], np.int64))
    values = np.array(amounts[:size], np.int64)
    empty = np.zeros(0, np.int64)
    starts = np.searchsorted(order, np.arange(6))
    entries = frames.Entries(
        index=pd.RangeIndex(size),
        rows=empty,
        statement=order,
        number=empty,
        signed_fen=values,
        balance_fen=empty,
        starts=starts,
    )
    assert entries.sums(values).tolist() == [int(values[order == i].sum()) for i in range(5)]
    assert entries.count.tolist() == [int((order == i).sum()) for i in range(5)]


def test_large_amounts_are_added_to_the_last_fen():
    """Nine thousand entries of ten trillion yuan less one 分: floats would lose it."""
    big = 10**15 - 1
    values = np.full(9000, big, np.int64)
    empty = np.zeros(0, np.int64)
    entries = frames.Entries(
        index=pd.RangeIndex(9000),
        rows=empty,
        statement=np.zeros(9000, np.int64),
        number=empty,
        signed_fen=values,
        balance_fen=empty,
        starts=np.array([0, 9000]),
    )
    assert entries.sums(values).tolist() == [9000 * big]


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("郑克勤", False),
        ("郑　克勤", False),
        ("阿卜杜拉·买买提", False),
        ("张*", False),
        ("郑克勤（书记）", True),
        ("郑书记", True),
        ("无", True),
        ("——", True),
        ("同 上", True),
        ("3", True),
    ],
)
def test_a_name_column_holds_a_name(checked, name, is_refused):
    """No title, no placeholder; blanks inside a name are allowed."""
    tables = checked.tables["accounts"]
    names = pd.Series(name, index=tables.frame("entries").index, dtype="str")
    changed_tables = _with_columns(tables, "entries", handler=names)
    issues = _rule("not-a-name").run(changed_tables, checked.county).issues
    assert len(issues) == (len(names) if is_refused else 0)


@pytest.mark.parametrize("name", ["何 静川", "何　静川", "何静川（书记）"])
def test_blanks_and_titles_do_not_make_two_persons(checked, name):
    """The same person under another spelling may not approve what went through their hands."""
    tables = checked.tables["accounts"]
    entries = tables.frame("entries")
    approver = entries["approver"].mask(entries["handler"] == "何静川", name)
    changed_tables = _with_columns(tables, "entries", approver=approver)
    assert _rule("same-person").run(changed_tables, checked.county).issues


def _rule(code: str) -> Check:
    (rule,) = (c for c in KIND.checks if c.rule.code == code)
    return rule


def _with_columns(tables: Tables, name: str, **columns: pd.Series) -> Tables:
    """The same tables with other columns of one of them."""
    table = tables[name]
    frame = table.frame.assign(**columns)
    return Tables(tables.packages, {**tables.by_name, name: Table(table.schema, (), frame)})


@pytest.mark.parametrize(
    ("added", "accounts"),
    [
        ({}, []),
        ({"513": (900, 0), "152": (0, 900)}, []),  # depreciation
        ({"501": (0, 900), "151": (900, 0)}, []),  # income without cash
        ({"321": (9600, 9600), "501": (12000, 0), "503": (3600, 0)}, []),  # closing
        ({"513": (900, 0)}, ["513"]),  # nothing stands against it
        ({"513": (900, 0), "152": (0, 800)}, ["513"]),
        ({"513": (0, 900), "514": (900, 0)}, ["513", "514"]),
        ({"513": (900, 0), "152": (0, 900), "501": (0, 800), "503": (800, 0)}, ["501", "503"]),
        ({"321": (1, 1), "501": (12000, 5)}, ["501"]),
    ],
)
def test_a_subject_moves_by_its_lines(checked, added, accounts):
    """But for the closing of the books, and what assets and liabilities moved without a line.

    added: account -> debit and credit in yuan, beside the good set's in June.
    """
    tables = checked.tables["accounts"]
    frame = tables.frame("trial_balances").copy()
    for account, amounts in added.items():
        row = (frame["period"] == "2026-06") & (frame["account_code"] == account)
        for side, amount in zip(("debit_fen", "credit_fen"), amounts, strict=True):
            frame.loc[row, side] += amount * 100
    columns = {side: frame[side] for side in ("debit_fen", "credit_fen")}
    changed_tables = _with_columns(tables, "trial_balances", **columns)
    issues = _rule("subject-movement-differs").run(changed_tables, checked.county).issues
    assert [str(issue.values["subject"])[:3] for issue in issues] == accounts


def test_package_book_and_month_are_one_number_that_sorts_as_they_do():
    """Each part stays within its bits; what does not fit is refused, never another row's key."""
    parts = [(0, -1, 0), (0, 0, 24_318), (0, 1, 0), (1, -1, 24_317), (2**23 - 1, 2**22 - 2, 5)]
    keys = frames.packed(*(np.array(column, np.int64) for column in zip(*parts, strict=True)))
    assert keys.tolist() == sorted(set(keys.tolist()))
    assert keys.min() >= 0
    for package, book, month in ((2**23, 0, 0), (0, 2**22 - 1, 0), (0, 0, 2**18), (0, -2, 0)):
        with pytest.raises(OverflowError):
            frames.packed(*(np.array([n], np.int64) for n in (package, book, month)))


def test_a_missing_table_in_a_month_is_said_once_for_each_table(tmp_path: Path):
    data = data_folder(tmp_path, "accounts", "incomplete_month")
    found = build.check(data, (REGISTRY, KIND)).issues
    assert [(i.code, i.found) for i in found] == [
        ("incomplete-month", "公开单"),
        ("incomplete-month", "账目"),
    ]


@pytest.mark.parametrize(
    ("payee", "is_refused"),
    [
        ("个人", False),
        ("张*", False),
        ("李*明", False),
        ("王某", False),
        ("清源县供电公司", False),
        ("河口建材店", False),
        ("何望秋", True),
        ("个人何望秋", True),
        ("何望秋等三人", True),
    ],
)
def test_a_payee_is_a_firm_or_shows_no_name(checked, payee, is_refused):
    """Firms in full; persons as 个人 or with the given name hidden; the report hides it too."""
    tables = checked.tables["accounts"]
    entries = tables["entries"]
    frame = entries.frame.assign(payee=pd.Series(payee, index=entries.frame.index, dtype="str"))
    made = Tables(tables.packages, {**tables.by_name, "entries": Table(entries.schema, (), frame)})
    (rule,) = (c for c in KIND.checks if c.rule.code == "unmasked-payee")
    issues = rule.run(made, checked.county).issues
    assert len(issues) == (len(frame) if is_refused else 0)
    assert {issue.found for issue in issues} <= {payee[0] + "*" * (len(payee) - 1)}


@pytest.mark.parametrize(
    ("received", "turnover", "codes"),
    [
        (0, 0, []),
        (900, 900, []),  # a levy booked when it was decided: no line yet, the account has it
        (900, 0, ["fund-movement-differs"]),
        (0, 900, []),  # the account may move by what is no fund's receipt; closing tells
    ],
)
def test_a_fund_receives_by_lines_or_by_the_account(checked, received, turnover, codes):
    """received: of the fund in June, in yuan, without a line; turnover: credit of 231 in June."""
    tables = checked.tables["accounts"]
    funds, trial = tables.frame("funds"), tables.frame("trial_balances")
    in_june = funds["received_fen"].mask(funds["period"] == "2026-06", received * 100)
    is_account = (trial["period"] == "2026-06") & (trial["account_code"] == "231")
    changed_tables = _with_columns(tables, "funds", received_fen=in_june)
    changed_tables = _with_columns(
        changed_tables,
        "trial_balances",
        credit_fen=trial["credit_fen"].mask(is_account, turnover * 100),
    )
    issues = _rule("fund-movement-differs").run(changed_tables, checked.county).issues
    assert [issue.code for issue in issues] == codes


def test_a_fund_number_on_a_line_of_another_purpose_is_seen(checked):
    """One more line with a fund's number is more than the fund spent."""
    tables = checked.tables["accounts"]
    entries = tables.frame("entries")
    is_power = entries["summary"] == "村委会办公室水费、电费"
    numbers = entries["fund_no"].mask(is_power, "LT-2026-01")
    issues = (
        _rule("fund-movement-differs")
        .run(_with_columns(tables, "entries", fund_no=numbers), checked.county)
        .issues
    )
    assert [(i.field, i.found, i.expected) for i in issues] == [("spent", "4480.00", "4996.00")]


@pytest.mark.parametrize(
    ("subject", "item", "is_refused"),
    [
        ("501", "F2.2", False),
        ("50102", "F2.1", False),  # a detail of the subject
        ("501", "F2.6", True),
        ("503", "F2.1", True),
        ("501", "F2", False),  # a head says nothing finer
        ("501", "F6.1", False),  # the law leaves open who counts a debt there
        ("112", "F2.11", False),  # no row in the table
        ("501", "F3.1", False),  # `wrong-item-direction` says so
        ("501", "F2.99", False),  # `unknown-item` says so
    ],
)
def test_a_subject_stands_under_its_items(checked, subject, item, is_refused):
    tables = checked.tables["accounts"]
    entries = tables.frame("entries")
    is_rent = entries["summary"] == "村口商铺六月租金"
    changed_tables = _with_columns(
        tables,
        "entries",
        subject_code=entries["subject_code"].mask(is_rent, subject),
        disclosure_code=entries["disclosure_code"].mask(is_rent, item),
    )
    issues = _rule("subject-item-differs").run(changed_tables, checked.county).issues
    assert [issue.found for issue in issues] == ([item] if is_refused else [])


def test_items_of_subjects_are_of_the_charts_and_of_the_44():
    """Each row names a subject of its chart and items of its direction."""
    items, subjects = reference.items(), reference.subjects()
    for (chart, subject, direction), listed in reference.subject_items().items():
        assert (chart, subject) in subjects.index
        assert subjects["direction"][chart, subject] in ("", direction)
        assert {items["direction"][code] for code in listed.split("、")} == {direction}


@pytest.mark.parametrize(("last_yuan", "count"), [(7200, 1), (7201, 0), (None, 0)])
def test_a_plan_is_held_against_the_last_one(checked, last_yuan, count):
    """Ten times the last year's plan of the item is a warning; no plan then, nothing to compare."""
    tables = checked.tables["accounts"]
    table = tables["plans"]
    parts = [table.frame]
    if last_yuan:
        last = table.frame.iloc[:1].assign(year="2025", amount_fen=last_yuan * 100)
        other = last.assign(disclosure_code="F2.6", amount_fen=900_000)
        more = pd.concat([last, other])
        file = table.frame.index[0][0]
        index = pd.MultiIndex.from_tuples([(file, 90), (file, 91)], names=table.frame.index.names)
        parts.append(more.set_axis(index))
    frame = pd.concat(parts)
    made = Tables(tables.packages, {**tables.by_name, "plans": Table(table.schema, (), frame)})
    issues = _rule("plan-out-of-scale").run(made, checked.county).issues
    assert [issue.found for issue in issues] == ["72000.00"] * count


@pytest.mark.parametrize(
    ("until", "message"),
    [
        (None, "太平镇政府 2026-06 应有 3 本账，这份只有 2 本，缺柳塘村一组账本"),
        ("2026-06", "太平镇政府 2026-06 应有 3 本账，这份只有 2 本，缺柳塘村一组账本"),
        ("2026-05", None),
    ],
)
def test_a_missing_book_is_named_while_it_is_kept(tmp_path, until, message):
    """By the registry's months of the book: after its last one nothing is missing."""
    data = data_folder(tmp_path, "accounts", "missing_books")
    registered = next((data / "registry").rglob("books.csv"))
    lines = registered.read_text("utf-8").splitlines()
    ended = [f"{line}{until}" if until and "-01," in line else line for line in lines]
    registered.write_text("\n".join(ended) + "\n", "utf-8")
    seal(data)
    found = build.check(data, (REGISTRY, KIND)).issues
    told = [i.message.format(found=i.found, expected=i.expected, **i.values) for i in found]
    assert told == ([message] if message else [])


def test_of_many_missing_books_ten_are_named():
    """The others are counted."""
    names = [f"{n}村账本" for n in range(12)]
    assert books._named(names) == "、".join(names[:10]) + "，还有 2 本"
