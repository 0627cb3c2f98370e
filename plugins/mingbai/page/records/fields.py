"""Fields of records -> columns and facts, with the titles, units and links of the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mingbai.model import Edition
from mingbai.money import count, yuan, yuan_column
from mingbai.page.components import Column, Fact, Link
from mingbai.page.tables import Cells
from mingbai.schema import Field, Schema

Row = Mapping[str, Any]
_NUMBERS = ("integer", "number")


def without_lines(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows without file and line.

    For pages: thousands of small tables are cut from one, and pandas copies a two-level index each
    time that a column is looked at.
    """
    return frame.reset_index(drop=True)


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values: absent is None, days are dates, whole numbers are int."""
    columns = {name: _plain(frame[name]) for name in frame.columns}
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def _plain(column: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if pd.isna(v) else v.date() for v in column]
    if pd.api.types.is_bool_dtype(column):
        return [None if pd.isna(v) else bool(v) for v in column]
    if pd.api.types.is_integer_dtype(column):
        return [None if pd.isna(v) else int(v) for v in column]
    return [None if pd.isna(v) else v for v in column]


def column(field: Field, frame: pd.DataFrame, edition: Edition) -> tuple[Column, Cells]:
    """A field as a column: its title with its unit, references as links."""
    values = frame[field.column]
    title = f"{field.title}（{field.unit}）" if field.unit else field.title
    if field.is_money:
        return Column(title, is_num=True), Cells(yuan_column(values), "num")
    if field.type in _NUMBERS:
        texts = values if field.type == "integer" else values.map(str, na_action="ignore")
        return Column(title, is_num=True), Cells(texts, "num")
    if field.type == "date":
        return Column(title), Cells(values, "date")
    if field.type == "boolean":
        return Column(title), Cells([_yes(v) for v in _plain(values)])
    if field.refers:
        named = [_named(field.refers, v, edition) for v in _plain(values)]
        urls = [link.url if link else None for link in named]
        return Column(title), Cells([link.text if link else None for link in named], urls=urls)
    return Column(title), Cells(values)


def _yes(value: bool | None) -> str | None:
    return None if value is None else ("是" if value else "否")


def _named(scope: str, id_: str | None, edition: Edition) -> Link | None:
    """A reference as a link with the words a reader knows it by."""
    if id_ is None:
        return None
    county = edition.county
    if scope == "agency":
        return Link(str(county.agencies.at[id_, "short_name"]), f"/agencies/{id_}/")
    if scope == "place":
        return Link(str(county.places.at[id_, "path"]), f"/places/{id_}/")
    name = edition.names.get((scope, id_))
    if name is None:
        return Link(id_)
    return Link(id_ if edition.scopes[scope].is_numbered else name.title, name.url)


def facts(schema: Schema, names: Sequence[str], row: Row, edition: Edition) -> tuple[Fact, ...]:
    """Fields of one record as names and values; a field that is empty is left out."""
    facts_of_record = []
    for name in names:
        field = schema[name]
        value = row[field.column]
        if value is not None:
            facts_of_record.append(Fact(field.title, _value(field, value, edition)))
    return tuple(facts_of_record)


def _value(field: Field, value: Any, edition: Edition) -> Any:
    if field.refers:
        return _named(field.refers, value, edition)
    if field.is_money:
        return f"{yuan(value)} 元"
    if field.type == "boolean":
        return _yes(value)
    if field.type == "integer":
        return f"{count(value)} {field.unit}".strip()
    if field.type == "date":
        return value
    return f"{value} {field.unit}".strip()
