"""Workbooks as clerks bring them, each one kind of fault: what she did, what has to come of it.

All are a township's June (`months`), or a few rows of another kind; places, firms and people are
invented.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

import exports_of_platforms as platforms
from months import PLACE, column, typed

VILLAGE, STONE = "990121100201-00", "990121100202-00"
BILL, LEDGER, BALANCES = "公开单", "账目", "科目余额"
Edit = Callable[[openpyxl.Workbook], object]
Make = Callable[[Path, Path], Path]  # the data folder with June, a folder to write in
WAN = "账目/金额（万元）/ten-thousand-yuan"
NUMBERS = "账目/序号/numbers-as-text"


@dataclass(frozen=True)
class ClerkCase:
    """What a clerk did. name: of the case. make: her workbook.

    issues: all that is said, `× code sheet cell`, `!` for a warning. yes: questions that she
    answers with yes; given: other answers. before: what was said before she answered. is_refused:
    nothing is written; else the tables are those of June, without the fields in unlike. is_checked:
    by the rules of the portal too. has_june: it is published already.
    """

    name: str
    make: Make
    issues: tuple[str, ...] = ()
    is_refused: bool = False
    unlike: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    period: str = "2026-06"
    is_checked: bool = False
    has_june: bool = False


def day(*parts: int) -> datetime:
    """A day as a spreadsheet stores it."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def june(edit: Edit | None = None) -> Make:
    """June, typed into the form, with a change."""
    return lambda root, folder: typed(root / PLACE, folder / "六月.xlsx", edit)


def cells(table: str, title: str, change: Callable[[Any], Any]) -> Edit:
    """Every filled cell of a column changed."""

    def edit(made: openpyxl.Workbook) -> None:
        for cell in column(made[table], title):
            if cell.value is not None:
                cell.value = change(cell.value)

    return edit


def put(table: str, **values: Any) -> Edit:
    """Single cells changed: `E3="…"`."""

    def edit(made: openpyxl.Workbook) -> None:
        for place, value in values.items():
            made[table][place].value = value

    return edit


def several(*edits: Edit) -> Edit:
    """One change after the other."""

    def edit(made: openpyxl.Workbook) -> None:
        for one in edits:
            one(made)

    return edit


def only_of(is_wanted: Callable[[Any], bool]) -> Edit:
    """The rows of some books, by their number; sheets without a row are gone."""

    def edit(made: openpyxl.Workbook) -> None:
        for sheet in made:
            for row in range(sheet.max_row, 1, -1):
                if not is_wanted(sheet.cell(row, 1).value):
                    sheet.delete_rows(row)
            if sheet.max_row == 1:
                made.remove(sheet)

    return edit


def two_storeys(made: openpyxl.Workbook) -> None:
    """期初余额 over 借方 and 贷方, merged; blanks where nothing is."""
    sheet = made[BALANCES]
    rows = [[cell or None for cell in row] for row in sheet.iter_rows(2, values_only=True)]
    place = made.index(sheet)
    made.remove(sheet)
    new = made.create_sheet(BALANCES, place)
    over = ["期初余额", None, "本期发生额", None, "期末余额", None]
    new.append(["账簿编号", "月份", "科目", *over])
    new.append([None, None, None, *["借方", "贷方"] * 3])
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:I1"):
        new.merge_cells(merged)
    for row in rows:
        new.append(row)


def storeys_of_amounts(month: str) -> Edit:
    """期初 over 借方金额 and 贷方金额, nothing merged, with a month in each row."""

    def edit(made: openpyxl.Workbook) -> None:
        two_storeys(made)
        sheet = made[BALANCES]
        for merged in [str(one) for one in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(merged)
        for place, head in zip(("D1", "F1", "H1"), ("期初", "本期", "期末"), strict=True):
            sheet[place].value = head
        for letter in "DEFGHI":
            sheet[f"{letter}2"].value += "金额"
        for row in range(3, sheet.max_row + 1):
            sheet[f"B{row}"].value = month

    return edit


def subtotals(made: openpyxl.Workbook) -> None:
    """A 合计 below each book, the next book below it."""
    sheet = made[LEDGER]
    rows = list(sheet.iter_rows(2, values_only=True))
    sheet.delete_rows(2, len(rows))
    for number, row in enumerate(rows):
        sheet.append(row)
        if number + 1 == len(rows) or rows[number + 1][0] != row[0]:
            amounts = [one[9] for one in rows if one[0] == row[0]]
            sheet.append(["合计", *[None] * 8, sum(amounts)])


def totals_of(made: openpyxl.Workbook) -> None:
    """柳塘村小计 below a village, merged; 收入合计 and 支出合计 at the end."""
    sheet = made[LEDGER]
    rows = list(sheet.iter_rows(2, values_only=True))
    sheet.insert_rows(8)
    sheet["A8"].value = "柳塘村小计"
    sheet["J8"].value = sum(row[9] for row in rows[:6])
    sheet.merge_cells("A8:I8")
    for side in ("收入", "支出"):
        amounts = [row[9] for row in rows if row[8] == side]
        sheet.append([f"{side}合计", *[None] * 8, sum(amounts)])


def numbers_alone(made: openpyxl.Workbook) -> None:
    """A sum without a word below a village."""
    made[LEDGER].insert_rows(8)
    made[LEDGER]["J8"].value = 17836


def wan_without_a_word(made: openpyxl.Workbook) -> None:
    """The amounts are in 万元, and nothing says so."""
    in_wan(made)
    made[LEDGER]["J1"].value = "金额"


def wan(**heads: str) -> Edit:
    """The amounts are in 万元, and the cells say so; rows are added for row 1 or 2 of heads."""

    def edit(made: openpyxl.Workbook) -> None:
        sheet = made[LEDGER]
        in_wan(made)
        sheet["J1"].value = "金额"
        for place, text in heads.items():
            if place == "J2":
                sheet.insert_rows(2)
            elif place != "J1":
                sheet.insert_rows(1)
            sheet[place.replace("A0", "A1").replace("J0", "J1")].value = text

    return edit


def in_wan(made: openpyxl.Workbook) -> None:
    """The heading says 万元, and the amounts are."""
    for cell in column(made[LEDGER], "金额"):
        cell.value = cell.value / 10_000
    made[LEDGER]["J1"].value = "金额（万元）"


def filtered(made: openpyxl.Workbook) -> None:
    """A filter on one book was forgotten."""
    for name in (BILL, LEDGER):
        sheet = made[name]
        sheet.auto_filter.ref = sheet.dimensions
        sheet.auto_filter.add_filter_column(0, [VILLAGE])
        for row in range(2, sheet.max_row + 1):
            sheet.row_dimensions[row].hidden = sheet.cell(row, 1).value != VILLAGE


def hidden_above_a_total(made: openpyxl.Workbook) -> None:
    """One row is hidden; the total below counts it, as it must."""
    sheet = made[LEDGER]
    sheet.append(["合计", *[None] * 8, sum(cell.value for cell in column(sheet, "金额"))])
    sheet.row_dimensions[5].hidden = True


def hidden_heading(made: openpyxl.Workbook) -> None:
    """The row of the headings is hidden."""
    made[LEDGER].row_dimensions[1].hidden = True


def total_and_opening(made: openpyxl.Workbook) -> None:
    """A total that is none, and an opening that is not last month's closing."""
    made[LEDGER].append(["合计", *[None] * 8, 1])
    made[BILL]["C3"].value = 1781


def her_marks(made: openpyxl.Workbook) -> None:
    """A colour, a comment, and one fault beside them."""
    sheet = made[LEDGER]
    sheet["H2"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet["J3"].comment = Comment("票据丢了一张", "许会计")
    sheet["J3"].value = "贰佰"


def own_columns(made: openpyxl.Workbook) -> None:
    """A column of her own, and a sheet with a pivot of hers."""
    sheet = made[LEDGER]
    number = sheet.max_column + 1
    sheet.cell(1, number, "给镇里的话")
    sheet.cell(2, number, "票在老许那里")
    pivot = made.create_sheet("透视")
    for row in (["行标签", "求和项"], ["收入", 12000], ["总计", 12000]):
        pivot.append(row)


def heads_only(made: openpyxl.Workbook) -> None:
    """The form as it was given out."""
    for sheet in made.worksheets:
        sheet.delete_rows(2, sheet.max_row)


def two_books_of_three(made: openpyxl.Workbook) -> None:
    """One village forgot to send its part."""
    for sheet in made.worksheets:
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, 1).value == "990121100202-00":
                sheet.delete_rows(row)


def lay_values(plain: openpyxl.Workbook, made: xlsxwriter.Workbook) -> None:
    """The values of a workbook in a new one, where each stands."""
    for sheet in plain.worksheets:
        new = made.add_worksheet(sheet.title)
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            new.write_row(number, 0, row)


def with_photo(picture: Callable[[], bytes]) -> Make:
    """A photograph of a receipt on a cell, and one fault."""

    def make(root: Path, folder: Path) -> Path:
        plain = openpyxl.load_workbook(typed(root / PLACE, folder / "plain.xlsx"))
        path = folder / "六月.xlsx"
        with xlsxwriter.Workbook(path) as made:
            lay_values(plain, made)
            image = {"image_data": io.BytesIO(picture())}
            made.get_worksheet_by_name(LEDGER).insert_image("T2", "票.png", image)
            made.get_worksheet_by_name(LEDGER).write("J3", "贰佰")
        return path

    return make


def prefilled(root: Path, folder: Path) -> Path:
    """Rows of formulas that give nothing were copied down below the last entry."""
    plain = openpyxl.load_workbook(typed(root / PLACE, folder / "plain.xlsx"))
    path = folder / "六月.xlsx"
    with xlsxwriter.Workbook(path) as made:
        lay_values(plain, made)
        ledger = made.get_worksheet_by_name(LEDGER)
        for row in range(plain[LEDGER].max_row, plain[LEDGER].max_row + 30):
            ledger.write_formula(row, 10, f'=IF(J{row + 1}="","",K{row}-J{row + 1})', None, "")
    return path


def other_part_names(root: Path, folder: Path) -> Path:
    """The shared strings under a name with a capital, as some programs write it."""
    plain = typed(root / PLACE, folder / "plain.xlsx")
    path = folder / "六月.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = old.read(name).replace(b"sharedStrings.xml", b"SharedStrings.xml")
            new.writestr(name.replace("sharedStrings", "SharedStrings"), body)
    return path


def _rows(root: Path, table: str) -> list[list[str]]:
    with (root / PLACE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def wps_csv(root: Path, folder: Path) -> Path:
    """A table alone, published, opened in WPS and saved: GB18030, names of fields."""
    out = io.StringIO()
    csv.writer(out).writerows(_rows(root, "entries"))
    path = folder / "entries.csv"
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def excel_csv(root: Path, folder: Path) -> Path:
    """The same in Excel: 001 is 1, days have strokes, months are days."""
    heading, *rows = _rows(root, "entries")
    number, day, month = (heading.index(name) for name in ("entry_no", "date", "period"))
    for row in rows:
        row[number] = str(int(row[number]))
        row[day] = "/".join(str(int(part)) for part in row[day].split("-"))
        row[month] = "Jun-26"
    out = io.StringIO()
    csv.writer(out).writerows([heading, *rows])
    path = folder / "entries.csv"
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


_ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
{tables}</office:spreadsheet></office:body></office:document-content>"""


def _ods_cells(row: tuple[Any, ...]) -> Iterator[str]:
    for value in row:
        if value is None:
            yield "<table:table-cell/>"
        elif isinstance(value, str):
            shown = f"<text:p>{value}</text:p>"
            yield f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'
        else:
            yield f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def ods(root: Path, folder: Path) -> Path:
    """Saved by LibreOffice in its own form."""
    plain = openpyxl.load_workbook(typed(root / PLACE, folder / "plain.xlsx"))
    tables = ""
    for sheet in plain.worksheets:
        rows = "".join(
            f"<table:table-row>{''.join(_ods_cells(row))}</table:table-row>"
            for row in sheet.iter_rows(values_only=True)
        )
        tables += f'<table:table table:name="{sheet.title}">{rows}</table:table>'
    path = folder / "六月.ods"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", _ODS.replace("{tables}", tables))
    return path


def exported(make: Callable[[Path, Path], Path]) -> Make:
    """As a platform exports it: nothing is typed."""
    return lambda root, folder: make(root / PLACE, folder / "六月.xlsx")


def trial_alone(package: Path, path: Path) -> Path:
    """科目余额表 of a village's book as exported, beside the form's other tables."""
    made = openpyxl.load_workbook(typed(package, path))
    del made[BALANCES]
    for number, month in enumerate(platforms.months(package)):
        if month.balances:
            sheet = made.create_sheet(f"科目余额表{number}")
            assert isinstance(sheet, Worksheet)
            platforms.trial_sheet(sheet, month)
    made.save(path)
    return path


@dataclass(frozen=True)
class NaiveCase:
    """What a clerk filled in who had nothing but the notes of the form.

    sheets: title -> its rows, by heading. issues: as of a `ClerkCase`. lines: table -> the lines
    that were understood.
    """

    kind: str
    publisher: str
    period: str
    sheets: dict[str, list[dict[str, Any]]]
    issues: tuple[str, ...]
    lines: dict[str, list[str]]


def filled_in(case: NaiveCase, path: Path) -> Path:
    """Her workbook."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for title, rows in case.sheets.items():
        sheet = made.create_sheet(title)
        heads = list(rows[0])
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
    made.save(path)
    return path


_ITEM = {"事项编码": "县住建局-2026-07"}
_RECEIPT = {"受理编号": "清源住建〔2026〕0713号"}
_CONTRACT = {"合同编号": "柳塘〔2026〕合字第 5 号"}
_PLACE = {"地方": "柳塘村"}
NAIVE = (
    NaiveCase(
        "approvals",
        "zhujian",
        "2027",
        {
            "事项": [
                {
                    **_ITEM,
                    "事项名称": "临时搭建许可",
                    "事项类型": "行政许可",
                    "实施单位": "县住建局",
                    "窗口": "A03",
                    "行使层级": "县级",
                    "服务对象": "企业和单位",
                    "办件类型": "承诺件",
                    "法定时限": 20,
                    "法定时限单位": "工作日",
                    "承诺时限": 5,
                    "承诺时限单位": "工作日",
                    "到场次数": 1,
                    "是否收费": "否",
                    "申请条件": "有场地",
                    "办理结果": "临时搭建许可证",
                    "咨询电话": "000-0000-0132",
                    "投诉电话": "000-0000-0131",
                }
            ],
            "事项依据": [{**_ITEM, "用途": "设定", "依据": "《行政许可法》第三十条"}],
            "办理步骤": [
                {**_ITEM, "步骤编号": name, "种类": kind, "名称": name, "是否停表": "否"}
                for name, kind in (("申请", "开始"), ("受理", "办理"), ("发证", "结束"))
            ],
            "步骤走向": [
                {**_ITEM, "从": "申请", "到": "受理"},
                {**_ITEM, "从": "受理", "到": "发证"},
            ],
        },
        issues=("! repaired 事项 D2", "! repaired 事项依据 C2"),
        lines={
            "items": [
                (
                    "县住建局-2026-07,临时搭建许可,,行政许可,zhujian,A03,县级,,企业和单位,"
                    "承诺件,20,工作日,5,工作日,1,否,"
                    "有场地,临时搭建许可证,000-0000-0132,000-0000-0131,"
                ),
            ],
            "bases": ["县住建局-2026-07,设定,XKF-30"],
            "steps": [
                "县住建局-2026-07,申请,开始,申请,,,,否,",
                "县住建局-2026-07,受理,办理,受理,,,,否,",
                "县住建局-2026-07,发证,结束,发证,,,,否,",
            ],
            "transitions": ["县住建局-2026-07,申请,受理,", "县住建局-2026-07,受理,发证,"],
        },
    ),
    NaiveCase(
        "completions",
        "zhujian",
        "2026-07",
        {
            "已办结事项": [
                {
                    **_RECEIPT,
                    "事项编码": "建筑工程施工许可证核发",
                    "申请人": "清源恒远建筑有限公司",
                    "受理日期": day(2026, 6, 29),
                    "停表天数": "无",
                    "应办结日期": "2026年7月2日",
                    "办结日期": day(2026, 7, 1),
                    "办理结果": "准予",
                    "承办岗位": "行政审批岗",
                }
            ],
            "各步用时": [
                {
                    **_RECEIPT,
                    "步骤编号": "收件核对",
                    "开始": day(2026, 6, 29),
                    "结束": "2026.6.30",
                }
            ],
        },
        issues=(
            "! repaired 各步用时 B2",
            "! repaired 各步用时 D2",
            "! repaired 已办结事项 B2",
            "× placeholder 已办结事项 E2",
            "! repaired 已办结事项 F2",
        ),
        lines={
            "cases": [
                (
                    "清源住建〔2026〕0713号,990121-ZJ-XK-0001,清源恒远建筑有限公司,"
                    "2026-06-29,无,2026-07-02,"
                    "2026-07-01,准予,行政审批岗"
                ),
            ],
            "case_steps": ["清源住建〔2026〕0713号,check,2026-06-29,2026-06-30"],
        },
    ),
    NaiveCase(
        "holdings",
        "taiping",
        "2026q3",
        {
            "集体资产": [
                {
                    "资产编号": "柳塘村-001",
                    **_PLACE,
                    "名称": "村部门面房",
                    "类别": "商铺",
                    "面积": "120平方米",
                    "坐落": "村部一楼",
                    "用途": "出租发包",
                    "原值": "18.5万",
                    "取得日期": "2019年10月",
                }
            ],
            "经营合同": [
                {
                    **_CONTRACT,
                    "合同名称": "门面房租赁合同",
                    "标的": "资产",
                    "标的编号": "柳塘村-001",
                    "入账账簿": "柳塘村",
                    "合同性质": "租赁",
                    "承租（包）人": "陈*明",
                    "发包方式": "公开招标",
                    "面积": 120,
                    "民主决策日期": day(2026, 6, 1),
                    "签订日期": day(2026, 6, 20),
                    "起": day(2026, 7, 1),
                    "止": day(2029, 6, 30),
                    "单价": 8,
                    "单价的单位": "每平方米每月",
                    "年租金": 11520,
                    "合同总额": 34560,
                    "履约保证金": "2,000元",
                }
            ],
            "收款计划": [{**_CONTRACT, "应收日期": day(2026, 7, 10), "应收金额": 11520}],
        },
        issues=(
            "! repaired 经营合同 E2",
            "! repaired 经营合同 R2",
            "! repaired 集体资产 B2",
            "! repaired 集体资产 E2",
            "× ten-thousand-yuan 集体资产 H2",
            "× not-a-date 集体资产 I2",
        ),
        lines={
            "assets": [
                "柳塘村-001,990121100201,村部门面房,商铺,120,村部一楼,出租发包,,185000.00,"
                "2019年10月"
            ],
            "contracts": [
                (
                    "柳塘〔2026〕合字第 5 号,门面房租赁合同,资产,柳塘村-001,990121100201-00,"
                    "租赁,陈*明,公开招标,120,"
                    "2026-06-01,,2026-06-20,2026-07-01,2029-06-30,,8.00,每平方米每月,11520.00,,"
                    "34560.00,2000"
                ),
            ],
            "schedule": ["柳塘〔2026〕合字第 5 号,2026-07-10,11520.00"],
        },
    ),
    NaiveCase(
        "complaints",
        "office",
        "2026-07",
        {
            "效能投诉": [
                {
                    "投诉编号": "1",
                    "渠道": "电话",
                    "收到日期": "2026.7.2",
                    "被投诉单位": "太平镇",
                    "类别": "超时办结",
                    "要点": "宅基地申请一个多月没有答复",
                    "办理方式": "转办",
                    "受理日期": day(2026, 7, 3),
                    "是否延长": "否",
                    "办结期限": day(2026, 8, 14),
                    "办结日期": "未办结",
                }
            ]
        },
        issues=(
            "× wrong-form 效能投诉 A2",
            "× not-a-choice 效能投诉 B2",
            "! repaired 效能投诉 C2",
            "! repaired 效能投诉 D2",
            "! repaired 效能投诉 K2",
        ),
        lines={
            "complaints": [
                "1,电话,2026-07-02,taiping,超时办结,宅基地申请一个多月没有答复,转办,"
                "2026-07-03,否,2026-08-14,,,,,"
            ]
        },
    ),
    NaiveCase(
        "village_affairs",
        "taiping",
        "2026q3",
        {
            "村务事项": [
                {
                    "事项编号": "柳塘〔2026〕7 号",
                    **_PLACE,
                    "公开项目": "工程建设",
                    "标题": "村内道路硬化",
                    "阶段": "计划",
                    "日期": day(2026, 7, 5),
                    "怎样决定": "村民代表会议",
                    "决定日期": day(2026, 6, 28),
                    "内容": "硬化进组路 600 米，预算 12 万元。",
                }
            ],
            "村级工程": [
                {
                    "工程编号": "GC1",
                    **_PLACE,
                    "村务事项": "柳塘〔2026〕7 号",
                    "工程名称": "村内道路硬化",
                    "预算": "12万元",
                    "发包方式": "比选",
                    "已付金额": 0,
                }
            ],
            "人员名单": [
                {
                    "名单编号": "临时救助〔2026〕7 号",
                    "序号": 1,
                    **_PLACE,
                    "名单名称": "2026 年 7 月临时救助名单",
                    "姓名": "王*兰",
                    "组别": "一组",
                    "证件号": "（不公开）",
                    "金额": "500元",
                    "公示起": day(2026, 7, 1),
                    "公示止": day(2026, 7, 7),
                }
            ],
        },
        issues=(
            "! repaired 人员名单 C2",
            "! repaired 人员名单 G2",
            "! repaired 人员名单 H2",
            "! repaired 村务事项 B2",
            "× wrong-form 村级工程 A2",
            "! repaired 村级工程 B2",
            "× ten-thousand-yuan 村级工程 E2",
        ),
        lines={
            "matters": [
                (
                    "柳塘〔2026〕7 号,990121100201,工程建设,村内道路硬化,计划,2026-07-05,"
                    "村民代表会议,2026-06-28,"
                    "硬化进组路 600 米，预算 12 万元。,"
                ),
            ],
            "projects": [
                "GC1,990121100201,柳塘〔2026〕7 号,村内道路硬化,120000.00,比选,,,,,,0.00,"
            ],
            "person_lists": [
                "临时救助〔2026〕7 号,1,990121100201,2026 年 7 月临时救助名单,王*兰,一组,,"
                "500,2026-07-01,2026-07-07"
            ],
        },
    ),
)
