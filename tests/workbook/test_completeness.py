"""Nothing is lost: what comes is compared with what has to come and with what is there, by name."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from harness import data_folder
from mingbai import report
from mingbai.workbook import Answers
from mingbai.workbook.rules import MISSING
from months import GROUP, PLACE, VILLAGE, errors, files, imported, typed, without_june


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts of the fixture, June among them, with a licence and a source."""
    root = data_folder(tmp_path_factory.mktemp("data"), "accounts")
    file = root / PLACE / "datapackage.json"
    document = json.loads(file.read_text("utf-8"))
    document |= {
        "title": "太平镇 2026 年 6 月村务财务",
        "licenses": [{"name": "CC-BY-4.0", "title": "署名 4.0"}],
        "sources": [{"title": "各村账簿"}],
        "contributors": [{"title": "太平镇农经站"}],
    }
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")
    return root


@pytest.fixture
def root(data: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own."""
    return Path(shutil.copytree(data, tmp_path / "data"))


def only_the_village(made: openpyxl.Workbook) -> None:
    """Every row of another book is gone."""
    for sheet in made.worksheets:
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, 1).value != "990121100201-00":
                sheet.delete_rows(row)


def test_a_month_that_lacks_books_is_refused_and_they_are_named(root: Path, tmp_path: Path) -> None:
    """A new month with one of three books: both others by name, nothing is written."""
    new = without_june(root, tmp_path / "new")
    before = files(new)
    done = imported(new, typed(root / PLACE, tmp_path / "六月.xlsx", only_the_village))
    assert errors(done) == [("expected-missing", "", "")]
    [issue] = [one for one in done.issues if one.code == "expected-missing"]
    assert (issue.expected, issue.values["count"], issue.found) == (
        "3 本账",
        "1 本账",
        "柳塘村一组账本、石桥村账本",
    )
    assert "missing-books" not in {one.code for one in done.issues}
    assert (done.files, files(new)) == ((), before)


def test_what_is_missing_passes_with_a_reason_each(root: Path, tmp_path: Path) -> None:
    """One reason is not enough for two books; with both the package says so itself."""
    new = without_june(root, tmp_path / "new")
    path = typed(root / PLACE, tmp_path / "六月.xlsx", only_the_village)
    one = Answers(excused={GROUP: "本月没有发生业务"})
    refused = imported(new, path, answers=one)
    assert errors(refused) == [("expected-missing", "", "")]
    assert [i.found for i in refused.issues if i.code == "expected-missing"] == ["石桥村账本"]
    both = Answers(excused={**one.excused, "990121100202-00": "会计住院，下月补"})
    done = imported(new, path, answers=both)
    assert errors(done) == []
    document = json.loads((new / PLACE / "datapackage.json").read_text("utf-8"))
    assert document["description"] == (
        "这一期没有公开的：柳塘村一组账本（本月没有发生业务）；990121100202-00（会计住院，下月补）。"
    )


def test_a_month_that_is_there_is_not_replaced_without_being_told(
    root: Path, tmp_path: Path
) -> None:
    """The difference is said by book and table: rows that come, go, change. Nothing is written."""

    def edit(made: openpyxl.Workbook) -> None:
        made["公开单"]["K4"].value = "合同已经公开"
        made["账目"].delete_rows(8)  # the only entry of the group's book

    path, before = typed(root / PLACE, tmp_path / "六月.xlsx", edit), files(root)
    done = imported(root, path)
    assert ("already-there", "", "") in errors(done)
    assert [one.words for one in done.changes] == [
        "柳塘村一组账本 账目：少 1 行",
        "石桥村账本 公开单：改 1 行",
    ]
    assert (done.files, files(root)) == ((), before)


def test_a_replaced_month_keeps_its_tables_and_what_it_says_of_itself(
    root: Path, tmp_path: Path
) -> None:
    """A sheet that is absent deletes no table; title, first day, licence and sources stay."""

    def edit(made: openpyxl.Workbook) -> None:
        del made["专项资金"]
        made["公开单"]["K4"].value = "合同已经公开"

    path = typed(root / PLACE, tmp_path / "六月.xlsx", edit)
    was = json.loads((root / PLACE / "datapackage.json").read_text("utf-8"))
    funds = (root / PLACE / "funds.csv").read_bytes()
    done = imported(root, path, answers=Answers(is_replacing=True))
    assert errors(done) == []
    assert [i.found for i in done.issues if i.code == "table-kept"] == ["“专项资金”"]
    now = json.loads((root / PLACE / "datapackage.json").read_text("utf-8"))
    facts = ("name", "title", "published", "licenses", "sources", "contributors")
    assert {fact: now[fact] for fact in facts} == {fact: was[fact] for fact in facts}
    assert now["approved_by"] == "演示"
    assert {one["name"] for one in now["resources"]} == {one["name"] for one in was["resources"]}
    assert (root / PLACE / "funds.csv").read_bytes() == funds
    assert "合同已经公开" in (root / PLACE / "sheets.csv").read_text("utf-8")


def test_the_same_month_again_is_no_replacement(root: Path, tmp_path: Path) -> None:
    """1200.5 and 1200.50 are one number: nothing to show, nothing to allow."""
    done = imported(root, typed(root / PLACE, tmp_path / "六月.xlsx"))
    assert (errors(done), done.changes) == ([], ())


def test_a_partial_workbook_over_a_whole_month_is_refused_twice(root: Path, tmp_path: Path) -> None:
    """Even --replace does not drop a village: each that is missing needs its reason."""
    before = files(root)
    path = typed(root / PLACE, tmp_path / "六月.xlsx", only_the_village)
    done = imported(root, path, answers=Answers(is_replacing=True))
    assert errors(done) == [("expected-missing", "", "")]
    assert (done.files, files(root)) == ((), before)


def test_rows_behind_a_filter_refuse_and_their_books_are_named(root: Path, tmp_path: Path) -> None:
    """Nothing is said of sums that only do not hold because rows are hidden."""

    def edit(made: openpyxl.Workbook) -> None:
        for name in ("公开单", "账目"):
            sheet = made[name]
            sheet.auto_filter.ref = sheet.dimensions
            sheet.auto_filter.add_filter_column(0, ["990121100201-00"])
            for row in range(2, sheet.max_row + 1):
                hidden = sheet.cell(row, 1).value != "990121100201-00"
                sheet.row_dimensions[row].hidden = hidden

    new = without_june(root, tmp_path / "new")
    done = imported(new, typed(root / PLACE, tmp_path / "六月.xlsx", edit))
    assert errors(done) == [("hidden-rows", "公开单", "A3"), ("hidden-rows", "账目", "A8")]
    for issue in done.issues:
        assert (issue.expected, issue.remedy[:5]) == ("开着筛选", "先清除筛选")
        assert issue.values["things"] == "，里面有柳塘村一组账本、石桥村账本"
    assert done.files == ()


def test_a_hidden_column_of_the_form_refuses_one_of_her_own_does_not(
    root: Path, tmp_path: Path
) -> None:
    """Whether hidden remarks shall be published is not guessed."""

    def edit(made: openpyxl.Workbook) -> None:
        sheet = made["账目"]
        sheet["T1"], sheet["T2"] = "自己记的", "老唐还没签字"
        sheet.column_dimensions["T"].hidden = True
        sheet.column_dimensions["S"].hidden = True

    new = without_june(root, tmp_path / "new")
    done = imported(new, typed(root / PLACE, tmp_path / "六月.xlsx", edit))
    assert errors(done) == [("hidden-column", "账目", "S1")]
    assert [i.found for i in done.issues] == ["T 列", "S 列", "备注"] or [
        i.found for i in done.issues
    ] == ["S 列", "T 列", "备注"]


def test_however_many_are_missing_each_is_named() -> None:
    """Ninety books of a large township: the report shortens none of their names."""
    names = [f"柳塘村第{number}组账本" for number in range(90)]
    issue = MISSING.issue(
        "accounts/taiping/2026-07",
        found="、".join(names),
        expected="90 本账",
        agency="太平镇",
        count="0 本账",
        lacking="90 本账",
        first=names[0],
    )
    assert "、".join(names) in report.render([replace(issue, names=tuple(names))])


def test_a_workbook_of_another_month_is_one_sentence(root: Path, tmp_path: Path) -> None:
    """The option is wrong, not nineteen rows."""
    path, before = typed(root / PLACE, tmp_path / "六月.xlsx"), files(root)
    done = imported(root, path, "2026-07")
    assert errors(done) == [("wrong-month-option", "", "")]
    assert [(i.found, i.expected) for i in done.issues] == [("2026-06", "2026-07")]
    assert files(root) == before


def test_a_workbook_with_nothing_but_heads_is_said_to_be_empty(root: Path, tmp_path: Path) -> None:
    """Not a word of resources or lists."""

    def edit(made: openpyxl.Workbook) -> None:
        for sheet in made.worksheets:
            sheet.delete_rows(2, sheet.max_row)

    new = without_june(root, tmp_path / "new")
    done = imported(new, typed(root / PLACE, tmp_path / "六月.xlsx", edit))
    assert [(i.code, i.message) for i in done.issues] == [("nothing-filled-in", "表里还没有填数。")]
    assert VILLAGE not in str(done.issues)


def test_form_references_and_sums_are_said_in_one_round(root: Path, tmp_path: Path) -> None:
    """A bad date in one book hides neither a wrong balance nor an unknown contract of another."""

    def edit(made: openpyxl.Workbook) -> None:
        sheet = made["账目"]
        sheet["D2"].value = "2026-06-31"
        sheet["K10"].value = 9518.50
        sheet["Q9"].value = "HT-9"

    new = without_june(root, tmp_path / "new")
    path = typed(root / PLACE, tmp_path / "六月.xlsx", edit)
    found = errors(imported(new, path))
    assert ("no-such-date", "账目", "D2") in found
    assert ("unknown-reference", "账目", "Q9") in found
    assert {sheet for _, sheet, _ in found} <= {"账目", "公开单"}
    [unknown] = [i for i in imported(new, path).issues if i.code == "unknown-reference"]
    assert "mingbai codes" in unknown.remedy
    made = openpyxl.load_workbook(path)
    made["账目"]["Q9"].value = None
    made.save(path)
    found = errors(imported(new, path))
    assert ("no-such-date", "账目", "D2") in found
    assert ("wrong-balance", "账目", "K10") in found
