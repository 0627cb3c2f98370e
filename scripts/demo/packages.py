"""DemoPackage -> its folder: datapackage.json, one CSV a table, files beside.

Tables hold the columns of the kind's schemas as they are in memory: money as integer 分 under
`<name>_fen`, dates as dates, booleans as booleans, absent as absent. They hold the columns of all
periods; written are those of the package's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import polars as pl

import mingbai
from mingbai import schema
from mingbai.schema import Field, Schema

_KINDS = Path(mingbai.__file__).parent / "kinds"
_LICENCES = [{"name": "CC-BY-4.0", "title": "知识共享 署名 4.0 国际"}]
SOURCE = "演示数据：由 scripts/county.py 生成，人名、地名、单位和金额均为虚构"


@dataclass(frozen=True, eq=False)
class DemoPackage:
    """One period of one publisher. files: path inside the package (`forms/a.docx`) -> bytes."""

    kind: str
    publisher: str
    period: str
    title: str
    published: date
    approved_by: str
    tables: Mapping[str, pd.DataFrame]
    files: Mapping[str, bytes] = field(default_factory=dict)


def path(package: DemoPackage) -> str:
    """Where it stands below the data folder."""
    return f"{package.kind}/{package.publisher}/{package.period}"


def write(package: DemoPackage, data: Path) -> None:
    """Write a package below the data folder; its folder must not be there yet."""
    folder = data / path(package)
    folder.mkdir(parents=True)
    for name, frame in package.tables.items():
        cells = text(_schema(package.kind, name), frame, package.period)
        cells.write_csv(folder / f"{name}.csv")
    for name, body in package.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(body)
    document = json.dumps(_descriptor(package), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(document + "\n", "utf-8")


def _descriptor(package: DemoPackage) -> dict[str, object]:
    return {
        "name": f"{package.kind}-{package.publisher}-{package.period}".replace("_", "-"),
        "title": package.title,
        "published": package.published.isoformat(),
        "approved_by": package.approved_by,
        "licenses": _LICENCES,
        "sources": [{"title": SOURCE}],
        "resources": [{"name": name, "path": f"{name}.csv"} for name in package.tables],
    }


@cache
def _schema(kind: str, name: str) -> Schema:
    return schema.load(_KINDS / kind, name)[0]


def text(table: Schema, frame: pd.DataFrame, period: str) -> pl.DataFrame:
    """Cells as a clerk types them in a period's form; a column too many or few is a fault."""
    wanted = {f.column for f in table.fields}
    if wanted != set(frame.columns):
        raise ValueError(f"{table.name}: {sorted(wanted ^ set(frame.columns))}")
    values = pl.from_pandas(frame.reset_index(drop=True))
    fields = table.at(period).fields
    return values.select(_cell(f, values.schema[f.column]).alias(f.name) for f in fields)


def _cell(field_: Field, dtype: pl.DataType) -> pl.Expr:
    value = pl.col(field_.column)
    if field_.is_money:
        return _yuan(value)
    if isinstance(dtype, pl.Boolean):
        return pl.when(value).then(pl.lit("是")).when(~value).then(pl.lit("否"))
    if dtype.is_temporal():
        return value.cast(pl.Date).dt.to_string("%Y-%m-%d")
    if dtype.is_float():  # an integer column with absent values, as pandas keeps it
        return value.cast(pl.Int64).cast(pl.String)
    return value.cast(pl.String).replace("", None)


def _yuan(fen: pl.Expr) -> pl.Expr:
    """Integer 分 -> `1234.50`."""
    whole = fen.cast(pl.Int64)
    sign = pl.when(whole < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    cents = (whole.abs() % 100).cast(pl.String).str.zfill(2)
    return pl.concat_str(sign, (whole.abs() // 100).cast(pl.String), pl.lit("."), cents)
