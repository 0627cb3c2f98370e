"""A form that changed, as a workbook: the template of a period, and what an import makes of it."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import openpyxl
import pytest

from clerks import ENTRIES, FIELDS, HEADS, ROW, book, kind
from mingbai import schema, workbook
from mingbai.model import Kind
from mingbai.workbook import Imported

PAYEE = {
    "name": "payee",
    "title": "收款方",
    "title_en": "Payee",
    "description": "钱付给谁",
    "type": "string",
    "since": "2026-07",
}
ENDED = {**PAYEE, "name": "car", "title": "车号", "since": "2026-01", "until": "2026-06"}
PHONE = FIELDS[-1]


def changed() -> Kind:
    """The invented kind, whose entries have a payee since July and had a car until June."""
    fields = [*FIELDS[:-1], PAYEE, ENDED, PHONE]
    return dataclasses.replace(
        kind(), schemas=(schema.parse("entries", {**ENTRIES, "fields": fields}),)
    )


def imported(path: Path, root: Path, period: str) -> Imported:
    return workbook.import_workbook(
        path, changed(), "taiping", period, root, published="2026-08-10", approved_by="某某"
    )


@pytest.mark.parametrize(("period", "title"), [("2026-06", "车号"), ("2026-07", "收款方")])
def test_a_template_is_the_form_of_its_period(period: str, title: str) -> None:
    """A column that is not of the period is not in it; one with an end says so in its note."""
    made = openpyxl.load_workbook(io.BytesIO(workbook.template(changed(), period, {})))
    assert [cell.value for cell in made["账目"][1]] == [*HEADS[:-1], title, HEADS[-1]]
    since = "2026 年 1 月起，到 2026 年 6 月为止填" if title == "车号" else "2026 年 7 月起填"
    assert since in made["账目"]["I1"].comment.text
    assert [row[1] for row in made["填写说明"].iter_rows(values_only=True)].count(title) == 1


@pytest.mark.parametrize("period", ["2026-06", "2026-07"])
def test_the_columns_of_other_periods_may_stay_while_they_are_empty(
    tmp_path: Path, period: str
) -> None:
    """A clerk has one workbook in hand: the newest or last year's; the package is of its period."""
    heads = [*HEADS, "收款方", "车 号"]
    row = [ROW[0], period, ROW[2], f"{period}-03", *ROW[4:], None, None]
    done = imported(book(tmp_path / "a.xlsx", [heads, row]), tmp_path / "data", period)
    assert done.issues == ()
    (_, cells) = csv.reader(done.files[0].read_text("utf-8").splitlines())
    names = done.files[0].read_text("utf-8").splitlines()[0].split(",")
    own = "car" if period == "2026-06" else "payee"
    assert names == [*(f["name"] for f in FIELDS[:-1]), own, "phone"]
    assert cells[names.index(own)] == ""


@pytest.mark.parametrize(
    ("period", "code", "found"),
    [("2026-06", "early-column", "收款方"), ("2026-07", "ended-column", "车号")],
)
def test_a_filled_column_of_another_period_is_refused(
    tmp_path: Path, period: str, code: str, found: str
) -> None:
    """Nothing that was typed gets lost without a word: the month says why it cannot be taken."""
    row = [ROW[0], period, ROW[2], f"{period}-03", *ROW[4:], "某厂"]
    path = book(tmp_path / "a.xlsx", [[*HEADS, found], row])
    done = imported(path, tmp_path / "data", period)
    assert [(i.code, i.row, i.found, i.expected) for i in done.issues] == [
        (code, 1, found, "2026-07")
    ]
    assert done.files == ()


def test_what_is_no_period_is_told_and_the_workbook_is_read_all_the_same(tmp_path: Path) -> None:
    """One run says everything that is wrong."""
    done = imported(book(tmp_path / "a.xlsx", [[*HEADS, "号"], ROW]), tmp_path / "data", "六月")
    assert [issue.code for issue in done.issues] == ["bad-period-folder", "unknown-column"]
