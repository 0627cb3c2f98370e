"""`mingbai counts`: a bureau's own list becomes numbers, and nobody in it gets anywhere."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from exact_sums import told
from harness import data_folder, issues_of, recalled, seal
from mingbai import workbook
from mingbai.check.privacy.small_counts import Cell, Shown
from mingbai.issues import Severity
from mingbai.kinds import COMPLETIONS, KINDS
from mingbai.kinds.completions.counts import months, sums
from mingbai.workbook import CountedLists, CountsNotice

COUNTY, TAIPING, BAIYANG = "990121000000", "990121100000", "990121101000"
OPEN, COUNTED = "990121-ZJ-XK-0001", "990121-ZJ-GG-0001"
HEADS = ("序号", "受理编号", "事项名称", "姓名", "身份证号", "联系电话", "乡镇", "办结日期")
NAME, CARD, PHONE = "欧阳若兰", "990121198803070021", "13800138000"
Case = tuple[str, str, object]
USED = tuple(k for k in KINDS if k.name in {"registry", "approvals", "completions", "delays"})


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good fixture, in which looking up a house's deeds is a number only."""
    data = data_folder(tmp_path_factory.mktemp("county"), "completions")
    classes = data / "registry/county/2026/publication_classes.csv"
    text = classes.read_text("utf-8")
    classes.write_text(text.replace("房屋交易档案,个案公开", "房屋交易档案,只公布数"), "utf-8")
    seal(data)
    return data


@pytest.fixture
def data(good: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write to."""
    return Path(shutil.copytree(good, tmp_path / "data"))


def book(path: Path, cases: Sequence[Case]) -> Path:
    """A list as a bureau keeps it: item, township, day of each case, and who it was."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "2026 年台账"
    sheet.append(["县住建局 2026 年办件台账"])
    sheet.append(HEADS)
    for number, (item, town, day) in enumerate(cases, start=1):
        sheet.append([number, f"D-{number}", item, NAME, CARD, PHONE, town, day])
    made.save(path)
    return path


def counted(
    data: Path, path: Path, period: str, published: str, *, is_checked: bool = True
) -> CountedLists:
    """What the command does, without starting a process. is_checked: with all rules, as it does."""
    checked = recalled(data, USED)
    assert checked.county is not None
    return workbook.count_lists(
        [path],
        COMPLETIONS,
        CountsNotice("zhujian", period, published, "县住建局（演示）"),
        data,
        tables=checked.tables["completions"],
        county=checked.county,
        check=lambda folder: issues_of(folder, USED) if is_checked else (),
    )


def rows(result: CountedLists) -> list[tuple[str, str, str, str]]:
    """(period, place, number, reason) of the package that was written."""
    path = next(file for file in result.files if file.name == "case_counts.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            (row["period"], row["place_code"], row["cases"], row["withheld"])
            for row in csv.DictReader(stream)
        ]


def quarter(numbers: dict[tuple[int, str], int]) -> list[Case]:
    """(month, township) -> so many cases, on days of that month."""
    return [
        ("房屋交易档案查询", town, date(2026, month, 2) + timedelta(days=i % 25))
        for (month, town), number in numbers.items()
        for i in range(number)
    ]


def test_a_list_becomes_a_table_that_gives_nobody_away(data: Path, tmp_path: Path) -> None:
    """Few are 少于5, what would tell them is 不公布; the portal accepts the package."""
    cases = quarter({(4, "太平镇"): 9, (5, "太平镇"): 2, (6, "太平镇"): 7, (6, "白杨镇"): 6})
    result = counted(data, book(tmp_path / "台账.xlsx", cases), "2026q2", "2026-07-08")
    assert result.issues == ()
    assert rows(result) == [
        ("2026-04", COUNTY, "", "不公布"),
        ("2026-05", COUNTY, "", "少于5"),
        ("2026-06", COUNTY, "13", ""),
        ("2026q2", COUNTY, "24", ""),
        ("2026q2", TAIPING, "18", ""),
        ("2026q2", BAIYANG, "6", ""),
    ]
    assert (result.cells, result.withheld) == (4, 2)
    assert not any(i.severity is Severity.ERROR for i in issues_of(data, USED))


def test_nobody_in_the_list_is_anywhere(data: Path, tmp_path: Path) -> None:
    """Not in the data, not in what is said, not even where the list is wrong."""
    cases = [*quarter({(6, "太平镇"): 3}), ("建房审批", "太平镇", "昨天")]
    wrong = counted(data, book(tmp_path / "a.xlsx", cases), "2026-06", "2026-07-08")
    assert [(i.code, i.row) for i in wrong.issues] == [("list-cell", 6)]
    right = counted(data, book(tmp_path / "b.xlsx", cases[:3]), "2026-06", "2026-07-08")
    assert rows(right) == [("2026-06", COUNTY, "", "少于5")]
    said = f"{wrong}{right}"
    written = b"".join(p.read_bytes() for p in data.rglob("*") if p.is_file())
    for secret in (NAME, CARD, PHONE, "D-1,"):
        assert secret not in said
        assert secret.encode() not in written


def test_what_was_published_first_stays(data: Path, tmp_path: Path) -> None:
    """Month after month, then the quarter: what is new gives way, the months stand as they did."""
    cases = quarter({(4, "太平镇"): 9, (5, "太平镇"): 2, (6, "白杨镇"): 7})
    path = book(tmp_path / "台账.xlsx", [(item, "", day) for item, _, day in cases])
    for month, day in (("2026-04", "2026-05-08"), ("2026-05", "2026-06-08")):
        assert counted(data, path, month, day, is_checked=False).issues == ()
    again = counted(data, path, "2026-05", "2026-06-09", is_checked=False)
    assert (again.files, again.issues) == ((), ())
    last = counted(data, path, "2026q2", "2026-07-08")
    assert rows(last) == [("2026-06", COUNTY, "", "不公布"), ("2026q2", COUNTY, "18", "")]


def test_a_list_that_says_otherwise_is_refused(data: Path, tmp_path: Path) -> None:
    """Ten in April where nine were published; the tenth is counted in a month to come."""
    cases = quarter({(4, "太平镇"): 9, (5, "太平镇"): 8})
    first = book(tmp_path / "a.xlsx", cases)
    assert counted(data, first, "2026-04", "2026-05-08", is_checked=False).issues == ()
    late = ("房屋交易档案查询", "太平镇", date(2026, 4, 30))
    path = book(tmp_path / "b.xlsx", [*cases, late])
    refused = counted(data, path, "2026-04", "2026-06-08")
    (issue,) = refused.issues
    assert (issue.code, issue.expected, refused.files) == ("list-count-stands", " 9 件", ())
    made = openpyxl.load_workbook(path)
    sheet = made.active
    sheet.cell(2, len(HEADS) + 1).value = "计入月份"
    sheet.cell(sheet.max_row, len(HEADS) + 1).value = "2026-05"
    made.save(path)
    assert rows(counted(data, path, "2026-05", "2026-06-08")) == [("2026-05", COUNTY, "9", "")]


def test_what_is_not_counted_is_said(data: Path, tmp_path: Path) -> None:
    """Cases that are open, of another month, or published one by one anyhow."""
    cases: list[Case] = [
        *quarter({(5, "太平镇"): 6, (6, "太平镇"): 5}),
        ("房屋交易档案查询", "太平镇", None),
        ("建筑工程施工许可证核发", "太平镇", date(2026, 6, 5)),
    ]
    result = counted(data, book(tmp_path / "台账.xlsx", cases), "2026-06", "2026-07-08")
    assert result.notes == (
        "没有数：没有办结日期的 1 行",
        "没有数：不是只公布数的事项的 1 行",
        "没有数：不在这个时期的 6 行",
    )
    assert rows(result) == [("2026-06", COUNTY, "5", "")]


FAULTS = {
    "an item nobody knows": (("查档", "太平镇", date(2026, 6, 5)), "list-item"),
    "a township nobody knows": (("房屋交易档案查询", "太平", date(2026, 6, 5)), "list-town"),
    "no township beside others": (("房屋交易档案查询", "", date(2026, 6, 5)), "list-town"),
    "a day that is none": (("房屋交易档案查询", "太平镇", "2026-06-31"), "list-cell"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_row_that_cannot_be_counted_is_named(case: str, data: Path, tmp_path: Path) -> None:
    """Its sheet, its row; nothing is written."""
    row, code = FAULTS[case]
    path = book(tmp_path / "台账.xlsx", [*quarter({(6, "太平镇"): 5}), row])
    result = counted(data, path, "2026-06", "2026-07-08")
    assert [(i.code, i.path, i.row) for i in result.issues] == [(code, "台账.xlsx/2026 年台账", 8)]
    assert not (data / "completions/zhujian/2026-06-counts").exists()


def test_a_filter_and_a_number_twice_are_refused(data: Path, tmp_path: Path) -> None:
    """What a filter left over is not the month, and a case that stands twice is one."""
    path = book(tmp_path / "台账.xlsx", quarter({(6, "太平镇"): 6}))
    made = openpyxl.load_workbook(path)
    made.active.row_dimensions[4].hidden = True
    made.save(path)
    assert [i.code for i in counted(data, path, "2026-06", "2026-07-08").issues] == ["list-hidden"]
    made.active.row_dimensions[4].hidden = False
    made.active["B5"].value = "D-1"
    made.save(path)
    (issue,) = counted(data, path, "2026-06", "2026-07-08").issues
    assert (issue.code, issue.row, issue.found) == ("list-twice", 5, "D-1")


def test_a_package_of_cases_and_a_csv_are_lists_too(data: Path, tmp_path: Path) -> None:
    """A folder with `cases.csv` under the portal's own headings, and a CSV as WPS saves it."""
    folder = tmp_path / "package"
    folder.mkdir()
    lines = "".join(f"N-{n},{COUNTED},王*,2026-06-0{n}\n" for n in range(1, 6))
    (folder / "cases.csv").write_text(f"receipt_no,item_code,applicant,decided\n{lines}", "utf-8")
    assert rows(counted(data, folder, "2026-06", "2026-07-08")) == [("2026-06", COUNTY, "5", "")]
    text = "事项编码,申请人,办结日期\n" + f"{COUNTED},王某某,2026/5/6\n" * 7
    path = tmp_path / "台账.csv"
    path.write_bytes(text.encode("gb18030"))
    assert rows(counted(data, path, "2026-05", "2026-07-08")) == [("2026-05", COUNTY, "7", "")]


@pytest.mark.parametrize("seed", range(2))
def test_no_order_of_releases_tells_a_small_number(seed: int, data: Path, tmp_path: Path) -> None:
    """Months and quarters as they come, each from the whole list: solved exactly, all stay open."""
    dice = random.Random(seed)
    numbers = {
        (month, town): dice.choice((0, 0, 1, 2, 3, 6, 9))
        for month in range(1, 7)
        for town in ("太平镇", "白杨镇")
    }
    path = book(tmp_path / "台账.xlsx", quarter(numbers))
    for period, day in (
        ("2026-01", "2026-02-09"),
        ("2026q1", "2026-04-08"),
        ("2026-05", "2026-06-08"),
        ("2026q2", "2026-07-08"),
    ):
        assert counted(data, path, period, day, is_checked=False).issues == ()
    assert not any(i.severity is Severity.ERROR for i in issues_of(data, USED))
    shown: dict[Cell, Shown] = {}
    for file in sorted(data.glob("completions/zhujian/*-counts/case_counts.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                value = row["withheld"] or int(row["cases"])
                shown[row["period"], row["place_code"]] = value
    lines = sums(["2026"], COUNTY, [TAIPING, BAIYANG])
    names = {"太平镇": TAIPING, "白杨镇": BAIYANG}
    true = {
        (period, place): sum(
            number
            for (month, town), number in numbers.items()
            if f"2026-{month:02d}" in months(period) and place in (COUNTY, names[town])
        )
        for period, place in shown
    }
    assert all(true[cell] == value for cell, value in shown.items() if isinstance(value, int))
    assert any(0 < number < 5 for number in true.values())
    assert told(shown, lines, true) == []


def test_no_later_package_says_a_cell_again(data: Path, tmp_path: Path) -> None:
    """Whoever writes a second package by hand, with the number that was withheld, is refused."""
    path = book(tmp_path / "台账.xlsx", quarter({(5, "太平镇"): 2}))
    first = counted(data, path, "2026-05", "2026-06-08", is_checked=False)
    assert rows(first) == [("2026-05", COUNTY, "", "少于5")]
    folder = data / "completions/zhujian/2026-05-counts"
    later = folder.with_name("2026-06-counts")
    shutil.copytree(folder, later)
    file = later / "case_counts.csv"
    file.write_text(
        file.read_text("utf-8").replace(",少于5", "12,").replace(",,12", ",12"), "utf-8"
    )
    errors = [i for i in issues_of(data, USED) if i.severity is Severity.ERROR]
    assert [(i.code, i.path, i.row) for i in errors] == [
        ("duplicate-key", f"completions/zhujian/{month}-counts/case_counts.csv", 2)
        for month in ("2026-05", "2026-06")
    ]
