"""A list of service items from a provincial portal -> a data folder: registry and catalogues.

    python scripts/import_items.py items.csv OUT [--published 2026-11-22]

Nothing is made up: what the list does not say stays empty, and the portal says 未公布. Where the
list comes from, and under which licence, is written into every package and onto the portal.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

import mingbai
from demo import content
from demo.workdays import announced_days
from mingbai import history, schema
from mingbai.build import schemas_of
from mingbai.county import codes
from mingbai.kinds import KINDS

TYPES = {
    "1": "行政许可",
    "5": "行政给付",
    "7": "行政确认",
    "8": "行政奖励",
    "9": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
COLUMNS = (
    "department",
    "main_item",
    "name",
    "item_code",
    "area_code",
    "task_type",
    "dept_code",
    "link",
)
SOURCE = {
    "title": "v-luobo/zwfw，bszl-data.js，提交 11bd626",
    "path": "https://github.com/v-luobo/zwfw",
}
LICENCE = {
    "name": "Apache-2.0",
    "title": "Apache License 2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
}
PUBLISHED = date(2026, 11, 22)  # when the copy in tests/real was taken; the list has no date
_UNSORTED = "未分类"
_KINDS = Path(mingbai.__file__).parent / "kinds"
Row = Mapping[str, Any]


class BadListError(Exception):
    """The list is not what it is taken for; says line and value."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A department of the list. uscc: only a credit code whose check character holds, else ""."""

    slug: str
    name: str
    uscc: str


def read(path: Path) -> tuple[Row, ...]:
    """All rows, as they stand; refuses another heading, a repeated code, an unknown type."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise BadListError(f"表头应为 {'、'.join(COLUMNS)}")
        rows = tuple(reader)
    first_lines: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BadListError(f"第 {line} 行的列数不对")
        if row["task_type"] not in TYPES:
            raise BadListError(f"第 {line} 行的事项类型 {row['task_type']} 不认识")
        first = first_lines.setdefault(row["item_code"].casefold(), line)
        if first != line:
            raise BadListError(f"第 {line} 行的编码 {row['item_code']} 和第 {first} 行相同")
    if len({row["area_code"] for row in rows}) != 1:
        raise BadListError("应当只有一个地区的事项")
    return rows


def agencies(rows: Iterable[Row]) -> Mapping[str, Agency]:
    """By department, in the order of the list. Several codes: a true credit code goes first."""
    dept_codes: dict[str, list[str]] = {}
    for row in rows:
        dept_codes.setdefault(row["department"], []).append(row["dept_code"].upper())
    agency_by_name = {name: _agency(name, sorted(set(c))) for name, c in dept_codes.items()}
    if len({agency.slug for agency in agency_by_name.values()}) != len(agency_by_name):
        raise BadListError("两个单位的代码相同")
    return agency_by_name


def _agency(name: str, dept_codes: Sequence[str]) -> Agency:
    column = pd.Series(dept_codes, dtype="str")
    credit_codes = column[codes.credit_code(column) == column].tolist()
    code = credit_codes[0] if credit_codes else dept_codes[0]
    slug = "d-" + re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
    return Agency(slug, name, credit_codes[0] if credit_codes else "")


def write(rows: Sequence[Row], out: Path, published: date) -> int:
    """Write registry and one catalogue an agency below `out`; how many packages."""
    agency_by_name, area = agencies(rows), rows[0]["area_code"]
    period = str(published.year)
    first = next(iter(agency_by_name.values()))
    keeper = agency_by_name.get("区政府办", first)  # the registry is somebody's
    registry = out / "registry" / keeper.slug / period
    _package(
        registry, "registry", f"{area} 登记表", published, _registry(area, agency_by_name.values())
    )
    for agency in agency_by_name.values():
        items = [_item(row, agency) for row in rows if row["department"] == agency.name]
        folder = out / "approvals" / agency.slug / period
        _package(folder, "approvals", f"{agency.name}办事指南", published, {"items": items})
    history.sealing.seal_folder(out, schemas_of(KINDS))
    return len(agency_by_name) + 1


def _item(row: Row, agency: Agency) -> Row:
    main = row["main_item"]
    return {
        "item_code": row["item_code"],
        "name": row["name"],
        "main_item": "" if main == _UNSORTED else main,
        "type": TYPES[row["task_type"]],
        "agency": agency.slug,
        "link": row["link"],
    }


def _registry(area: str, registered: Iterable[Agency]) -> Mapping[str, Sequence[Row]]:
    """The least that a registry needs; windows, posts, books and bases are not known."""
    return {
        "places": [{"place_code": area, "name": f"区划 {area[:6]}", "kind": "县"}],
        "agencies": [
            {
                "slug": agency.slug,
                "uscc": agency.uscc,
                "name": agency.name,
                "short_name": agency.name,
                "class": "其他机构",
                "place_code": area,
            }
            for agency in registered
        ],
        "books": [],
        "posts": [],
        "windows": [],
        "legal_bases": [],
        "calendar": [
            {**day, "is_off": "是" if day["is_off"] else "否"}
            for day in content.records(announced_days())
        ],
        "rules": [
            {**rule, "basis": "示例数值，不是该地确定的"}
            for rule in content.records(content.table("rules"))
        ],
        "site": [{"key": key, "value": value} for key, value in _site(area).items()],
    }


def _site(area: str) -> Row:
    """What every page says of the portal: whose data it is, and that nobody official made it."""
    return {
        "portal_name": f"办事指南（区划 {area[:6]}）",
        "county_name": f"区划 {area[:6]}",
        "organiser": "由公开数据整理，不是政府网站；数据来自 GitHub v-luobo/zwfw，Apache-2.0",
        "phone": "",
        "supervision_phone": "",
        "is_demo": "否",
        "site_url": "https://mingbai.example/",
        "site_code": "",
        "icp": "",
        "police_no": "",
        "licence_name": LICENCE["title"],
        "licence_url": LICENCE["path"],
        "contact": SOURCE["path"],
    }


def _package(
    folder: Path, kind: str, title: str, published: date, tables: Mapping[str, Sequence[Row]]
) -> None:
    """One folder: a CSV a table and the descriptor, with origin and licence."""
    folder.mkdir(parents=True)
    for name, records in tables.items():
        table = schema.load(_KINDS / kind, name)[0].at(folder.name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, [f.name for f in table.fields], restval="", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(records)
    descriptor = {
        "name": "-".join(folder.parts[-3:]),
        "title": title,
        "published": published.isoformat(),
        "approved_by": "未经原单位批准，由公开数据整理",
        "licenses": [LICENCE],
        "sources": [SOURCE],
        "resources": [{"name": name, "path": f"{name}.csv"} for name in tables],
    }
    document = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(document + "\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 written, 2 the list or the folder is not as it should be."""
    parser = argparse.ArgumentParser(description="省级门户的事项清单 → 数据文件夹")
    parser.add_argument("items", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--published", type=date.fromisoformat, default=PUBLISHED)
    options = parser.parse_args(arguments)
    if options.out.exists():
        print(f"{options.out} 已经有了，不覆盖。", file=sys.stderr)
        return 2
    try:
        count = write(read(options.items), options.out, options.published)
    except (BadListError, csv.Error, UnicodeDecodeError) as error:
        print(f"{options.items}：{error}", file=sys.stderr)
        return 2
    print(f"{count} 个数据包写到 {options.out}。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
