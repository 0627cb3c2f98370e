"""What follows from other cells may be left blank: it is computed, said, and right to the fen."""

from __future__ import annotations

import csv
import io
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from clerk_cases import BILL, LEDGER
from harness import data_folder
from mingbai import build
from mingbai.importing import CheckMemory, ImportOutcome, import_file
from mingbai.kinds import KINDS
from mingbai.model import Kind
from mingbai.schema import Schema
from mingbai.workbook import Loaded, RowOrigin, computing
from months import JUNE, PLACE, column, errors, typed

MEMORY = CheckMemory()  # of the checks of this file


def taken(path: Path, root: Path) -> ImportOutcome:
    """The import of a month, as the command and the desk do it."""
    return import_file(path, JUNE, root, memory=MEMORY)


def blank(made: openpyxl.Workbook) -> None:
    """Sums left blank, the balances without even a column."""
    sheet = made[LEDGER]
    sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "余额"))
    for title in ("本月收入", "本月支出", "期末结余"):
        for cell in column(made[BILL], title):
            cell.value = None


def test_a_month_without_its_sums_is_the_month(june: Path, root: Path, tmp_path: Path) -> None:
    """Every sum and balance as it was typed, and a word on each column."""
    done = taken(typed(june / PLACE, tmp_path / "六月.xlsx", blank), root).imported
    assert errors(done) == []
    told = [one.values["title"] for one in done.issues if one.code == "computed"]
    assert sorted(told) == sorted(["本月收入", "本月支出", "期末结余", "余额"])
    for table in ("sheets", "entries"):
        was, now = (
            (folder / PLACE / f"{table}.csv").read_text("utf-8").splitlines()
            for folder in (june, root)
        )
        assert now == was


def test_what_is_filled_in_is_compared(june: Path, root: Path, tmp_path: Path) -> None:
    """A wrong sum beside blank ones stays hers, and is an error."""

    def wrong(made: openpyxl.Workbook) -> None:
        blank(made)
        next(column(made[BILL], "本月收入")).value = 1

    done = taken(typed(june / PLACE, tmp_path / "六月.xlsx", wrong), root).imported
    assert ("wrong-income-total", BILL) in {(code, sheet) for code, sheet, _ in errors(done)}
    assert not (root / PLACE).exists()


def test_a_book_s_first_month_is_asked_for_what_it_takes_over(
    june: Path, root: Path, tmp_path: Path
) -> None:
    """Nothing is known from before: openings and the year so far, and not all that follows."""
    shutil.rmtree(root / "accounts")

    def unopened(made: openpyxl.Workbook) -> None:
        blank(made)
        for title in ("期初结余", "本年累计收入", "本年累计支出"):
            for cell in column(made[BILL], title):
                cell.value = None

    done = taken(typed(june / PLACE, tmp_path / "六月.xlsx", unopened), root).imported
    missing = [one for one in done.issues if one.code == "missing-value"]
    assert {one.field for one in missing} == {"期初结余", "本年累计收入", "本年累计支出"}


@pytest.mark.parametrize("kind", [one for one in KINDS if one.computed], ids=lambda one: one.name)
def test_every_column_that_is_computed_is_as_the_fixture_has_it(kind: Kind, tmp_path: Path) -> None:
    """Blank in the fixture's own packages, each cell is filled with what stood there."""
    root = data_folder(tmp_path / "data", kind.name)
    county = build.check(root).county
    assert county is not None
    compared = 0
    for folder in sorted((root / kind.name).glob("*/*")):
        place = folder.relative_to(root).as_posix()
        tables = {one.name: _rows(folder / f"{one.name}.csv", one) for one in kind.schemas}
        texts = {name: _text(_blank(rows, name, kind)) for name, rows in tables.items() if rows}
        origins = {
            name: [RowOrigin("表.xlsx", name, n, {}) for n in range(2, len(rows) + 2)]
            for name, rows in tables.items()
        }
        loaded = Loaded(csv=texts, origins=origins)
        done = computing.filled(loaded, kind, place, root, lambda: county)
        for one in kind.computed:
            now = list(csv.DictReader(io.StringIO(done.csv.get(one.table, ""))))
            for row, was in zip(now, tables[one.table], strict=True):
                for name in one.fields:
                    if was[name] and row[name]:
                        assert _value(row[name]) == _value(was[name]), (place, one.table, row)
                        compared += 1
    assert compared


def _rows(file: Path, schema: Schema) -> list[dict[str, str]]:
    """The rows of a table, by the names of its fields."""
    if not file.is_file():
        return []
    by_title = {field.title: field.name for field in schema.fields}
    rows = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    return [{by_title.get(head, head): cell for head, cell in row.items()} for row in rows]


def _blank(rows: list[dict[str, str]], table: str, kind: Kind) -> list[dict[str, str]]:
    """The rows without what is computed."""
    names = {name for one in kind.computed if one.table == table for name in one.fields}
    return [{name: "" if name in names else cell for name, cell in row.items()} for row in rows]


def _text(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _value(cell: str) -> Decimal | str:
    return Decimal(cell) if cell.replace(".", "", 1).isdecimal() else cell
