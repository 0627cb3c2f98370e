"""Whose a file is, of which kind and month: seen in it, or left to be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import exports_of_platforms as platforms
from harness import data_folder
from mingbai.kinds import KINDS
from mingbai.workbook import Recognised, recognise
from months import PLACE, typed

JUNE = Recognised("accounts", "taiping", "2026-06")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The accounts of two townships."""
    return data_folder(tmp_path_factory.mktemp("data"), "accounts")


@pytest.mark.parametrize(
    "layout",
    [
        platforms.a_sheet_a_book,
        platforms.one_sheet_with_titles,
        platforms.book_in_a_column,
        platforms.in_ten_thousands,
    ],
    ids=lambda layout: layout.__name__,
)
def test_an_export_shows_whose_month_it_is(
    layout: Callable[[Path, Path], Path], root: Path, tmp_path: Path
) -> None:
    """Titles, sheets and columns name the books, and the books their township; nothing is asked."""
    assert recognise(layout(root / PLACE, tmp_path / "导出 1.xlsx"), KINDS, root) == JUNE


def test_a_form_of_ours_is_seen_as_before(root: Path, tmp_path: Path) -> None:
    """Its headings, the months of its rows, its books."""
    assert recognise(typed(root / PLACE, tmp_path / "账.xlsx"), KINDS, root) == JUNE


def test_what_contradicts_itself_is_asked_about(root: Path, tmp_path: Path) -> None:
    """Books of one township in a file that another's name stands on; two months in the titles."""
    path = platforms.a_sheet_a_book(root / PLACE, tmp_path / "白杨镇.xlsx")
    found = recognise(path, KINDS, root)
    assert (found.kind, found.publisher) == ("accounts", "")
    made = openpyxl.load_workbook(path)
    made.worksheets[0]["A2"].value = "2026年5月"
    made.save(tmp_path / "两个月.xlsx")
    found = recognise(tmp_path / "两个月.xlsx", KINDS, root)
    assert (found.publisher, found.period) == ("taiping", "")


def test_the_name_of_the_file_decides_between_months(root: Path, tmp_path: Path) -> None:
    """A title of May is left in a sheet; the file says June."""
    path = platforms.a_sheet_a_book(root / PLACE, tmp_path / "太平镇 2026年6月.xlsx")
    made = openpyxl.load_workbook(path)
    made.worksheets[0]["A2"].value = "2026年5月"
    made.save(path)
    assert recognise(path, KINDS, root) == JUNE
