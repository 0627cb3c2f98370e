"""Cells that lost what was typed, heads, totals, hidden parts: refused or said, never guessed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from clerks import HEADS, OTHER, ROW, book, kind
from mingbai import workbook
from mingbai.schema import parse
from mingbai.workbook import sheets
from mingbai.workbook.repairs import read
from mingbai.workbook.sheets import Cell, Stored


def loaded(path: Path):
    return workbook.load(path, kind().schemas)


def told(path: Path) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(i.code, i.row, i.field, i.found) for i in loaded(path).issues]


def row(**changes) -> list:
    return [changes.get(head, value) for head, value in zip(HEADS, ROW, strict=True)]


def test_formulas_use_what_was_saved_and_say_so(tmp_path):
    """A formula's saved value is taken with a warning; without one, or with an error, refused."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("账目")
        for column, (head, value) in enumerate(zip(HEADS, ROW, strict=True)):
            sheet.write(0, column, head)
            sheet.write(1, column, value)
            sheet.write(2, column, value)
        sheet.write_formula("G2", "=1200+0.5", None, 1200.5)
        sheet.write_formula("G3", "=1/0", None, "#DIV/0!")
    assert told(path) == [
        ("error-cell", 3, "金额", "#DIV/0!"),
        ("formula-cell", 2, "金额", "1200.5"),
    ]
    path = book(tmp_path / "b.xlsx", [HEADS, row(金额="=1+1")])
    assert told(path) == [("formula-not-computed", 2, "金额", "")]


def test_hidden_sheets_and_columns_of_her_own_are_left_out_and_hidden_rows_refused(tmp_path):
    """What nobody sees is not published; a row with data that is not shown is never dropped."""
    path = book(tmp_path / "a.xlsx", [[*HEADS, "密"], [*ROW, "x"], [*OTHER, "y"]])
    made = openpyxl.load_workbook(path)
    made["账目"].row_dimensions[3].hidden = True
    made["账目"].column_dimensions["J"].hidden = True
    made.create_sheet("存档").append(["张三", "11010519491231002X"])
    made["存档"].sheet_state = "veryHidden"
    made.save(path)
    assert told(path) == [
        ("hidden-content", None, None, "J 列"),
        ("hidden-rows", 3, None, "1 行（第 3 行）"),
        ("hidden-content", None, None, "工作表"),
    ]
    assert len(loaded(path).csv["entries"].splitlines()) == 2
    assert not loaded(path).is_whole


def test_macros_and_external_links_are_said(tmp_path):
    """A workbook with macros or links to other files is read without them, with a warning."""
    body = io.BytesIO(book(tmp_path / "a.xlsx", [HEADS, ROW]).read_bytes())
    with zipfile.ZipFile(body, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<a/>")
    (tmp_path / "b.xlsm").write_bytes(body.getvalue())
    assert told(tmp_path / "b.xlsm") == [
        ("workbook-macros", None, None, "宏"),
        ("workbook-macros", None, None, "外部链接"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("账簿编号", 990121100201, "990121100201"),
        ("账簿编号", 4.41381001001e11, "441381001001"),
        ("序号", date(2026, 1, 2), "2026-01-02"),
        ("电话", 8262345678, "8262345678"),
        ("账簿编号", 110105194912310021, "110105194912310000"),
    ],
)
def test_a_code_that_became_a_number_is_refused_with_its_cell(column, value, shown, tmp_path):
    """Lost zeros and digits are never guessed back: the cell is named, to be typed again."""
    path = book(tmp_path / "a.xlsx", [HEADS, row(**{column: value})])
    (issue,) = loaded(path).issues
    assert (issue.code, issue.row, issue.field, issue.found) == (
        "code-as-number",
        2,
        column,
        shown,
    )
    assert issue.values["cell"][1:] == "2"


def test_numbers_where_dates_belong_and_dates_where_numbers_belong(tmp_path):
    """46023 is no date, a time of day is none, 2026.1 is no month; a date is no amount."""
    cases = {
        "日期": (46023, datetime.fromisoformat("2026-06-03T12:30")),
        "月份": (2026.1, date(2026, 6, 2)),
        "金额": (date(2026, 1, 2),),
        "附件": (datetime.fromisoformat("2026-01-02"),),
    }
    for column, values in cases.items():
        for value in values:
            path = book(tmp_path / "a.xlsx", [HEADS, row(**{column: value})])
            expected = "date-as-number" if column in ("金额", "附件") else "number-as-date"
            assert [(i.code, i.field) for i in loaded(path).issues] == [(expected, column)]


def test_both_epochs_and_what_excel_makes_of_a_month(tmp_path):
    """Dates of 1900 and 1904 workbooks are right; a month that became its first day is mended."""
    for is_1904 in (False, True):
        path = tmp_path / f"{is_1904}.xlsx"
        with xlsxwriter.Workbook(path, {"date_1904": is_1904}) as made:
            sheet = made.add_worksheet("账目")
            day = made.add_format({"num_format": "yyyy-mm-dd"})
            for column, (head, value) in enumerate(zip(HEADS, ROW, strict=True)):
                sheet.write(0, column, head)
                sheet.write(1, column, value)
            sheet.write_datetime(1, 3, datetime.fromisoformat("2026-06-03"), day)
            sheet.write_datetime(1, 1, datetime.fromisoformat("2026-06-01"), day)
        result = loaded(path)
        assert [(r.before, r.after) for r in result.repairs] == [("2026-06-01", "2026-06")]
        assert result.csv["entries"].splitlines()[1].split(",")[3] == "2026-06-03"
    assert sheets.serial_date(60, is_1904=False) is None
    assert sheets.serial_date(61, is_1904=False) == "1900-03-01"
    assert sheets.serial_date(0, is_1904=True) == "1904-01-01"


def test_a_percentage_is_no_amount(tmp_path):
    """65 % is stored as 0.65: which of the two was meant is not guessed."""
    path = book(tmp_path / "a.xlsx", [HEADS, row(金额=0.65)])
    made = openpyxl.load_workbook(path)
    made["账目"]["G2"].number_format = "0.0%"
    made.save(path)
    assert told(path) == [("date-as-number", 2, "金额", "0.65")]


def test_headings_are_exact_and_all_there(tmp_path):
    """An unknown, doubled, missing or absent heading, and a foreign unit, are named by cell."""
    path = book(tmp_path / "a.xlsx", [[*HEADS, "经手", "摘要", None], [*ROW, "张", "x", "y"]])
    assert told(path) == [
        ("column-left-out", 1, None, "经手"),
        ("duplicate-column", 1, None, "摘要"),
        ("nameless-column", 2, None, "y"),
    ]
    path = book(tmp_path / "b.xlsx", [HEADS[:6], ROW[:6]])
    assert told(path) == [("missing-column", 1, "金额", "金额")]
    heads = [*HEADS[:6], "金额（千元）", *HEADS[7:]]
    assert told(book(tmp_path / "c.xlsx", [heads, ROW])) == [
        ("wrong-unit", 1, None, "金额（千元）")
    ]
    rows = [["2026 年 6 月", "", "单位：万元"], HEADS, ROW]
    assert loaded(book(tmp_path / "d.xlsx", rows)).repairs[0].after == "12005000.00"


def test_merged_cells_below_the_heads_are_refused(tmp_path):
    """A merged cell in the data belongs to no single row."""
    path = book(tmp_path / "a.xlsx", [HEADS, ROW, OTHER])
    made = openpyxl.load_workbook(path)
    made["账目"].merge_cells("E2:E3")
    made.save(path)
    assert told(path)[0] == ("merged-cells", 2, None, None)


def test_totals_must_hold_and_only_a_grand_total_ends_the_data(tmp_path):
    """A 合计 counts the rows above it, and more may follow; below 总计 nothing is dropped."""
    total = ["合计", None, None, None, None, None, 1500, 3, None]
    path = book(tmp_path / "a.xlsx", [HEADS, ROW, OTHER, total, OTHER])
    assert told(path) == [
        ("row-left-out", 4, None, "合计 1500 3"),
        ("wrong-sheet-total", 4, "金额", "1500.00"),
    ]
    assert loaded(path).issues[1].expected == "1500.50"
    assert len(loaded(path).csv["entries"].splitlines()) == 4
    right = ["小计", None, None, None, None, None, 1500.5, 3, None]
    own = ["小计", None, None, None, None, None, 300, 1, None]
    every = ["总计", None, None, None, None, None, 1800.5, 4, None]
    path = book(tmp_path / "b.xlsx", [HEADS, ROW, OTHER, right, OTHER, own, every])
    assert {code for code, *_ in told(path)} == {"row-left-out"}
    path = book(tmp_path / "c.xlsx", [HEADS, ROW, OTHER, ["总计", *right[1:]], OTHER])
    shown = " ".join(str(value) for value in OTHER if value is not None)
    assert ("row-after-total", 5, None, shown) in told(path)


def test_sheets_nobody_knows_and_books_with_none(tmp_path):
    """A sheet of her own is left out and said, several of one table are joined, none is said."""
    path = book(tmp_path / "a.xlsx", [HEADS, ROW], title="柳塘村")
    made = openpyxl.load_workbook(path)
    for line in (HEADS, OTHER):
        made.create_sheet("石桥村") if "石桥村" not in made.sheetnames else None
        made["石桥村"].append(line)
    made.create_sheet("随手记").append(["x", "y"])
    made.save(path)
    assert told(path) == [("sheet-left-out", None, None, "随手记")]
    assert loaded(path).is_whole
    path = book(tmp_path / "c.xlsx", [["x", "y"]], title="随手记")
    assert told(path) == [("unknown-sheet", None, None, "随手记")]
    path = book(tmp_path / "d.xlsx", [HEADS, ROW])
    made = openpyxl.load_workbook(path)
    made.create_sheet("账目二").append(["日期", "摘要", "钱数"])
    made.save(path)
    assert told(path) == [("unknown-sheet", None, None, "账目二")]
    path = tmp_path / "a.xlsx"
    assert len(loaded(path).csv["entries"].splitlines()) == 3
    assert told(book(tmp_path / "b.xlsx", [])) == [("no-sheet", None, None, None)]


def test_a_counting_column_and_repeated_heads_are_left_out(tmp_path):
    """编号 1, 2, … and the heads of a second printed page are no data, and said."""
    rows = [["编号", *HEADS], [1, *ROW], ["编号", *HEADS], [2, *OTHER]]
    path = book(tmp_path / "a.xlsx", rows)
    codes = [(i.code, i.row) for i in loaded(path).issues]
    assert codes == [("row-left-out", 1), ("row-left-out", 3)]
    assert len(loaded(path).csv["entries"].splitlines()) == 3


@given(
    stored=st.sampled_from(list(Stored)),
    text=st.one_of(
        st.text(max_size=20), st.from_regex(r"[0-9０-９,.年月日/-]{1,12}", fullmatch=True)
    ),
    type_=st.sampled_from(["string", "date", "yearmonth", "year", "integer", "number", "boolean"]),
    unit=st.sampled_from(["", "元"]),
)
def test_any_cell_is_read_or_refused(stored, text, type_, unit):
    """Whatever a cell holds: a text, what was mended or asked, or a fault, never an exception."""
    raw = {
        "name": "a",
        "title": "甲",
        "title_en": "A",
        "description": "",
        "type": type_,
        "unit": unit,
    }
    (field,) = parse("t", {"title": "", "title_en": "", "description": "", "fields": [raw]}).fields
    number = stored in (Stored.NUMBER, Stored.PERCENT)
    text = {Stored.NOTHING: "", Stored.NUMBER: "12.5", Stored.PERCENT: "12.5"}.get(stored, text)
    reading = read(Cell(stored, text), field, 10_000)
    assert reading.fault is None or not reading.why
    told = reading.why or reading.fault or reading.question
    assert told or number or reading.text == text
