"""The code lists of a kind that stand in the program -> a table of a dataset.

A code is called by another name where a chart was replaced: each name has the months of the
packages that were read by it.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from mingbai.dates import first_month
from mingbai.model import Kind
from mingbai.read import Package
from mingbai.schema import Schema, parse
from mingbai.tabular import TextTable

NAME = "codes"


def _field(name: str, title: str, title_en: str, meaning: str, type_: str) -> dict[str, object]:
    return {
        "name": name,
        "title": title,
        "title_en": title_en,
        "description": meaning,
        "type": type_,
        "constraints": {"required": True},
    }


SCHEMA: Schema = parse(
    NAME,
    {
        "name": NAME,
        "title": "代码表",
        "title_en": "Codes",
        "description": "代码叫什么名字：各张表里同名的列用的就是这些代码。",
        "fields": [
            _field("field", "列", "Field", "哪一列的代码", "string"),
            _field("code", "代码", "Code", "写在表里的代码", "string"),
            _field("title", "名称", "Name", "代码叫什么", "string"),
            _field("since", "从", "Since", "已公开的各期里，最早这样叫的那个月", "yearmonth"),
            _field("until", "到", "Until", "已公开的各期里，最晚这样叫的那个月", "yearmonth"),
        ],
        "missingValues": [""],
        "primaryKey": ["field", "code", "since"],
    },
)


def code_table(kind: Kind, packages: Sequence[Package]) -> TextTable | None:
    """Every code of the periods that were published; None of a kind that has no code lists."""
    by_code: dict[tuple[str, str, str], tuple[str, str]] = {}
    for month in sorted({first_month(package.period) for package in packages}):
        for field, titles in kind.codes(month).items():
            for code, title in titles.items():
                key = (field, code, title)
                by_code[key] = (by_code.get(key, (month,))[0], month)
    if not by_code:
        return None
    rows = sorted(
        (field, code, *by_code[field, code, title], title) for field, code, title in by_code
    )
    columns = ("field", "code", "since", "until", "title")
    cells = pl.DataFrame(rows, dict.fromkeys(columns, pl.String), orient="row")
    return TextTable(SCHEMA, cells.select(one.name for one in SCHEMA.fields))
