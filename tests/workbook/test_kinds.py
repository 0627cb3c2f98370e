"""Every kind's own template takes every kind's own good data, cell by cell."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from harness import FIXTURES
from mingbai import workbook
from mingbai.kinds import CHOICES, KINDS
from mingbai.schema import of_period


@pytest.mark.parametrize("own", KINDS, ids=lambda own: own.name)
def test_every_kind_s_good_data_survives_its_own_template(own, tmp_path):
    """Good fixtures of each kind, typed into its template and imported, are the same cells."""
    folder = next(p for p in sorted((FIXTURES / own.name / "good").glob("*/*")) if p.is_dir())
    path = tmp_path / "book.xlsx"
    workbook.write_template(own, folder.name, path, CHOICES)
    made = openpyxl.load_workbook(path)
    expected = {}
    for table in own.schemas:
        source = folder / f"{table.name}.csv"
        if source.exists():
            with source.open(encoding="utf-8", newline="") as file:
                expected[table.name] = list(csv.reader(file))
            for number, row in enumerate(expected[table.name][1:], start=2):
                for column, text in enumerate(row, start=1):
                    made[table.title].cell(number, column).value = text or None
                    made[table.title].cell(number, column).data_type = "s" if text else "n"
    made.save(path)
    loaded = workbook.load(path, of_period(own.schemas, folder.name))
    assert loaded.issues == []
    found = {name: list(csv.reader(text.splitlines())) for name, text in loaded.csv.items()}
    filled = {name: rows for name, rows in expected.items() if len(rows) > 1}
    assert {name: rows for name, rows in found.items() if len(rows) > 1} == filled
