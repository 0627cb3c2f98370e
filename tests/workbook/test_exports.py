"""What platforms export goes in without retyping: equal to what was typed, or asked, or refused."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

import exports_of_platforms as platforms
from exports_of_platforms import ANSWERS
from harness import ROOT, data_folder
from mingbai import workbook
from mingbai.cli import app
from mingbai.cli.language import english, t
from mingbai.issues import Severity
from mingbai.kinds import KINDS, by_name
from mingbai.sentences import Sentence
from mingbai.workbook import Answers, Imported
from months import PLACE, imported, without_june

FILES = Path(__file__).parent / "files"
WAN = {"单位/收支明细/万元": "对"}
Layout = Callable[[Path, Path], Path]
LAYOUTS = (
    platforms.a_sheet_a_book,
    platforms.one_sheet_with_titles,
    platforms.book_in_a_column,
    platforms.in_ten_thousands,
    platforms.amount_and_direction,
)
# What platforms do not know, and we have typed: when the sheet hung on the wall.
_NOT_EXPORTED = ("posted_from", "posted_to")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts of the fixture, June among them."""
    return data_folder(tmp_path_factory.mktemp("data"), "accounts")


@pytest.fixture
def root(data: Path, tmp_path: Path) -> Path:
    """The same without June, in a folder of its own."""
    return without_june(data, tmp_path / "new")


def take(
    root: Path, path: Path, given: Mapping[str, str] = ANSWERS, *, is_checked: bool = False
) -> Imported:
    """The import of an exported workbook, with answers; is_checked: by the rules of the portal."""
    kind = by_name("accounts")
    names = workbook.names_for(root, KINDS, kind, "taiping", "2026-06")
    source = workbook.export_source(root, KINDS, kind, "taiping", "2026-06", names=names)
    answers = Answers(given=given)
    if is_checked:
        return imported(root, path, answers=answers, exports=source)
    return workbook.import_workbook(
        path,
        kind,
        "taiping",
        "2026-06",
        root,
        published="2026-07-25",
        approved_by="演示",
        names=names,
        answers=answers,
        exports=source,
    )


def errors(done: Imported) -> list[tuple[str, str]]:
    """(code, cell) of every error."""
    return [
        (one.code, one.values.get("cell", ""))
        for one in done.issues
        if one.severity is Severity.ERROR
    ]


def words(done: Imported, code: str) -> list[str]:
    """The sentences of one code."""
    return [
        one.message.format(found=one.found, expected=one.expected, field=one.field, **one.values)
        for one in done.issues
        if one.code == code
    ]


def rows(package: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table of a package, without what no platform knows, vouchers in one form."""
    found = platforms.rows_of(package / f"{table}.csv")
    for row in found:
        for name in _NOT_EXPORTED:
            row.pop(name, None)
        if "voucher_no" in row:
            row["voucher_no"] = row["voucher_no"].replace("-", "")
    return found


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_an_exported_month_is_what_was_typed(
    layout: Layout, data: Path, root: Path, tmp_path: Path
) -> None:
    """Headings, storeys, order, book and units differ; entries, statements and funds do not."""
    has_balances = layout is platforms.a_sheet_a_book
    path = layout(data / PLACE, tmp_path / "六月.xlsx")
    done = take(root, path, ANSWERS | WAN, is_checked=has_balances)
    assert errors(done) == []
    tables = ["entries", "sheets", "funds"]
    if has_balances:
        tables.append("trial_balances")
    for table in tables:
        assert rows(root / PLACE, table) == rows(data / PLACE, table)


def test_what_is_open_is_asked_once_a_subject_and_nothing_is_imported(
    data: Path, root: Path, tmp_path: Path
) -> None:
    """Nine entries, five subjects, one opinion and its day: seven questions, no package."""
    path = platforms.a_sheet_a_book(data / PLACE, tmp_path / "六月.xlsx")
    done = take(root, path, {})
    keys = [one.key for one in done.questions]
    assert sorted(keys) == [
        "公开项目/231 一事一议资金/支出",
        "公开项目/501 经营收入/收入",
        "公开项目/503 补助收入/收入",
        "公开项目/513 管理费用/支出",
        "公开项目/514 公益支出/支出",
        "审核日期/2026-06",
        "理财小组意见/2026-06",
    ]
    assert [code for code, _ in errors(done)] == ["export-question"] * 7
    assert not (root / PLACE).exists()
    assert not (root / "registry" / "layouts").exists()
    asked = next(one for one in done.questions if one.key.startswith("公开项目/513"))
    assert asked.text == "科目“513 管理费用”的支出，公开在哪一项？"
    assert [choice.value for choice in asked.choices] == ["F3.2", "F3.3", "F3.4"]


def test_answers_are_kept_beside_the_registry_and_not_asked_again(
    data: Path, root: Path, tmp_path: Path
) -> None:
    """What holds for later months is in the file, what is of the month is not; data stay sound."""
    path = platforms.a_sheet_a_book(data / PLACE, tmp_path / "六月.xlsx")
    take(root, path)
    file = root / "registry" / "layouts" / "accounts-taiping.json"
    kept = json.loads(file.read_text("utf-8"))
    assert (kept["kind"], kept["publisher"], kept["format"]) == ("accounts", "taiping", 1)
    assert {one["key"]: one["answer"] for one in kept["answers"]} == {
        key: answer for key, answer in ANSWERS.items() if key.startswith("公开项目")
    }
    shutil.rmtree(root / PLACE)
    month = {key: answer for key, answer in ANSWERS.items() if not key.startswith("公开项目")}
    was = file.read_bytes()
    done = take(root, path, month)
    assert errors(done) == []
    assert done.files
    assert file.read_bytes() == was


def test_a_damaged_file_of_answers_is_said(data: Path, root: Path, tmp_path: Path) -> None:
    """Nothing is guessed from half a file, and it is not written over."""
    file = root / "registry" / "layouts" / "accounts-taiping.json"
    file.parent.mkdir()
    file.write_text('{"format": 1, "answers": [', "utf-8")
    done = take(root, platforms.a_sheet_a_book(data / PLACE, tmp_path / "六月.xlsx"))
    assert errors(done) == [("layout-broken", "")]
    assert file.read_text("utf-8") == '{"format": 1, "answers": ['


def test_an_answer_that_is_no_answer_stays_a_question(
    data: Path, root: Path, tmp_path: Path
) -> None:
    """An item of the other direction is not taken, and it is said why the question is open."""
    path = platforms.a_sheet_a_book(data / PLACE, tmp_path / "六月.xlsx")
    done = take(root, path, ANSWERS | {"公开项目/514 公益支出/支出": "F2.1"})
    assert [code for code, _ in errors(done)] == ["export-question"]
    assert words(done, "export-question") == [
        "科目“514 公益支出”的支出，公开在哪一项？（“F2.1”不能这样回答）"
    ]


Edit = Callable[[openpyxl.Workbook], object]


def edited(data: Path, path: Path, edit: Edit, layout: Layout = platforms.a_sheet_a_book) -> Path:
    """An exported workbook, changed."""
    made = openpyxl.load_workbook(layout(data / PLACE, path))
    edit(made)
    made.save(path)
    return path


def ledger(made: openpyxl.Workbook) -> Worksheet:
    """The sheet of the village's ledger: rows 5 to 10 are its entries, 11 and 12 totals."""
    sheet = made["收支明细1"]
    assert isinstance(sheet, Worksheet)
    return sheet


def _set(cell: str, value: Any) -> Edit:
    def edit(made: openpyxl.Workbook) -> None:
        ledger(made)[cell] = value

    return edit


def _rename(made: openpyxl.Workbook) -> None:
    sheet = ledger(made)
    for row in range(5, 11):
        if sheet.cell(row, 4).value == "513":
            sheet.cell(row, 5).value = "村级组织运转支出"


def _hide(made: openpyxl.Workbook) -> None:
    ledger(made).row_dimensions[7].hidden = True


def _drop(made: openpyxl.Workbook) -> None:
    ledger(made).delete_rows(7)


def _again(made: openpyxl.Workbook) -> None:
    made.copy_worksheet(ledger(made))


def _other_book(made: openpyxl.Workbook) -> None:
    sheet = ledger(made)
    sheet.insert_rows(9)
    sheet["A9"] = "柳塘村第二小组"


FAULTS: Mapping[str, tuple[Edit, list[tuple[str, str]], str]] = {
    "balance": (_set("I7", 22678.70), [("export-balance", "I7"), ("export-balance", "I8")], ""),
    "total": (_set("G11", 9700), [("export-total", "G11")], ""),
    "year": (_set("H12", 31943.35), [("export-total", "H12")], ""),
    "opening": (
        _set("I4", 21158.70),
        [("export-balance", "I5"), ("export-opening", "")],
        "柳塘村账本的期初是 21158.70，上月公开的期末是 21158.77。",
    ),
    "lost row": (
        _drop,
        [
            ("export-balance", "I7"),
            ("export-total", "H10"),
            ("export-total", "H11"),
        ],
        "",
    ),
    "hidden row": (_hide, [("hidden-rows", "A7")], ""),
    "other month": (_set("B6", "2026-05-31"), [("export-other-months", "")], ""),
    "title of May": (_set("A2", "2026年5月"), [("export-other-months", "")], ""),
    "no date": (_set("B6", "六月八日"), [("export-date", "B6")], ""),
    "words for an amount": (_set("H6", "见附件"), [("export-amount", "H6")], ""),
    "a third of a 分": (_set("H6", 2860.333), [("export-amount", "H6")], ""),
    "both sides": (_set("G6", 1), [("export-both-sides", "A6"), ("export-question", "")], ""),
    "error": (_set("H6", "#REF!"), [("error-cell", "H6")], ""),
    "twice": (_again, [("export-twice", ""), ("export-twice", "")], ""),
    "subject of another name": (
        _rename,
        [("export-question", "")],
        "“513 村级组织运转支出”是会计科目表里的哪一个科目？（科目表里 513 是“管理费用”）",
    ),
    "words of another book": (
        _other_book,
        [("export-question", "")],
        "“柳塘村第二小组”是哪一本账？",
    ),
    "book of no name": (
        _set("A1", "柳塘联合社收支明细表"),
        [("export-question", "")],
        "“柳塘联合社”是哪一本账？",
    ),
    "column of amounts": (
        _set("Q3", "冲减"),
        [("export-question", "")],
        "“收支明细”里的“冲减”一栏是什么？",
    ),
}


def _with_numbers(made: openpyxl.Workbook) -> None:
    sheet = ledger(made)
    if sheet["Q3"].value == "冲减":
        sheet["Q6"] = 12.5


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_that_differs_goes_through_in_silence(
    name: str, data: Path, root: Path, tmp_path: Path
) -> None:
    """A balance, a total, a row, a title, a name that is not as it must be: an error there."""
    edit, expected, sentence = FAULTS[name]

    def both(made: openpyxl.Workbook) -> None:
        edit(made)
        _with_numbers(made)

    done = take(root, edited(data, tmp_path / "六月.xlsx", both))
    assert sorted(errors(done)) == sorted(expected)
    if sentence:
        assert sentence in [text for code, _ in expected for text in words(done, code)]
    assert not (root / PLACE).exists()


def test_red_ink_becomes_a_line_on_the_other_side(data: Path, root: Path, tmp_path: Path) -> None:
    """-236 in the column of expenses: an income of 236 with the voucher that it takes back."""

    def edit(made: openpyxl.Workbook) -> None:
        sheet = ledger(made)
        sheet["H9"] = "(516.00)"
        for cell, change in (("I9", 1032), ("I10", 1032), ("I11", 1032), ("I12", 1032)):
            sheet[cell] = sheet[cell].value + change
        for cell in ("H11", "H12"):
            sheet[cell] = sheet[cell].value - 1032
        made.remove(made["余额表1"])

    path = edited(data, tmp_path / "六月.xlsx", edit)
    done = take(root, path)
    key = "红字/990121100201-00/2026-06/记05/9"
    assert [one.text for one in done.questions if one.key == key] == [
        "柳塘村账本 F9“村委会办公室水费、电费”是红字支出 -516.00："
        "记成收入 516.00，冲销的是哪一号凭证？"
    ]
    more = {
        key: "记04",
        "公开项目/513 管理费用/收入": "F2.11",
        "本年累计/990121100201-00/2026-06/红字": "对",
    }
    done = take(root, path, ANSWERS | more)
    assert [one for one in errors(done) if one[0].startswith("export")] == []
    made = rows(root / PLACE, "entries")[4]
    assert [made[name] for name in ("direction", "amount", "balance", "note")] == [
        "收入",
        "516.00",
        "26794.77",
        "冲销 记04 号凭证",
    ]


def test_vouchers_with_both_sides_are_no_ledger(data: Path, root: Path, tmp_path: Path) -> None:
    """A journal of double entries would count every yuan twice: refused, with what to export."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"])
    sheet.append(["2026-06-03", "记-1", "收租金", "102", "银行存款", 6000, None])
    sheet.append(["2026-06-03", "记-1", "收租金", "501", "经营收入", None, 6000])
    sheet.title = "柳塘村"
    made.save(tmp_path / "序时账.xlsx")
    done = take(root, tmp_path / "序时账.xlsx")
    assert errors(done) == [("export-voucher-lines", "")]
    del data


def test_debit_and_credit_without_balances_are_asked_about(root: Path, tmp_path: Path) -> None:
    """Nothing proves which side came in: the clerk says it once, and no is an answer too."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["核算单位：柳塘村一组"])
    sheet.append(
        ["日期", "凭证号", "摘要", "科目", "借方金额", "贷方金额", "经手人", "审批人", "附件"]
    )
    sheet.append(["6月18日", "记01", "水泵修理", "514", None, 320, "柳小满", "柳长庚", "1张"])
    made.save(tmp_path / "六月.xlsx")
    done = take(root, tmp_path / "六月.xlsx")
    assert "收支明细里，借方是收入、贷方是支出，对吗？" in words(done, "export-question")
    done = take(root, tmp_path / "六月.xlsx", ANSWERS | {"借贷/收支明细": "不对"})
    assert ("export-missing-column", "") in errors(done)


def test_signatures_of_last_month_are_one_question(root: Path, data: Path, tmp_path: Path) -> None:
    """Without 审批人 and 附件 in the export: one question for all books, one for the papers."""

    def edit(made: openpyxl.Workbook) -> None:
        for sheet in made.worksheets:
            if sheet.title.startswith("收支"):
                for column in (14, 13):
                    sheet.delete_cols(column)

    path = edited(data, tmp_path / "六月.xlsx", edit)
    done = take(root, path)
    open_ = [one.text for one in done.questions if not one.answer]
    assert open_ == [
        "导出的表里没有审批人。照 2026-05 公开的填，对吗？"
        "柳塘村账本 柳成荫、柳塘村一组账本 柳长庚、石桥村账本 石向阳",
        "导出的表里没有“附件张数”。每一笔都填几张？（不一样的，在平台里选上这一栏重新导出）",
    ]
    done = take(root, path, ANSWERS | {"审批人/照2026-05": "对", "附件张数": "1"})
    assert errors(done) == []
    approvers = [row["approver"] for row in rows(root / PLACE, "entries")]
    assert approvers == [row["approver"] for row in rows(data / PLACE, "entries")]


def lines_of(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet as texts."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for row in sheet.iter_rows(values_only=True):
        yield ["" if value is None else f"{value}" for value in row]


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding"),
    [("六月.csv", ",", "gb18030"), ("六月.txt", "\t", "gb18030"), ("六月.csv", ",", "utf-8-sig")],
)
def test_csv_and_tabbed_exports_are_read(
    name: str, delimiter: str, encoding: str, data: Path, root: Path, tmp_path: Path
) -> None:
    """As WPS saves them: no mark of the encoding, Chinese headings of a platform."""
    workbook_path = platforms.amount_and_direction(data / PLACE, tmp_path / "表.xlsx")
    text = "\r\n".join(
        delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row)
        for row in lines_of(workbook_path)
    )
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    assert errors(take(root, path)) == []
    assert rows(root / PLACE, "entries") == rows(data / PLACE, "entries")


@pytest.mark.parametrize("name", ["六月.xls", "六月.et"])
def test_the_old_format_is_read_and_what_it_hides_is_said(
    name: str, data: Path, root: Path, tmp_path: Path
) -> None:
    """石桥村's ledger as .xls and as .et: its two entries; hidden rows cannot be seen in it."""
    path = tmp_path / name
    shutil.copy(FILES / "platform-ledger.xls", path)
    done = take(root, path)
    assert errors(done) == []
    assert "workbook-old-format" in [one.code for one in done.issues]
    expected = [
        {**row, "payee": "", "fund_no": "", "note": ""}
        for row in rows(data / PLACE, "entries")
        if row["book_id"] == "990121100202-00"
    ]
    assert rows(root / PLACE, "entries") == expected


HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def test_every_question_is_asked_in_english_too(
    data: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked, what may be answered and why an answer is none; names stay as they are."""
    monkeypatch.setattr(sys, "argv", ["mingbai", "import", "--lang", "en"])
    path = platforms.in_ten_thousands(data / PLACE, tmp_path / "六月.xlsx")
    wrong = dict.fromkeys((one.key for one in take(root, path, {}).questions), "不知道")
    asked = take(root, path, wrong).questions
    assert {one.form for one in asked} >= {"yes", "choice", "date"}
    for one in asked:
        assert isinstance(one.text, Sentence)
        assert one.text.template in english()
        assert t(one.asked).endswith("(“不知道” is no answer to this)")
        for choice in one.choices:
            title = choice.title
            assert not isinstance(title, Sentence) or title.template in english()
    opinion = next(one for one in asked if one.key.startswith("理财小组意见"))
    assert HAN.search(t(replace(opinion, problem="").asked) + t(opinion.hint)) is None
    assert t(next(one for one in asked if one.form == "yes").hint) == "yes; no"


def test_nobody_asks_a_clerk_in_chinese_alone() -> None:
    """In the code, each text of a question is a sentence that has its English."""
    plain = []
    rooms = ROOT / "plugins/mingbai"
    for path in (*rooms.glob("kinds/*/exports/*.py"), *rooms.glob("workbook/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Question":
                texts = [one.value for one in node.keywords if one.arg == "text"]
                plain += [path for text in texts if isinstance(text, ast.Constant | ast.JoinedStr)]
    assert plain == []


def test_the_command_asks_in_english(data: Path, root: Path, tmp_path: Path) -> None:
    """The report and the list of questions; keys and names of the data stay as they are."""
    path = platforms.a_sheet_a_book(data / PLACE, tmp_path / "六月.xlsx")
    words = ["import", str(path), "--kind", "accounts", "--publisher", "taiping", "--lang", "en"]
    words += ["--data", str(root), "--period", "2026-06", "--published", "2026-07-25"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["mingbai", *words])
        done = CliRunner().invoke(app, [*words, "--approved-by", "演示"])
    assert done.exit_code == 2
    question = "On what day did the finance group review them?"
    assert question in " ".join(done.output.split())
    listed = (tmp_path / "六月-问题清单.csv").read_text("utf-8-sig")
    assert f'审核日期/2026-06,{question},"a date, as 2026-08-07",' in listed


def test_the_command_writes_the_questions_and_takes_the_list_back(
    data: Path, root: Path, tmp_path: Path
) -> None:
    """Not on a terminal: a list beside the workbook, filled in, handed back; then all is in."""
    path = platforms.a_sheet_a_book(data / PLACE, tmp_path / "六月.xlsx")
    asked = [
        "import",
        str(path),
        "--kind",
        "村务财务",
        "--publisher",
        "太平镇",
        "--data",
        str(root),
    ]
    asked += ["--period", "2026-06", "--published", "2026-07-25", "--approved-by", "演示"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 2
    listed = tmp_path / "六月-问题清单.csv"
    assert f"要答 7 个问题：{listed}" in result.output
    text = listed.read_text("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "问题编号,问题,可以答,回答"
    filled = [lines[0]]
    for line in lines[1:]:
        key = line.partition(",")[0]
        filled.append(line + ANSWERS[key])
    listed.write_bytes("\n".join(filled).encode("gb18030"))  # as WPS saves it again
    more = [
        f"{key}={ANSWERS[key]}"
        for key in ANSWERS
        if key.startswith(("意见", "理财小组意见/2026-06/"))
    ]
    options = [word for one in more for word in ("--answer", one)]
    result = CliRunner().invoke(app, [*asked, "--answers", str(listed), *options])
    assert result.exit_code == 0, result.output
    assert "已导入" in result.output
    assert rows(root / PLACE, "entries") == rows(data / PLACE, "entries")
