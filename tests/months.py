"""A township's month as a clerk types it, imported as the command does, for the tests beside it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from mingbai import build, workbook
from mingbai.importing import ImportPlace
from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS, by_name
from mingbai.workbook import Answers, Imported

PLACE = "accounts/taiping/2026-06"
JUNE = ImportPlace(
    kind=by_name("accounts"),
    publisher="taiping",
    agency="太平镇",
    period="2026-06",
    published="2026-07-25",
    approved_by="演示",
)
VILLAGE, GROUP = "柳塘村账本", "柳塘村一组账本"
_NUMBERS = ("integer", "number")
Edit = Callable[[openpyxl.Workbook], object]


def typed(source: Path, path: Path, edit: Edit | None = None) -> Path:
    """A workbook with the tables of a package: Chinese headings, numbers as numbers.

    edit: changes the workbook before it is saved.
    """
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for schema in by_name("accounts").schemas:
        file = source / f"{schema.name}.csv"
        if file.exists():
            with file.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
            sheet = made.create_sheet(schema.title)
            fields = [field for field in schema.fields if field.name in rows[0]]
            sheet.append([field.title for field in fields])
            for row in rows:
                sheet.append(
                    [
                        (float(row[f.name]) if f.type in _NUMBERS else row[f.name])
                        if row[f.name]
                        else None
                        for f in fields
                    ]
                )
    if edit is not None:
        edit(made)
    made.save(path)
    return path


def edited(source: Path, path: Path, edit: Edit) -> Path:
    """A workbook with changes, as another file."""
    made = openpyxl.load_workbook(source)
    edit(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


def imported(root: Path, path: Path, period: str = "2026-06", **more: Any) -> Imported:
    """The workbook imported into the data folder, with names and with what has to come."""
    kind = by_name("accounts")
    answers: Answers = more.pop("answers", Answers())

    def check(folder: Path) -> list[Issue]:
        checked = build.check(folder)
        assert checked.county is not None
        tables, place = checked.tables["accounts"], f"accounts/taiping/{period}"
        return [
            *checked.issues,
            *workbook.missing(
                kind, place, folder, tables=tables, county=checked.county, excused=answers.excused
            ),
        ]

    return workbook.import_workbook(
        path,
        kind,
        "taiping",
        period,
        root,
        title="另起的标题",
        published="2026-07-25",
        approved_by="演示",
        check=check,
        names=workbook.names_for(root, KINDS, kind, "taiping", period),
        answers=answers,
        **more,
    )


def without_june(root: Path, target: Path) -> Path:
    """A copy of a data folder in which the month is yet to come."""
    shutil.copytree(root, target)
    shutil.rmtree(target / PLACE)
    return target


def errors(done: Imported) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every error."""
    return [
        (
            one.code,
            one.path.rpartition("/")[2] if "/" in one.path else "",
            one.values.get("cell", ""),
        )
        for one in done.issues
        if one.severity is Severity.ERROR
    ]


def warned(done: Imported) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every warning of the workbook itself."""
    return [
        (one.code, one.path.rpartition("/")[2], one.values["cell"])
        for one in done.issues
        if one.severity is Severity.WARNING and "cell" in one.values
    ]


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder, for what must not have changed."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def column(sheet: Worksheet, title: str) -> Iterator[Any]:
    """The cells below a heading."""
    number = next(cell.column for cell in sheet[1] if cell.value == title)
    return (sheet.cell(row, number) for row in range(2, sheet.max_row + 1))
