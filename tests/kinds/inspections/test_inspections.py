"""Inspections of firms: only with the power, and on a calendar that can be read."""

from __future__ import annotations

from pathlib import Path

from harness import data_folder, found, seal
from mingbai import build
from mingbai.model import Page


def _pages(data: Path) -> dict[str, Page]:
    return {page.url: page for page in build.build(data).pages()}


def _filings(data: Path, *lines: str) -> Path:
    path = data / "inspections" / "shichang" / "2026-06" / "filings.csv"
    heading = path.read_text("utf-8").splitlines()[0]
    path.write_text("\n".join([heading, *lines, ""]), "utf-8")
    path.with_name("results.csv").write_text(
        "filing_no,inspected,passed,to_mend,cases,published,gist\n", "utf-8"
    )
    seal(data)
    return data


def test_the_calendar_lists_a_check_in_every_month_it_lasts(tmp_path: Path) -> None:
    """From 29 June to 3 July stands in both months; within a month its name is said once."""
    data = _filings(
        data_folder(tmp_path, "inspections"),
        "JC-2026-011,shichang,YSHJ-35,加油站,5,加油机,2026-06-22,2026-06-29,2026-07-03",
        "JC-2026-012,shichang,YSHJ-35,农贸市场,3,电子秤,2026-07-01,2026-07-06,2026-07-17",
        "JC-2026-013,shichang,YSHJ-35,餐饮服务单位,9,后厨,2026-06-01,2026-06-04,2026-06-04",
    )
    sections = _pages(data)["/inspections/cal/"].view.sections
    days = {
        section.title: [day for day in DAYS if section.table and f">{day}<" in section.table.body]
        for section in sections
    }
    assert list(days.items()) == [
        ("2026 年 7 月", ["6 月 29 日至 7 月 3 日", "7 月 6 日至 17 日"]),
        ("2026 年 6 月", ["6 月 4 日", "6 月 29 日至 7 月 3 日"]),
    ]


DAYS = ("6 月 4 日", "6 月 29 日至 7 月 3 日", "7 月 6 日至 17 日")


def test_who_may_inspect_whom_is_said_with_its_basis(tmp_path: Path) -> None:
    """The powers stand on the index: agency, class of objects, provision."""
    index = _pages(data_folder(tmp_path, "inspections"))["/inspections/"].view
    powers = next(section for section in index.sections if section.id == "powers")
    assert powers.says == "公开检查权 3 项。"
    assert powers.table.body.count("/agencies/shichang/") == 3
    assert "《优化营商环境条例》第三十五条" in powers.table.body


def test_without_any_published_power_nobody_inspects(tmp_path: Path) -> None:
    """A county that lists no powers has every filing refused."""
    data = data_folder(tmp_path, "inspections")
    path = data / "inspections" / "shichang" / "2026-06" / "powers.csv"
    path.write_text("agency,objects,basis_id\n", "utf-8")
    seal(data)
    codes = [line.split()[1] for line in found(data) if line.startswith("error")]
    assert codes == ["inspection-without-power"] * 3
