"""A clerk types the full name; the package, the marked copy and every word have it masked."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import FIXTURES
from mingbai import report, workbook
from mingbai.check.privacy.lists import hides_id, hides_person
from mingbai.check.privacy.masking import masked_id, masked_name
from mingbai.kinds import KINDS, by_name
from mingbai.model import schemas_of

SOURCE = FIXTURES / "village_affairs/good/taiping/2026q2"
FULL = ("石敢当", "欧阳修文", "44010119900307123X")
Edits = dict[str, str | None]


def _typed(path: Path, edits: dict[int, Edits]) -> Path:
    """The good quarter as a workbook. edits: row of the person list -> column title -> cell."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for schema in by_name("village_affairs").schemas:
        file = SOURCE / f"{schema.name}.csv"
        if file.exists():
            with file.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
            sheet = made.create_sheet(schema.title)
            sheet.append([schema[name].title for name in rows[0]])
            for row in rows:
                sheet.append([text or None for text in row.values()])
    sheet = next(one for one in made.worksheets if "姓名" in [cell.value for cell in one[1]])
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, cells in edits.items():
        for title, text in cells.items():
            sheet.cell(number, columns[title]).value = text
    made.save(path)
    return path


def _imported(path: Path, root: Path) -> workbook.Imported:
    return workbook.import_workbook(
        path,
        by_name("village_affairs"),
        "taiping",
        "2026q2",
        root,
        title="二季度村务公开",
        published="2026-07-05",
        approved_by="演示",
    )


def _said(done: workbook.Imported) -> str:
    """All that is said of an import, as text and as records."""
    lines = report.report_lines(
        done.issues, report.titles_of(schemas_of(KINDS)), report.translation("zh"), "zh"
    )
    return f"{lines}{done.repairs}{done.questions}{done.changes}"


@pytest.mark.parametrize(
    ("name", "is_person", "expected"),
    [
        ("张三", False, "张*"),
        ("张 三", False, "张*"),
        ("欧阳修文", False, "欧阳**"),
        ("欧阳娜", False, "欧阳*"),
        ("欧阳", False, "欧*"),
        ("阿依古丽·买买提", False, "阿***·***"),
        ("罕见氏", True, "罕**"),
        ("罕见氏", False, None),
        ("王李小明", True, "王***"),
        ("王李小明", False, None),
        ("张*", True, None),
        ("王某", True, None),
        ("石桥村", False, None),
        ("太平镇建筑有限公司", False, None),
        ("张三、李四", True, None),
        ("", True, None),
    ],
)
def test_a_person_keeps_the_surname_and_what_may_be_another_is_left(
    name: str, is_person: bool, expected: str | None
) -> None:
    """Compound surnames, dotted names; organisations and doubtful ones are not touched."""
    assert masked_name(name, is_person=is_person) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("44010119900307123X", "44*************23X"),
        ("440101 19900307 123X", "44*************23X"),
        ("4401011990****123X", "44*************23X"),
        ("44*************23X", None),
        ("123", None),
        ("没有", None),
    ],
)
def test_an_id_keeps_its_ends(text: str, expected: str | None) -> None:
    """Two and three characters stay, as the rule of masked IDs wants it."""
    assert masked_id(text) == expected


@given(st.text(alphabet="张欧阳三四村· 某公司*1234567890Xx", max_size=20), st.booleans())
def test_what_is_masked_passes_the_gate(text: str, is_person: bool) -> None:
    """Whatever is typed: what the import makes of it hides the person, as the rules want it."""
    name, number = masked_name(text, is_person=is_person), masked_id(text)
    assert name is None or hides_person(name)
    assert number is None or hides_id(number)


def test_full_names_are_masked_on_the_way_in_and_said_once_a_column(tmp_path: Path) -> None:
    """Two names and an ID in full: a word a column, and the package has none of them."""
    edits: dict[int, Edits] = {
        2: {"姓名": FULL[0], "证件号": FULL[2]},
        3: {"姓名": FULL[1]},
    }
    done = _imported(_typed(tmp_path / "二季度.xlsx", edits), tmp_path / "data")
    assert not done.is_refused, _said(done)
    said = {one.field: one.values["count"] for one in done.issues if one.code == "person-masked"}
    assert said == {"姓名": "2", "证件号": "1"}
    [lists] = [file for file in done.files if file.name == "person_lists.csv"]
    rows = list(csv.DictReader(lists.read_text("utf-8").splitlines()))
    assert [row["name"] for row in rows] == ["石**", "欧阳**"]
    assert rows[0]["id_tail"] == "44*************23X"
    published = "".join(file.read_text("utf-8") for file in done.files)
    assert not any(text in published + _said(done) for text in FULL)


def test_what_is_not_surely_a_person_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Two persons in a cell: the message says how to mask, and quotes no name."""
    edits: dict[int, Edits] = {2: {"姓名": "石敢当、石青"}}
    done = _imported(_typed(tmp_path / "二季度.xlsx", edits), tmp_path / "data")
    [line] = report.report_lines(
        [one for one in done.issues if one.code == "unmasked-name"],
        report.titles_of({}),
        report.translation("zh"),
        "zh",
    )
    assert "留姓，名字至少盖一个字" in line.remedy
    assert "石敢当" not in _said(done)


def test_the_marked_copy_has_no_full_name_and_her_workbook_keeps_it(tmp_path: Path) -> None:
    """The copy of a refused workbook has the names masked, and not even among its strings."""
    edits: dict[int, Edits] = {
        2: {"姓名": FULL[0], "证件号": FULL[2], "公示起": "2026-06-31"},
        3: {"姓名": FULL[1]},
    }
    path = _typed(tmp_path / "二季度.xlsx", edits)
    before = path.read_bytes()
    done = _imported(path, tmp_path / "data")
    assert done.marked_copy is not None
    assert path.read_bytes() == before
    with zipfile.ZipFile(done.marked_copy) as book:
        texts = "".join(book.read(name).decode("utf-8") for name in book.namelist())
    assert not any(text in texts for text in FULL)
    assert "石**" in texts
    again = openpyxl.load_workbook(done.marked_copy)
    names = [cell.value for sheet in again.worksheets for cell in sheet["E"] if cell.value]
    assert {"石**", "欧阳**"} <= set(names)
