"""A month that comes in several workbooks: one package of all, or words for what they differ in."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from typer.testing import CliRunner

import remembered
from clerk_cases import BILL, LEDGER, STONE, only_of, put
from mingbai.cli import app
from mingbai.importing import CheckMemory, ImportOutcome, import_file
from mingbai.workbook import NO_ANSWERS, Answers, Why
from months import JUNE, PLACE, errors, files, typed, without_june

MEMORY = CheckMemory()  # of the checks of this file


def two(june: Path, folder: Path) -> tuple[Path, Path]:
    """The month as two villages send it."""
    others = typed(june / PLACE, folder / "柳塘.xlsx", only_of(lambda book: book != STONE))
    return others, typed(june / PLACE, folder / "石桥.xlsx", only_of(lambda book: book == STONE))


def taken(
    paths: tuple[Path, ...], root: Path, answers: Answers = NO_ANSWERS, why: Why | None = None
) -> ImportOutcome:
    """The import of a month that came in several files."""
    return import_file(
        paths[0], JUNE, root, answers=answers, why=why, more=paths[1:], memory=MEMORY
    )


def lines(folder: Path) -> dict[str, list[str]]:
    """The lines of each table, sorted."""
    return {
        file.name: sorted(file.read_text("utf-8").splitlines()) for file in folder.glob("*.csv")
    }


def test_villages_that_send_a_file_each_become_one_package(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """Alone a file lacks the others, by name; together they are the month, whatever the order."""
    others, stone = two(june, tmp_path)
    before = files(root)
    alone = taken((stone,), root)
    assert [code for code, *_ in errors(alone.imported)] == ["expected-missing"]
    assert alone.imported.issues[0].names == ("柳塘村账本", "柳塘村一组账本")
    assert files(root) == before
    done = taken((stone, others), root)
    assert (done.imported.issues, done.imported.is_refused) == ((), False)
    assert all(one.is_present for one in done.expected)
    assert lines(root / PLACE) == lines(june / PLACE)


def test_a_village_that_comes_later_is_added_to_what_is_there(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """First what would be added is shown, by book; then the package has both, nothing else moves.

    A book of which it is said that there is none is not kept.
    """
    others, stone = two(june, tmp_path)
    absent = Answers(excused={"石桥村账本": "还没有送来"})
    assert not taken((others,), root, absent).imported.is_refused
    before = files(root)
    shown = taken((stone,), root).imported
    assert [code for code, *_ in errors(shown)] == ["already-there"]
    assert {(one.thing, one.removed, one.changed) for one in shown.changes} == {
        ("石桥村账本", 0, 0)
    }
    [added] = [one for one in shown.issues if one.code == "added-to-present"]
    assert added.found == "柳塘村账本、柳塘村一组账本"
    assert files(root) == before
    gone = Answers(is_replacing=True, excused={"柳塘村一组账本": "没有", "柳塘村账本": "没有"})
    assert any(one.removed for one in taken((stone,), root, gone).imported.changes)
    again = without_june(root, tmp_path / "again")
    assert not taken((others,), again, absent).imported.is_refused
    done = taken((stone,), again, Answers(is_replacing=True)).imported
    assert not done.is_refused
    assert lines(again / PLACE) == lines(june / PLACE)
    assert "石桥村账本" not in (again / PLACE / "datapackage.json").read_text("utf-8")


def test_what_is_published_is_added_to_by_the_way_of_corrections(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """Without a reason nothing; with one each correction is a row more, or what was said of it."""
    others, stone = two(june, tmp_path)
    absent = Answers(excused={"石桥村账本": "还没有送来"})
    assert not taken((others,), root, absent).imported.is_refused
    remembered.release(root, ("accounts", "registry"), remembered.LATER)
    refused = taken((stone,), root, Answers(is_replacing=True)).imported
    assert {code for code, *_ in errors(refused)} == {"changed-without-reason"}
    why = remembered.TYPO
    done = taken((stone,), root, Answers(is_replacing=True), lambda _: why).imported
    assert not done.is_refused, errors(done)
    before = {one.change.before for one in remembered.lines_of(root, PLACE)}
    assert before == {"", "这一期没有公开的：石桥村账本（还没有送来）。"}


def test_what_is_wrong_is_said_of_its_own_file(june: Path, root: Path, tmp_path: Path) -> None:
    """The same cell of two files: the fault names the file, and only that one comes back marked."""
    others, _ = two(june, tmp_path)
    wrong = typed(june / PLACE, tmp_path / "石桥.xlsx", only_of(lambda book: book == STONE))
    made = openpyxl.load_workbook(wrong)
    put(LEDGER, D2="2026-06-31")(made)
    made.save(wrong)
    done = taken((others, wrong), root)
    assert [(one.code, one.path, one.row) for one in done.imported.issues] == [
        ("no-such-date", "石桥.xlsx/账目", 2)
    ]
    assert [one.name for one in done.imported.marked_copies] == ["石桥-修改清单.xlsx"]
    assert done.faulty == {STONE: "石桥村账本"}


def test_a_book_that_two_files_tell_differently_is_asked_back(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """Rows in the same words are taken once; another amount, or a row less, refuses by name."""
    others, stone = two(june, tmp_path)
    whole = typed(june / PLACE, tmp_path / "全镇.xlsx")
    assert not taken((whole, stone, others), root).imported.is_refused
    assert lines(root / PLACE) == lines(june / PLACE)
    root = without_june(june, tmp_path / "again")
    before = files(root)
    made = openpyxl.load_workbook(stone)
    put(BILL, J2="另写的")(made)
    made[LEDGER].delete_rows(2)
    made.save(stone)
    done = taken((whole, stone), root)
    assert [(i.code, i.path, i.found, i.expected) for i in done.imported.issues] == [
        ("in-two-workbooks", "石桥.xlsx", "石桥村账本", "全镇.xlsx")
    ] * 2
    assert [one.values["table"] for one in done.imported.issues] == [BILL, LEDGER]
    assert files(root) == before


def test_the_command_takes_several(june: Path, root: Path, tmp_path: Path) -> None:
    """One command for all files; two of one name are refused before anything is read."""
    paths = two(june, tmp_path)
    words = ["--kind", "村务财务", "--publisher", "太平镇", "--period", "2026-06"]
    words += ["--published", "2026-07-25", "--approved-by", "演示", "--data", str(root)]
    copy = tmp_path / "别处" / paths[0].name
    copy.parent.mkdir()
    copy.write_bytes(paths[0].read_bytes())
    runner = CliRunner()
    refused = runner.invoke(app, ["import", str(paths[0]), str(copy), *words])
    assert (refused.exit_code, "名字一样" in refused.output) == (1, True)
    tried = runner.invoke(app, ["import", *map(str, paths), *words, "--dry-run"])
    assert (tried.exit_code, "mingbai-dry-" in tried.output) == (0, False)
    assert f"data/{PLACE}/sheets.csv" in tried.stdout
    done = runner.invoke(app, ["import", *map(str, paths), *words])
    assert done.exit_code == 0, done.output
    assert lines(root / PLACE) == lines(june / PLACE)
