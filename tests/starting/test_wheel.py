"""From the wheel alone: a county is started, its first month imported, its portal built."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from harness import ROOT
from sitelinks import dead
from starting.conftest import Run, build_wheel

BOOK = "990121100201-00"
PLACES = {
    "地方代码": "990121100201",
    "上级代码": "990121100000",
    "名称": "柳塘村",
    "级别": "村",
}
BOOKS = {
    "账簿编号": BOOK,
    "所属地方": "990121100201",
    "账簿名称": "柳塘村账本",
    "账簿种类": "村账",
    "记账单位": "太平镇",
    "起始月份": "2026-06",
}
SHEET = {
    "账簿编号": "柳塘村账本",
    "月份": "2026-06",
    "期初结余": 1000,
    "本月收入": 6000,
    "本月支出": 368.5,
    "期末结余": 6631.5,
    "本年累计收入": 6000,
    "本年累计支出": 368.5,
    "理财小组意见": "同意公开",
    "审核日期": "2026-07-05",
}
ENTRY = {
    "账簿编号": "柳塘村账本",
    "月份": "2026-06",
    "经手人": "周明远",
    "证明人": "林秀芬",
    "审批人": "柳成荫",
    "附件": 1,
}
ENTRIES = (
    {
        "序号": "001",
        "日期": "2026-06-03",
        "凭证号": "记01",
        "科目": "501",
        "公开项目": "F2.1",
        "摘要": "村口商铺六月租金",
        "收支": "收入",
        "金额": 6000,
        "余额": 7000,
    },
    {
        "序号": "002",
        "日期": "2026-06-09",
        "凭证号": "记02",
        "科目": "513",
        "公开项目": "F3.4",
        "摘要": "村委会办公室电费",
        "收支": "支出",
        "金额": 368.5,
        "余额": 6631.5,
    },
)


def _fill(file: Path, sheet: str, *rows: dict[str, Any], line: int = 0) -> None:
    """Type rows under the headings of a sheet: below what it has, or from a line on."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    filled = [cell.row for row in page.iter_rows() for cell in row if cell.value is not None]
    for number, row in enumerate(rows, start=line or max(filled) + 1):
        for head, value in row.items():
            page.cell(number, heads.index(head) + 1, value)
    book.save(file)


@pytest.fixture(scope="module")
def county(outside: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county that was started by the installed command, with an office of a township."""
    here = tmp_path_factory.mktemp("work")
    done = outside(
        *("init", "我的县", "--name", "清源县", "--code", "990121"),
        *("--address", "清河路1号", "--office", "taiping=清源县太平镇人民政府=990121100000"),
        here=here,
    )
    assert done.returncode == 0, done.stderr
    return here / "我的县"


def test_two_wheels_are_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    """Whoever builds the same commit gets the same wheel."""
    assert build_wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_has_all_that_a_county_needs(wheel: Path) -> None:
    """Every file of theme, texts and holidays, and every file below the package."""
    names = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True, text=True
    ).stdout.split("\0")
    moved = {
        "plugins/mingbai/": "mingbai/",
        "theme/static/": "mingbai/shipped/theme/static/",
        "theme/templates/": "mingbai/shipped/theme/templates/",
        "content/pages/": "mingbai/shipped/pages/",
        "scripts/demo/holidays/": "mingbai/shipped/holidays/",
    }
    wanted = {
        target + name.removeprefix(folder)
        for name in listed
        for folder, target in moved.items()
        if name.startswith(folder)
    }
    assert len(wanted) > 500
    assert wanted - names == set()
    assert not [name for name in names if name.startswith(("mingbai/shipped/data", "tests"))]


def test_a_county_is_started_and_its_first_month_is_built(county: Path, outside: Run) -> None:
    """Registry and a month by workbooks as a clerk fills them; then the portal has its page."""
    (registry,) = (county / "工作簿").glob("*.xlsx")
    _fill(registry, "地方", PLACES)
    _fill(registry, "账簿", BOOKS)
    period = registry.stem.rpartition("-")[2]
    told = ("--published", "2026-07-10", "--approved-by", "清源县人民政府办公室")
    who = ("--kind", "registry", "--publisher", "county", "--period", period)
    done = outside("import", registry, *who, *told, "--replace", here=county)
    assert done.returncode == 0, done.stdout + done.stderr
    asked = ("村务财务", "--publisher", "太平镇", "--period", "2026-06")
    done = outside("template", *asked, here=county / "data")
    assert done.returncode == 0, done.stderr
    month = county / "data" / done.stdout.strip().removeprefix("已写好：")
    month = month.rename(county / month.name)
    _fill(month, "公开单", SHEET, line=2)
    _fill(month, "账目", *({**ENTRY, **entry} for entry in ENTRIES))
    done = outside("import", month, "--kind", asked[0], *asked[1:], *told, here=county)
    assert done.returncode == 0, done.stdout + done.stderr
    own = county / "theme"
    (own / "static/css").mkdir(parents=True)
    (own / "static/css/county.css").write_text(".county { order: 7 }\n", "utf-8")
    (own / "templates").mkdir()
    (own / "templates/notices.html").write_text("本县自己的样子", "utf-8")
    done = outside("build", here=county)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (county / "output/notices/index.html").read_text("utf-8") == "本县自己的样子"
    assert ".county { order: 7; }" in (county / "output/theme/mingbai.css").read_text("utf-8")
    page = (county / "output/accounts" / BOOK / "index.html").read_text("utf-8")
    assert "6,631.50" in page
    assert "村口商铺六月租金" in (county / "output/accounts" / BOOK / "2026/index.html").read_text()
    assert dead(county / "output") == []
