"""Template, import and hand-back: what a clerk types arrives as typed, or comes back marked."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from clerks import HEADS, OTHER, ROW, book, descriptor, kind
from mingbai import workbook
from mingbai.issues import Issue, Rule, Severity
from mingbai.workbook import Imported

CSV = (
    "book_id,period,entry_no,date,summary,direction,amount,attachments,phone\n"
    "990121100201-00,2026-06,001,2026-06-03,收鱼塘租金,收入,1200.50,2,0826-1\n"
    "990121100201-00,2026-06,002,2026-06-05,付电费,支出,300.00,1,\n"
)


def imported(path: Path, root: Path, **more) -> Imported:
    options = {"title": "六月", "published": "2026-07-10", "approved_by": "某某", **more}
    return workbook.import_workbook(path, kind(), "taiping", "2026-06", root, **options)


def told(issues) -> list[tuple[str, str, int | None, str | None]]:
    return [(i.code, i.path, i.row, i.field) for i in issues]


def test_a_template_has_headings_notes_drop_downs_formats_and_a_guide():
    """Titles in the first row, frozen; a note with unit and example; lists; text for codes."""
    body = workbook.template(kind(), "2026-06", {})
    assert body == workbook.template(kind(), "2026-06", {})
    made = openpyxl.load_workbook(io.BytesIO(body))
    assert made.sheetnames == ["填写说明", "账目", "说明"]
    sheet = made["账目"]
    assert [cell.value for cell in sheet[1]] == HEADS
    assert sheet.freeze_panes == "A2"
    note = sheet["G1"].comment.text
    assert "单位：元" in note
    assert "例：1234.50" in note
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["D"].number_format == "yyyy-mm-dd"
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {"F2:F2001": '"收入,支出"'}


def test_a_filled_template_becomes_the_package(tmp_path):
    """Template, filled, imported: the CSV is exactly what was typed, the descriptor says who."""
    path = tmp_path / "六月.xlsx"
    workbook.write_template(kind(), "2026-06", path, {})
    made = openpyxl.load_workbook(path)
    for number, row in enumerate((ROW, OTHER), start=2):
        for column, value in enumerate(row, start=1):
            made["账目"].cell(number, column).value = value
    made.save(path)
    done = imported(path, tmp_path / "data")
    folder = tmp_path / "data" / "ledger" / "taiping" / "2026-06"
    assert done == Imported((), (), (folder / "entries.csv", folder / "datapackage.json"))
    assert (folder / "entries.csv").read_text("utf-8") == CSV
    document = descriptor(folder)
    [entries] = document.pop("resources")
    assert document == {
        "name": "ledger-taiping-2026-06",
        "title": "六月",
        "published": "2026-07-10",
        "approved_by": "某某",
    }
    assert (entries["name"], entries["path"], entries["rows"]) == ("entries", "entries.csv", 2)
    assert entries["digest"] == f"sha256:{hashlib.sha256(CSV.encode()).hexdigest()}"


def test_a_sheet_as_clerks_really_make_them(tmp_path):
    """Title rows, merged heads, other order, blank rows, a total, signatures: the data arrives."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "六月公开"
    sheet["A1"] = "太平镇柳塘村 2026 年 6 月账目"
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "单位：元"
    order = [2, 0, 1, 3, 4, 5, 6, 7, 8]
    for column, place in enumerate(order, start=1):
        sheet.cell(3, column, HEADS[place].replace("金额", "金 额（元）"))
        if column <= 5:
            sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    for number, row in ((5, ROW), (7, OTHER)):
        for column, place in enumerate(order, start=1):
            value = date.fromisoformat(row[3]) if place == 3 else row[place]
            sheet.cell(number, column, value)
    sheet["A8"] = "合 计"
    sheet["G8"] = "=SUM(G5:G7)"
    sheet.merge_cells("A8:F8")
    sheet["A10"] = "制表人：某某    审核：民主理财小组"
    made.save(tmp_path / "六月.xlsx")
    done = imported(tmp_path / "六月.xlsx", tmp_path / "data")
    assert told(done.issues) == [
        ("row-left-out", "六月.xlsx/六月公开", 8, None),
        ("row-left-out", "六月.xlsx/六月公开", 10, None),
    ]
    assert done.files[0].read_text("utf-8") == CSV


def test_safe_repairs_are_said_once_a_column_and_ten_thousands_are_asked(tmp_path):
    """Full-width, 2026.6.3, separators, blanks, 1.0 are read so; 万元 is one question."""
    heads = [*HEADS[:6], "金额（万元）", *HEADS[7:]]
    typed = [
        " 990121100201-００",
        "2026年6月",
        "００1",
        "2026.6.3",
        "收租 ",
        "收入",
        "1,200.5",
        "2.0",
    ]
    path = book(tmp_path / "六月.xlsx", [heads, typed])
    done = imported(path, tmp_path / "data")
    assert done.is_refused
    codes = [(i.code, i.severity.value) for i in done.issues]
    assert set(codes) == {("repaired", "warning"), ("ten-thousand-yuan", "error")}
    assert [code for code, _ in codes].count("ten-thousand-yuan") == 1
    assert [q.key for q in done.questions] == ["账目/金额（万元）/ten-thousand-yuan"]
    mended = [(r.cell, r.before, r.after, r.why) for r in done.repairs]
    assert mended == [
        ("A2", " 990121100201-００", "990121100201-00", ("前后多了空格", "全角字符")),
        ("B2", "2026年6月", "2026-06", ("日期写法",)),
        ("C2", "００1", "001", ("全角字符",)),
        ("D2", "2026.6.3", "2026-06-03", ("日期写法",)),
        ("E2", "收租 ", "收租", ("前后多了空格",)),
        ("G2", "1,200.5", "12005000.00", ("千分位逗号", "金额按万元换算")),
        ("H2", "2.0", "2", ("整数多了小数点",)),
    ]
    assert not (tmp_path / "data").exists()
    fixed = imported(path, tmp_path / "data", fix=True)
    assert {i.severity for i in fixed.issues} == {Severity.WARNING}
    answers = workbook.Answers(accepted={one.key for one in done.questions})
    again = imported(path, tmp_path / "other", answers=answers)
    assert (again.issues, again.repairs) == (fixed.issues, fixed.repairs)
    assert fixed.repairs == done.repairs
    assert fixed.files[0].read_text("utf-8").splitlines()[1] == (
        "990121100201-00,2026-06,001,2026-06-03,收租,收入,12005000.00,2,"
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("摘要", "１２号渠"),
        ("收支", "收 入"),
        ("金额", "12千元"),
        ("金额", "12吨"),
        ("日期", "26.6.3"),
        ("日期", "2026-6.3"),
        ("日期", "2026-02-30"),
        ("金额", "1,20.5"),
        ("金额", "壹佰"),
        ("月份", "2026.13"),
    ],
)
def test_what_could_mean_two_things_is_left_as_it_is(column, value, tmp_path):
    """Words, lists, units, two-digit years, impossible dates: no repair is proposed."""
    row = list(ROW)
    row[HEADS.index(column)] = value
    loaded = workbook.load(book(tmp_path / "a.xlsx", [HEADS, row]), kind().schemas)
    assert loaded.repairs == []
    assert value in next(csv.reader([loaded.csv["entries"].splitlines()[1]]))


def test_a_faulty_workbook_comes_back_marked_and_nothing_is_written(tmp_path):
    """The copy keeps every cell, colours, notes and lists the faulty ones; mended, it is taken."""
    bad = [*ROW]
    bad[HEADS.index("日期")] = "2026-02-30"
    bad[HEADS.index("摘要")] = "=HYPERLINK(1)"
    path = book(tmp_path / "六月.xlsx", [["太平镇"], HEADS, bad, OTHER])
    made = openpyxl.load_workbook(path)
    made["账目"]["E3"].data_type = "s"
    made.save(path)
    done = imported(path, tmp_path / "data")
    assert told(done.issues) == [("no-such-date", "六月.xlsx/账目", 3, "日期")]
    assert not (tmp_path / "data").exists()
    assert done.marked_copy == tmp_path / "六月-修改清单.xlsx"
    back = openpyxl.load_workbook(done.marked_copy)
    assert back.sheetnames == ["修改清单", "账目"]
    assert [cell.value for cell in back["账目"][3]] == bad
    marked = {c.coordinate for row in back["账目"] for c in row if c.comment is not None}
    assert marked == {"D3"}
    assert "2026-02-30" in back["账目"]["D3"].comment.text
    assert back["账目"]["D3"].fill.fgColor.rgb == "FFFFC9C4"
    row = [cell.value for cell in back["修改清单"][2]]
    assert row[1:4] == ["账目", "D3", "必须改"]
    assert row[6] == "no-such-date"
    back["账目"]["D3"].value = "2026-06-03"
    back.save(path)
    again = imported(path, tmp_path / "data")
    assert (again.issues, again.marked_copy) == ((), None)


def test_rules_of_the_whole_portal_are_said_in_the_workbook_s_words(tmp_path):
    """A rule given as `check` sees the new package among the old data; its issue names the cell."""
    old = tmp_path / "data" / "ledger" / "baiyang" / "2026-06"
    old.mkdir(parents=True)
    (old / "datapackage.json").write_text("{}", "utf-8")
    rule = Rule("wrong-balance", "余额不对", "{field}应为 {expected}，实为 {found}。", "重算。")
    seen: list[Path] = []

    def check(data: Path) -> list[Issue]:
        seen.extend(p.relative_to(data) for p in sorted(data.rglob("*")) if p.is_file())
        where = "ledger/taiping/2026-06/entries.csv"
        other = rule.issue("ledger/baiyang/2026-06/entries.csv", 2, "amount")
        return [rule.issue(where, 3, "amount", "300", "301"), other]

    path = book(tmp_path / "六月.xlsx", [["太平镇"], HEADS, ROW, [], OTHER])
    done = imported(path, tmp_path / "data", check=check)
    assert [str(p) for p in seen] == [
        "ledger/baiyang/2026-06/datapackage.json",
        "ledger/taiping/2026-06/datapackage.json",
        "ledger/taiping/2026-06/entries.csv",
    ]
    assert told(done.issues) == [("wrong-balance", "六月.xlsx/账目", 5, "金额")]
    assert done.issues[0].values["cell"] == "G5"
    assert done.files == ()
    assert not (tmp_path / "data" / "ledger" / "taiping").exists()


def test_a_table_that_does_not_come_and_attachments_stay(tmp_path):
    """The new tables stand; a table that the workbook has not is no table that was deleted."""
    folder = tmp_path / "data" / "ledger" / "taiping" / "2026-06"
    (folder / "attachments").mkdir(parents=True)
    (folder / "attachments" / "a.txt").write_text("凭证", "utf-8")
    (folder / "notes.csv").write_text("note_no,text\n1,旧\n", "utf-8")
    path = book(tmp_path / "六月.xlsx", [HEADS, ROW, OTHER])
    refused = imported(path, tmp_path / "data")
    assert [issue.code for issue in refused.issues] == ["already-there", "table-kept"]
    assert refused.files == ()
    replacing = workbook.Answers(is_replacing=True)
    done = imported(path, tmp_path / "data", answers=replacing)
    assert [one.words for one in done.changes] == ["账目：增加 2 行"]
    assert told(done.issues) == [("table-kept", "六月.xlsx", None, None)]
    assert sorted(p.name for p in folder.rglob("*")) == [
        "a.txt",
        "attachments",
        "datapackage.json",
        "entries.csv",
        "notes.csv",
    ]
    assert (folder / "notes.csv").read_text("utf-8") == "note_no,text\n1,旧\n"


@pytest.mark.parametrize(
    ("publisher", "period"), [("../x", "2026-06"), ("taiping", "../../y"), ("", "2026")]
)
def test_names_never_lead_out_of_the_data_folder(publisher, period, tmp_path):
    """A publisher or period that is no plain name is refused before any path is made."""
    path = book(tmp_path / "六月.xlsx", [HEADS, ROW])
    done = workbook.import_workbook(path, kind(), publisher, period, tmp_path / "data")
    assert done.is_refused
    assert {i.code for i in done.issues} <= {"bad-publisher-folder", "bad-period-folder"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["六月-修改清单.xlsx", "六月.xlsx"]
