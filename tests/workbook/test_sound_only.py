"""One book of many is wrong: the others can go first, and it is named as missing, with why."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from clerk_cases import BILL, LEDGER, put
from mingbai.cli import app
from mingbai.importing import CheckMemory, ImportOutcome, import_file
from mingbai.workbook import Answers
from months import JUNE, PLACE, files, typed

STONE = "990121100202-00"
MEMORY = CheckMemory()  # of the checks of this file


def wrong_in_stone(made: openpyxl.Workbook) -> None:
    """A day that is none, and a sum that does not hold, both in one village's rows."""
    sheet = made[LEDGER]
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == STONE)
    put(LEDGER, **{f"D{row}": "2026-06-31"})(made)
    sheet = made[BILL]
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == STONE)
    put(BILL, **{f"F{row}": 1})(made)


def taken(path: Path, root: Path, answers: Answers) -> ImportOutcome:
    """The import of a month, as the command and the desk do it."""
    return import_file(path, JUNE, root, answers=answers, memory=MEMORY)


def test_the_sound_books_go_and_the_others_are_said_to_wait(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """Refused, with the one book that has all faults; then without it, and the package says so."""
    path, before = typed(june / PLACE, tmp_path / "六月.xlsx", wrong_in_stone), files(root)
    first = taken(path, root, Answers())
    assert first.imported.is_refused
    assert first.faulty == {STONE: "石桥村账本"}
    assert files(root) == before
    done = taken(path, root, Answers(left_out=(STONE,)))
    assert [one.code for one in done.imported.issues] == ["expected-excused"]
    assert [(one.name, one.is_present) for one in done.expected] == [
        ("柳塘村账本", True),
        ("柳塘村一组账本", True),
        ("石桥村账本", False),
    ]
    for table in ("sheets", "entries", "trial_balances"):
        was = (june / PLACE / f"{table}.csv").read_text("utf-8").splitlines()
        now = (root / PLACE / f"{table}.csv").read_text("utf-8").splitlines()
        assert now == [line for line in was if not line.startswith(STONE)]
    document = json.loads((root / PLACE / "datapackage.json").read_text("utf-8"))
    assert document["description"] == (f"这一期没有公开的：{STONE}（这一次的表里有错，改好再补）。")


def test_what_is_wrong_with_the_whole_lets_no_book_go_alone(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """A heading that is wrong, or faults in every book: nothing is offered."""

    def heading(made: openpyxl.Workbook) -> None:
        wrong_in_stone(made)
        made[LEDGER]["J1"].value = "金额（千元）"

    def everywhere(made: openpyxl.Workbook) -> None:
        for row in range(2, made[BILL].max_row + 1):
            made[BILL][f"J{row}"].value = "2026-06-31"

    for edit in (heading, everywhere):
        path = typed(june / PLACE, tmp_path / f"{edit.__name__}.xlsx", edit)
        assert taken(path, root, Answers()).faulty == {}


def test_the_command_says_it_and_does_it(june: Path, root: Path, tmp_path: Path) -> None:
    """It names the book that waits, and imports the others; what it did can be read as data."""
    path = typed(june / PLACE, tmp_path / "六月.xlsx", wrong_in_stone)
    words = ["import", path, "--kind", "村务财务", "--publisher", "太平镇", "--period", "2026-06"]
    words += ["--published", "2026-07-25", "--approved-by", "演示", "--data", root]
    words += ["--sound-only", "--format", "json"]
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert [one["code"] for one in said["issues"]] == ["expected-excused"]
    assert (said["errors"], said["faulty"], said["questions"]) == (0, {}, [])
    assert {Path(one).name for one in said["files"]} >= {"sheets.csv", "entries.csv"}
    assert "有错的 1 本这次没有导入，记作缺：石桥村账本。" in result.stderr
    assert (root / PLACE / "sheets.csv").is_file()
