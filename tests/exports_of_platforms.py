"""A month of accounts as accounting platforms export it: several layouts of the same rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

BOOKS = {
    "990121100201-00": "太平镇柳塘村股份经济合作社",
    "990121100201-01": "柳塘村一组",
    "990121100202-00": "太平镇石桥村股份经济合作社",
}
SUBJECTS = {
    "101": "库存现金",
    "102": "银行存款",
    "151": "固定资产",
    "152": "累计折旧",
    "231": "一事一议资金",
    "311": "公积公益金",
    "321": "本年收益",
    "501": "经营收入",
    "503": "补助收入",
    "504": "其他收入",
    "513": "管理费用",
    "514": "公益支出",
}
# What the clerk answers once: subjects that may stand under several items, what no platform knows.
ANSWERS = {
    "公开项目/501 经营收入/收入": "F2.1",
    "公开项目/503 补助收入/收入": "F2.6",
    "公开项目/513 管理费用/支出": "F3.4；补贴=F3.2；报刊=F3.3",
    "公开项目/514 公益支出/支出": "F3.5",
    "公开项目/231 一事一议资金/支出": "F3.5",
    "理财小组意见/2026-06": "有意见",
    "理财小组意见/2026-06/990121100201-00": "同意公开",
    "理财小组意见/2026-06/990121100201-01": "同意公开",
    "理财小组意见/2026-06/990121100202-00": "有意见",
    "意见内容/2026-06/990121100202-00": "仓库租金的合同应一并公开",
    "审核日期/2026-06": "2026-07-05",
}


@dataclass(frozen=True)
class BookMonth:
    """A month of one book. Rows are those of the package, amounts as decimals of yuan."""

    book: str
    opening: Decimal
    income: Decimal
    expense: Decimal
    ytd_income: Decimal
    ytd_expense: Decimal
    entries: tuple[Mapping[str, str], ...]
    balances: tuple[Mapping[str, str], ...]

    @property
    def closing(self) -> Decimal:
        """What is left at the end."""
        return self.opening + self.income - self.expense


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def months(package: Path) -> list[BookMonth]:
    """The books of a package."""
    entries, balances = rows_of(package / "entries.csv"), rows_of(package / "trial_balances.csv")
    names = ("opening", "income", "expense", "ytd_income", "ytd_expense")
    return [
        BookMonth(
            row["book_id"],
            *(Decimal(row[name]) for name in names),
            entries=tuple(one for one in entries if one["book_id"] == row["book_id"]),
            balances=tuple(one for one in balances if one["book_id"] == row["book_id"]),
        )
        for row in rows_of(package / "sheets.csv")
    ]


def _sides(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    amount = float(row["amount"])
    return (amount, None) if row["direction"] == "收入" else (None, amount)


def _rest(row: Mapping[str, str]) -> list[Any]:
    """What platforms let one choose: payee, signatures, papers, contract, fund, note."""
    names = ("payee", "handler", "witness", "approver", "attachments", "fund_no", "note")
    return [row.get(name) or None for name in names]


_SIX = ("opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit")
_REST = ["收款方", "经办人", "证明人", "审批人", "附件张数", "项目编号", "备注"]


def ledger_sheet(sheet: Worksheet, month: BookMonth) -> None:
    """As in the cases: title, month and unit, carried-over row, 本月合计, 本年累计."""
    sheet.append([f"{BOOKS[month.book]}收支明细表"])
    sheet.merge_cells("A1:I1")
    sheet.append(["2026年6月", *[None] * 7, "单位：元"])
    heads = ["序号", "日期", "凭证字号", "科目编码", "科目名称", "摘要"]
    sheet.append([*heads, "收入金额", "支出金额", "余额", *_REST])
    sheet.append([*[None] * 5, "上月结余", None, None, float(month.opening)])
    for number, row in enumerate(month.entries, start=1):
        code = row["subject_code"]
        sheet.append(
            [
                number,
                row["date"],
                row["voucher_no"],
                code,
                SUBJECTS[code],
                row["summary"],
                *_sides(row),
                float(row["balance"]),
                *_rest(row),
            ]
        )
    totals = [float(month.income), float(month.expense), float(month.closing)]
    sheet.append([*[None] * 5, "本月合计", *totals])
    year = [float(month.ytd_income), float(month.ytd_expense), float(month.closing)]
    sheet.append([*[None] * 5, "本年累计", *year])


def trial_sheet(sheet: Worksheet, month: BookMonth) -> None:
    """As in the cases: two storeys, blanks for zero, codes as numbers, 合计 below."""
    sheet.append(["科目余额表"])
    sheet.append([f"核算单位：{BOOKS[month.book]}", *[None] * 6, "期间：2026年06期"])
    sheet.append(
        ["科目编码", "科目名称", "期初余额", None, "本期发生额", None, "期末余额", None],
    )
    sheet.append([None, None, *["借方", "贷方"] * 3])
    for merged in ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3"):
        sheet.merge_cells(merged)
    sums = dict.fromkeys(_SIX, Decimal(0))
    for row in month.balances:
        amounts = [Decimal(row[name]) for name in _SIX]
        sums = {name: sums[name] + one for name, one in zip(_SIX, amounts, strict=True)}
        code = row["account_code"]
        sheet.append([int(code), SUBJECTS[code], *(float(one) or None for one in amounts)])
    sheet.append(["合计", None, *(float(one) for one in sums.values())])


def a_sheet_a_book(package: Path, path: Path) -> Path:
    """One workbook with a ledger and a trial balance of each book on sheets of their own."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for number, month in enumerate(months(package), start=1):
        ledger_sheet(made.create_sheet(f"收支明细{number}"), month)
        if month.balances:
            trial_sheet(made.create_sheet(f"余额表{number}"), month)
    made.save(path)
    return path


def _thousands(amount: str | Decimal) -> str:
    """1,027.16 in full-width figures, as some systems print it."""
    shown = f"{Decimal(amount):,.2f}"
    return shown.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789,."})


def one_sheet_with_titles(package: Path, path: Path) -> Path:
    """All books below each other, each under its title and the heading again, 小计 below.

    总计 stands last. The month in one column, the day in another; the voucher's word and number
    too; amounts as text with separators, in full-width figures; expense in front of income.
    """
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sheet1"
    sheet.append(["太平镇村级财务收支流水"])
    heads = [
        "凭证字",
        "凭证号",
        "年月",
        "日",
        "业务摘要",
        "支出数",
        "收入数",
        "结余金额",
        "会计科目",
    ]
    for month in months(package):
        sheet.append([f"账套：{BOOKS[month.book]}    会计期间：2026年06月    单位：元"])
        sheet.append([*heads, *_REST])
        sheet.append([None, None, "2026年6月", None, "上月结转", None, None, *_last(month.opening)])
        for row in month.entries:
            income, expense = _sides(row)
            word, number = row["voucher_no"][0], row["voucher_no"][1:]
            code = row["subject_code"]
            sheet.append(
                [
                    word,
                    f"{number}号",
                    "2026年6月",
                    int(row["date"][8:]),
                    row["summary"],
                    _thousands(str(expense)) if expense else "-",
                    _thousands(str(income)) if income else "-",
                    _thousands(row["balance"]),
                    f"{code} {SUBJECTS[code]}",
                    *_rest(row),
                ]
            )
        sums = (_thousands(month.expense), _thousands(month.income), _thousands(month.closing))
        sheet.append([None, None, None, None, "小　计", *sums])
    every = months(package)
    expense, income = sum(m.expense for m in every), sum(m.income for m in every)
    sheet.append([None, None, None, None, "总　计", _thousands(expense), _thousands(income)])
    made.save(path)
    return path


def _last(amount: Decimal) -> list[str]:
    return [_thousands(amount)]


def book_in_a_column(package: Path, path: Path) -> Path:
    """One table of all books: the book merged down beside its rows, debit and credit, 合计 last."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "日记账"
    sheet.append(["序时日记账（2026-06）"])
    sheet.append(
        ["核算单位", "记账日期", "摘要", "凭证编号", "对方科目", "借方", "贷方", "方向", "余额"]
    )
    for column, head in enumerate(_REST, start=10):
        sheet.cell(2, column, head)
    for month in months(package):
        first = sheet.max_row + 1
        sheet.append([BOOKS[month.book], None, "月初余额", *[None] * 4, "借", float(month.opening)])
        for row in month.entries:
            code = row["subject_code"]
            day = row["date"].replace("-", ".")
            head = [None, day, row["summary"], row["voucher_no"], f"{code}-{SUBJECTS[code]}"]
            sheet.append([*head, *_sides(row), "借", float(row["balance"]), *_rest(row)])
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
    every = months(package)
    sums = [float(sum(m.income for m in every)), float(sum(m.expense for m in every))]
    sheet.append(["合计", *[None] * 4, *sums])
    made.save(path)
    return path


def in_ten_thousands(package: Path, path: Path) -> Path:
    """万元 in the title; 2026年 over 月 and 日, 金额 over 收入 and 支出; pages that break."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for month in months(package):
        sheet = made.create_sheet(BOOKS[month.book])
        sheet.append(["现金及银行存款收支明细账"])
        sheet.append(["单位：万元", *[None] * 7, "2026年6月"])
        _paged_heads(sheet)
        income = expense = Decimal(0)
        before = month.opening
        sheet.append([None, None, None, "上月结余", *[None] * 3, _in_wan(month.opening)])
        for number, row in enumerate(month.entries):
            if number == 3:
                page = [_in_wan(income), _in_wan(expense), _in_wan(before)]
                sheet.append([None, None, None, "过次页", None, *page])
                _paged_heads(sheet)
                sheet.append([None, None, None, "承前页", None, *page])
            sides = [Decimal(str(one or 0)) for one in _sides(row)]
            income, expense = income + sides[0], expense + sides[1]
            before = Decimal(row["balance"])
            head = [6, int(row["date"][8:]), row["voucher_no"], row["summary"], row["subject_code"]]
            shown = [_in_wan(one) if one else None for one in (*sides, before)]
            sheet.append([*head, *shown, *_rest(row)])
        totals = [_in_wan(one) for one in (month.income, month.expense, month.closing)]
        sheet.append([None, None, None, "本月合计", None, *totals])
        sheet.append(["记账：何某", None, None, "复核："])
    made.save(path)
    return path


def _in_wan(yuan: Decimal) -> float:
    return float(yuan / 10_000)


def _paged_heads(sheet: Worksheet) -> None:
    top = sheet.max_row + 1
    sheet.append(["2026年", None, "凭证号数", "摘　要", "科目代码", "金额", None, "结存", *_REST])
    sheet.append(["月", "日", None, None, None, "收入", "支出"])
    sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=2)
    sheet.merge_cells(start_row=top, end_row=top, start_column=6, end_column=7)
    for column in (3, 4, 5, *range(8, 8 + 1 + len(_REST))):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)


def amount_and_direction(package: Path, path: Path) -> Path:
    """One column of amounts with 收支类型 beside it; the book and item named in every row."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    heads = [
        "村组",
        "业务日期",
        "凭证字号",
        "会计科目编码",
        "收支类型",
        "金额（元）",
        "内容",
        "公开项目",
    ]
    sheet.append([*heads, *_REST])
    for month in months(package):
        for row in month.entries:
            day = int(row["date"].replace("-", ""))
            sheet.append(
                [
                    BOOKS[month.book],
                    day,
                    row["voucher_no"],
                    int(row["subject_code"]),
                    row["direction"],
                    f"¥{Decimal(row['amount']):,.2f}",
                    row["summary"],
                    row["disclosure_code"],
                    *_rest(row),
                ]
            )
    made.save(path)
    return path
