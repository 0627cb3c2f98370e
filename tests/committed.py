"""Packages as clerks commit them, for tests of the gate: any bytes, any descriptor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mingbai import schema
from mingbai.issues import Issue
from mingbai.read import tables
from mingbai.read.package import package
from mingbai.read.package.package import Package
from mingbai.read.tables import Tables
from mingbai.schema import Schema

PLACE = "ledgers/taiping/2026-06"


def _field(name: str, title: str, type_: str, **more: Any) -> dict[str, Any]:
    unit = more.pop("unit", "")
    raw = {"name": name, "title": title, "title_en": name, "description": f"{title}的写法"}
    boolean = {"trueValues": ["是"], "falseValues": ["否"]} if type_ == "boolean" else {}
    return {**raw, "type": type_, "unit": unit, **boolean, "constraints": more}


HEADS = schema.parse(
    "heads",
    {
        "title": "总表",
        "title_en": "Heads",
        "description": "一本一行。",
        "fields": [
            _field("code", "编号", "string", required=True, pattern=r"\d{4}-\d{2,3}"),
            _field("month", "月份", "yearmonth", required=True),
        ],
        "missingValues": [""],
        "primaryKey": ["code", "month"],
    },
)
LINES = schema.parse(
    "lines",
    {
        "title": "明细",
        "title_en": "Lines",
        "description": "一笔一行。",
        "optional": True,
        "fields": [
            _field("code", "编号", "string", required=True, pattern=r"\d{4}-\d{2,3}"),
            _field("month", "月份", "yearmonth", required=True),
            _field("no", "序号", "string", required=True, pattern=r"\d{3,5}"),
            _field("day", "日期", "date", required=True, minimum="2020-01-01"),
            _field("year", "年度", "year", maximum="2030"),
            _field("kind", "收支", "string", required=True, enum=["收入", "支出"]),
            _field("amount", "金额", "number", unit="元", required=True, minimum=0.01),
            _field("balance", "余额", "number", unit="元"),
            _field("area", "面积", "number", unit="亩", minimum=0, maximum=1000.5),
            _field("count", "张数", "integer", required=True, minimum=0, maximum=999),
            _field("score", "分数", "integer"),
            _field("done", "是否办结", "boolean", required=True),
            _field("paid", "是否付清", "boolean"),
            _field("voucher", "凭证号", "string", pattern="[A-Za-z0-9\\u4e00-\\u9fff-]{1,20}"),
            _field("summary", "摘要", "string", required=True, minLength=2, maxLength=10),
            _field("note", "备注", "string"),
        ],
        "missingValues": [""],
        "primaryKey": ["code", "month", "no"],
        "foreignKeys": [
            {
                "fields": ["code", "month"],
                "reference": {"resource": "heads", "fields": ["code", "month"]},
            }
        ],
    },
)
SCHEMAS = (HEADS, LINES)
HEADING = ",".join(field.name for field in LINES.fields)
TITLES = ",".join(field.title for field in LINES.fields)
GOOD = "1001-00,2026-06,001,2026-06-05,2026,支出,12.50,-0.05,3.25,2,-7,是,,记1,修路工程款,"


def write(root: Path, files: Mapping[str, bytes], place: str = PLACE, **more: Any) -> None:
    """One package below the data folder `root`; `more` overrides what its descriptor says."""
    folder = root / place
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "name": place.replace("/", "-"),
        "title": "太平镇 2026 年 6 月",
        "published": "2026-07-10",
        "approved_by": "演示",
        "resources": [{"name": name, "path": f"{name}.csv"} for name in files],
        **more,
    }
    for name, body in files.items():
        (folder / f"{name}.csv").write_bytes(body)
    (folder / "datapackage.json").write_text(json.dumps(document), "utf-8")


def find(root: Path) -> tuple[tuple[Package, ...], tuple[Issue, ...]]:
    """The packages of `ledgers` below `root`, and what is wrong with them, in order."""
    packages, issues = package.find(root, {"ledgers": SCHEMAS})
    return packages, ordered(issues)


def resource(**more: Any) -> dict[str, Any]:
    """The resources of a package of one table, with these properties."""
    return {"resources": [{"name": "heads", "path": "heads.csv", **more}]}


def read(root: Path, schemas: tuple[Schema, ...] = SCHEMAS) -> tuple[Tables, tuple[Issue, ...]]:
    """What the gate makes of the `ledgers` below `root`."""
    packages, issues = package.find(root, {"ledgers": schemas})
    found, faults = tables.read(schemas, packages)
    return found, (*ordered(issues), *ordered(faults))


def ordered(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Issues by file, line and field."""
    return tuple(sorted(issues, key=lambda issue: issue.order))


def heads(*keys: str) -> bytes:
    """The table of heads with these `code,month` rows."""
    return "\n".join(("code,month", *(keys or ("1001-00,2026-06",)), "")).encode()


def lines(*rows: str, heading: str = HEADING) -> bytes:
    """The table of lines with these rows."""
    return "\n".join((heading, *(rows or (GOOD,)), "")).encode()


def row(**cells: str) -> str:
    """The good row with some cells replaced, unquoted."""
    names = HEADING.split(",")
    values = dict(zip(names, GOOD.split(","), strict=True))
    return ",".join((values | cells)[name] for name in names)


def told(issues: tuple[Issue, ...]) -> list[tuple[str, int | None, str | None]]:
    """Code, line and field of each issue, in order."""
    return [(issue.code, issue.row, issue.field) for issue in issues]


def said(issue: Issue) -> str:
    """What an issue says, from what it carries; KeyError where its words ask for more."""
    own = {"found": issue.found, "expected": issue.expected, "field": issue.field, **issue.values}
    return " ".join((issue.message.format(**own), issue.remedy.format(**own)))


def placed(issues: tuple[Issue, ...]) -> list[tuple[str, str, str | None]]:
    """Code, path and field of each issue, in order."""
    return [(issue.code, issue.path, issue.field) for issue in issues]
