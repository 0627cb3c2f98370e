"""What clerks really bring: every case with all that is said of it, and what is published."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

import clerk_cases as bring
import exports_of_platforms as platforms
from clerk_cases import (
    BILL,
    LEDGER,
    NAIVE,
    NUMBERS,
    WAN,
    ClerkCase,
    NaiveCase,
    cells,
    day,
    june,
    put,
    several,
)
from clerks import picture
from harness import data_folder
from mingbai import workbook
from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS, by_name
from mingbai.read import tables
from mingbai.workbook import Answers, Imported, Names, sound_rows
from months import PLACE, files, imported, typed, without_june

BOOKS = {
    "990121100201-00": "柳塘村",
    "990121100201-01": "柳塘村一组",
    "990121100202-00": "石桥村账本",
}
PLATFORM = "! export-read 收支明细"
WAN_KEYS = {
    text: f"账目/{text}/ten-thousand-yuan"
    for text in ("金额/万元", "金额【单位：人民币万元】", "金额 万元", "金额（万）")
}
CASES = (
    ClerkCase(
        "two-row-heading",
        june(bring.two_storeys),
        ("! export-read 科目余额",),
    ),
    ClerkCase(
        "two-row-heading-of-amounts",
        june(bring.storeys_of_amounts("2026年06期")),
        ("! export-read 科目余额",),
    ),
    ClerkCase(
        "two-row-heading-of-another-month",
        june(bring.storeys_of_amounts("202605")),
        ("× export-other-months 科目余额", "! export-read 科目余额"),
        is_refused=True,
    ),
    ClerkCase(
        "total-then-next-village",
        june(bring.subtotals),
        ("! row-left-out 账目 A8", "! row-left-out 账目 A10", "! row-left-out 账目 A13"),
    ),
    ClerkCase(
        "wan-heading",
        june(bring.in_wan),
        ("! ten-thousand-yuan-answered 账目 J2",),
        yes=(WAN,),
        before=("× ten-thousand-yuan 账目 J2",),
    ),
    *(
        ClerkCase(
            f"wan-{place}-{text}",
            june(bring.wan(**{place: text})),
            (f"! ten-thousand-yuan-answered 账目 J{3 if place != 'J1' else 2}",),
            yes=(WAN_KEYS.get(text, "账目/金额/ten-thousand-yuan"),),
            before=(f"× ten-thousand-yuan 账目 J{3 if place != 'J1' else 2}",),
        )
        for place, text in (
            ("J1", "金额/万元"),
            ("J1", "金额【单位：人民币万元】"),
            ("J1", "金额 万元"),
            ("J1", "金额（万）"),
            ("J0", "（万元）"),
            ("J2", "万元"),
        )
    ),
    ClerkCase(
        "wan-without-a-word",
        june(bring.wan_without_a_word),
        ("× likely-ten-thousand 账目 J3",),
        is_refused=True,
    ),
    ClerkCase(
        "totals-of",
        june(bring.totals_of),
        ("! row-left-out 账目 A8", "! row-left-out 账目 A12", "! row-left-out 账目 A13"),
    ),
    ClerkCase(
        "numbers-alone",
        june(bring.numbers_alone),
        ("× row-unclear 账目 A8",),
        is_refused=True,
    ),
    ClerkCase(
        "codes-in-another-form",
        june(
            several(
                cells(LEDGER, "账簿编号", lambda code: int(code.replace("-", ""))),
                cells(BILL, "账簿编号", lambda code: code.replace("-", "—")),
                cells(LEDGER, "公开项目", str.lower),
                put(LEDGER, F3="231一事一议资金", F4="2\n31"),
            )
        ),
        (
            "! repaired 公开单 A2",
            "! repaired 账目 A2",
            "! repaired 账目 G2",
            "! repaired 账目 F3",
            "! repaired 账目 F4",
        ),
    ),
    ClerkCase(
        "negative-brackets",
        june(put(LEDGER, J3="（236.00）", J4="-236", J5="(1,234.50)")),
        ("× below-zero 账目 J3", "× below-zero 账目 J4", "× below-zero 账目 J5"),
        is_refused=True,
    ),
    ClerkCase(
        "error",
        june(put(LEDGER, J3="#REF!", J4="#DIV/0!", K5="#N/A")),
        ("× error-cell 账目 J3", "× error-cell 账目 J4", "× error-cell 账目 K5"),
        is_refused=True,
    ),
    ClerkCase(
        "filtered-to-one-village",
        june(bring.filtered),
        ("× hidden-rows 公开单 A3", "× hidden-rows 账目 A8"),
        is_refused=True,
    ),
    ClerkCase(
        "hidden-above-a-total",
        june(bring.hidden_above_a_total),
        ("× hidden-rows 账目 A5", "! row-left-out 账目 A11"),
        is_refused=True,
    ),
    ClerkCase(
        "hidden-heading",
        june(bring.hidden_heading),
        ("× hidden-heading 账目 A1",),
        is_refused=True,
    ),
    ClerkCase(
        "total-and-opening",
        june(bring.total_and_opening),
        (
            "× wrong-opening 公开单 C3",
            "× wrong-closing 公开单 F3",
            "× wrong-balance 账目 K8",
            "! row-left-out 账目 A11",
            "× wrong-sheet-total 账目 J11",
        ),
        is_refused=True,
        is_checked=True,
    ),
    ClerkCase(
        "comments-and-own-colours",
        june(bring.her_marks),
        ("× chinese-number 账目 J3",),
        is_refused=True,
    ),
    ClerkCase(
        "header-note",
        june(put(LEDGER, J1="金额（千元）")),
        ("× wrong-unit 账目 J1",),
        is_refused=True,
    ),
    ClerkCase(
        "one-newline-wrong-row",
        june(put(LEDGER, H3="村北道路\n维修材料", H5="付\n电费", J5="贰佰")),
        ("! repaired 账目 H3", "× chinese-number 账目 J5"),
        is_refused=True,
    ),
    ClerkCase("ods", bring.ods),
    ClerkCase(
        "apostrophe",
        june(cells(LEDGER, "科目", lambda code: f"'{code}")),
        ("! repaired 账目 F2",),
    ),
    ClerkCase(
        "codes-as-numbers",
        june(several(cells(LEDGER, "科目", int), cells(LEDGER, "序号", int))),
        ("! numbers-as-text-answered 账目 C2", "! repaired 账目 F2"),
        yes=(NUMBERS,),
        before=("× numbers-as-text 账目 C2", "! repaired 账目 F2"),
    ),
    ClerkCase(
        "codes-dot-zero",
        june(cells(LEDGER, "科目", lambda code: f"{code}.0")),
        ("! repaired 账目 F2",),
    ),
    ClerkCase(
        "tab-suffixed-codes",
        june(cells(LEDGER, "账簿编号", lambda code: f"{code}\t")),
        ("! repaired 账目 A2",),
    ),
    ClerkCase(
        "spaces-in-names",
        june(several(put(LEDGER, M2="周　明远"), cells(LEDGER, "审批人", lambda name: f"{name} "))),
        ("! repaired 账目 M2", "! repaired 账目 O2"),
    ),
    ClerkCase(
        "same-person-hidden-by-space",
        june(put(LEDGER, O2="周　明远")),
        ("! repaired 账目 O2", "× same-person 账目 O2"),
        is_refused=True,
        is_checked=True,
    ),
    ClerkCase(
        "village-names",
        june(cells(LEDGER, "账簿编号", BOOKS.__getitem__)),
        ("! repaired 账目 A2",),
    ),
    ClerkCase("photo", bring.with_photo(picture), ("× chinese-number 账目 J3",), is_refused=True),
    ClerkCase(
        "platform-ledger",
        bring.exported(platforms.a_sheet_a_book),
        ("! export-read 余额表1", f"{PLATFORM}1", f"{PLATFORM}2", f"{PLATFORM}3"),
        given=platforms.ANSWERS,
        before=(
            *("× export-question",) * 7,
            "! export-read 余额表1",
            *(f"{PLATFORM}{number}" for number in (1, 2, 3)),
        ),
        unlike=("posted_from", "posted_to"),  # no platform knows when it hung on the wall
    ),
    ClerkCase(
        "platform-trial",
        bring.exported(bring.trial_alone),
        ("! export-read 科目余额表0",),
    ),
    ClerkCase(
        "placeholders-accepted",
        june(put(LEDGER, M2="无", N3="——", H4="同上", S5="-")),
        (
            "× placeholder 账目 M2",
            "× placeholder 账目 N3",
            "× ditto 账目 H4",
            "! repaired 账目 S5",
        ),
        is_refused=True,
    ),
    ClerkCase(
        "wrong-month-option",
        june(),
        ("× wrong-month-option",),
        is_refused=True,
        period="2026-07",
    ),
    ClerkCase(
        "voucher-date",
        june(put(LEDGER, E3=day(2026, 2, 1))),
        ("× code-as-number 账目 E3",),
        is_refused=True,
    ),
    ClerkCase(
        "partial-month-overwrites",
        june(bring.two_books_of_three),
        ("× already-there", "× expected-missing"),
        is_refused=True,
        is_checked=True,
        has_june=True,
    ),
    ClerkCase("prefilled-formula-rows", bring.prefilled, ("! rows-without-data 账目 A11",)),
    ClerkCase("SharedStrings-capital", bring.other_part_names),
    ClerkCase(
        "notes-column-pivot-sheet",
        june(bring.own_columns),
        ("! column-left-out 账目 T1", "! sheet-left-out 透视"),
    ),
    ClerkCase("heads-only", june(bring.heads_only), ("× nothing-filled-in",), is_refused=True),
    ClerkCase(
        "wps-gb18030",
        bring.wps_csv,
        ("! gb18030", "! table-kept"),
        has_june=True,
    ),
    ClerkCase(
        "csv-excel-touched",
        bring.excel_csv,
        (
            "! gb18030",
            "! table-kept",
            "! repaired entries B2",
            "! numbers-as-text-answered entries C2",
            "! repaired entries D2",
        ),
        yes=("entries/entry_no/numbers-as-text",),
        before=(
            "! gb18030",
            "! table-kept",
            "! repaired entries B2",
            "× numbers-as-text entries C2",
            "! repaired entries D2",
        ),
        has_june=True,
    ),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts of the fixture, June among them."""
    return data_folder(tmp_path_factory.mktemp("data"), "accounts")


@pytest.fixture(scope="module")
def before(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same before June came."""
    return without_june(root, tmp_path_factory.mktemp("before") / "data")


@pytest.fixture(scope="module")
def names(root: Path) -> Names:
    """What a workbook of the township may call things."""
    return workbook.names_for(root, KINDS, by_name("accounts"), "taiping", "2026-06")


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose offices publish guides, cases, complaints, holdings and village affairs."""
    others = ("accounts", "approvals", "completions", "complaints", "village_affairs")
    return data_folder(tmp_path_factory.mktemp("offices"), "holdings", others=others)


def said(issues: tuple[Issue, ...]) -> tuple[str, ...]:
    """All issues: `× code sheet cell`, `!` for a warning."""
    return tuple(
        " ".join(
            part
            for part in (
                "×" if one.severity is Severity.ERROR else "!",
                one.code,
                one.path.rpartition("/")[2] if "/" in one.path else "",
                one.values.get("cell", ""),
            )
            if part
        )
        for one in issues
    )


def taken(case: ClerkCase, path: Path, data: Path, names: Names, answers: Answers) -> Imported:
    """The import of a case's workbook."""
    kind = by_name("accounts")
    source = workbook.export_source(data, KINDS, kind, "taiping", case.period, names=names)
    if case.is_checked:
        return imported(data, path, case.period, answers=answers, exports=source)
    return workbook.import_workbook(
        path,
        kind,
        "taiping",
        case.period,
        data,
        published="2026-07-25",
        approved_by="演示",
        names=names,
        answers=answers,
        exports=source,
    )


def rows(file: Path, unlike: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The rows of a table, without some of its fields."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            {name: value for name, value in row.items() if name not in unlike}
            for row in csv.DictReader(lines)
        ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_workbook_comes_to_what_it_must(
    case: ClerkCase, root: Path, before: Path, names: Names, tmp_path: Path
) -> None:
    """All that is said, and nothing else; then June as it was typed, or not a byte of it."""
    data = tmp_path / "data"
    shutil.copytree(root if case.has_june else before, data)
    was, path = files(data), case.make(root, tmp_path)
    if case.before:
        first = taken(case, path, data, names, Answers())
        assert (said(first.issues), first.files) == (case.before, ())
        assert set(case.yes) <= {question.key for question in first.questions}
    done = taken(case, path, data, names, Answers(accepted=case.yes, given=case.given))
    assert said(done.issues) == case.issues
    assert done.is_refused == case.is_refused
    if case.is_refused:
        assert files(data) == was
        return
    for table in ("sheets", "entries", "trial_balances"):
        file = f"{PLACE}/{table}.csv"
        assert rows(data / file, case.unlike) == rows(root / file, case.unlike)


@pytest.mark.parametrize("case", NAIVE, ids=lambda case: case.kind)
def test_who_has_nothing_but_the_notes_is_understood(
    case: NaiveCase, offices: Path, tmp_path: Path
) -> None:
    """Names for codes, numbers of documents as printed, units in cells; the rest at its cell."""
    kind = by_name(case.kind)
    data = Path(shutil.copytree(offices, tmp_path / "data"))
    names = workbook.names_for(data, KINDS, kind, case.publisher, case.period)
    path = bring.filled_in(case, tmp_path / "表.xlsx")
    loaded = workbook.load(path, kind.schemas, names=names)
    lines = {table: text.splitlines()[1:] for table, text in loaded.csv.items()}
    assert lines == case.lines
    done = workbook.import_workbook(
        path,
        kind,
        case.publisher,
        case.period,
        data,
        published="2026-08-10",
        approved_by="演示",
        names=names,
    )
    assert said(done.issues) == case.issues
    assert done.is_refused == any(one.startswith("×") for one in case.issues)


def test_what_she_put_into_her_workbook_is_there_after_two_rounds(
    root: Path, before: Path, names: Names, tmp_path: Path
) -> None:
    """Her colour and comment stay, ours come and go with the fault."""
    case = next(case for case in CASES if case.name == "comments-and-own-colours")
    path = case.make(root, tmp_path)
    for _ in range(2):
        copy = taken(case, path, before, names, Answers()).marked_copy
        assert copy is not None
        sheet = openpyxl.load_workbook(copy)[LEDGER]
        assert sheet["H2"].fill.fgColor.rgb == "FF92D050"
        note = sheet["J3"].comment
        assert note is not None
        assert note.text.count("票据丢了一张") == 1
        path = copy
    mended = tmp_path / "改好.xlsx"
    made = openpyxl.load_workbook(copy)
    made[LEDGER]["J3"].value = 2860
    made.save(mended)
    shutil.copytree(before, tmp_path / "data")
    done = taken(case, mended, tmp_path / "data", names, Answers())
    assert said(done.issues) == ()


def test_the_note_of_a_heading_that_was_marked_stays(
    root: Path, before: Path, names: Names, tmp_path: Path
) -> None:
    """金额（千元）was marked; mended, the heading has the form's own note and nothing of ours."""

    def noted(made: openpyxl.Workbook) -> None:
        made[LEDGER]["J1"].comment = Comment("这一笔的金额，元", "明白")
        made[LEDGER]["J1"].value = "金额（千元）"
        made[LEDGER]["J3"].value = "贰佰"

    case = next(case for case in CASES if case.name == "header-note")
    path = typed(root / PLACE, tmp_path / "六月.xlsx", noted)
    copy = taken(case, path, before, names, Answers()).marked_copy
    assert copy is not None
    made = openpyxl.load_workbook(copy)
    made[LEDGER]["J1"].value = "金额"
    made.save(path)
    again = taken(case, path, before, names, Answers()).marked_copy
    assert again is not None
    note = openpyxl.load_workbook(again)[LEDGER]["J1"].comment
    assert note is not None
    assert "这一笔的金额，元" in note.text
    assert "单位" not in note.text


def test_a_photograph_is_in_the_marked_copy(
    root: Path, before: Path, names: Names, tmp_path: Path
) -> None:
    """The receipt that she laid on a cell comes back with the marks, to the byte."""
    case = next(case for case in CASES if case.name == "photo")
    copy = taken(case, case.make(root, tmp_path), before, names, Answers()).marked_copy
    assert copy is not None
    [image] = openpyxl.load_workbook(copy)[LEDGER]._images
    assert image.ref.getvalue() == picture()


def test_what_hangs_on_a_faulty_row_is_not_faulty_too(offices: Path, tmp_path: Path) -> None:
    """An asset with a bad date: its contract and the contract's instalments wait with it."""
    case = next(case for case in NAIVE if case.kind == "holdings")
    schemas = by_name("holdings").schemas
    names = workbook.names_for(offices, KINDS, by_name("holdings"), "taiping", "2026q3")
    loaded = workbook.load(bring.filled_in(case, tmp_path / "表.xlsx"), schemas, names=names)
    rule = next(rule for rule in tables.RULES if rule.code == "not-a-date")
    fault = rule.issue("表.xlsx/集体资产", 2, "取得日期", cell="I2")
    assert sound_rows.without_faulty(loaded, [fault], schemas) is None


def test_a_number_that_stands_twice_is_told_with_the_rows_of_her_sheet(
    root: Path, before: Path, names: Names, tmp_path: Path
) -> None:
    """Below a row of titles lines and rows differ; the row that has it too is one of her sheet."""

    def twice(made: openpyxl.Workbook) -> None:
        made[LEDGER]["C5"].value = "001"
        made[LEDGER].insert_rows(1)
        made[LEDGER]["A1"].value = "太平镇 2026 年 6 月收支"

    case = ClerkCase("twice", june(twice))
    path = case.make(root, tmp_path)
    done = taken(case, path, before, names, Answers())
    assert {(one.row, one.expected) for one in done.issues if one.code == "duplicate-key"} == {
        (3, "六月.xlsx/账目:6"),
        (6, "六月.xlsx/账目:3"),
    }
