"""Typed tables of a package -> issues of its keys: primary, unique and foreign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from mingbai.check.open_data import schemas
from mingbai.check.open_data.rules import EMPTY_KEY, NOT_UNIQUE
from mingbai.check.open_data.tables import OpenTable
from mingbai.issues import Capped, Issue
from mingbai.read.cell import rules


def key_issues(tables: Mapping[str, OpenTable]) -> Iterator[Issue]:
    """Issues of all keys of all tables, by name; foreign keys inside the package alone."""
    for table in tables.values():
        if not table.is_whole:
            continue  # a cell that is refused is no part of a key
        yield from _primary(table)
        for names in schemas.unique_keys(table.raw):
            yield from _unique(table, names)
        for foreign in schemas.foreign_keys(table.raw):
            yield from _foreign(table, foreign, tables)


def _primary(table: OpenTable) -> tuple[Issue, ...]:
    """A part that is empty, and keys that two rows share."""
    names = [name for name in schemas.primary_key(table.raw) if name in table.texts.columns]
    issues = Capped()
    for name in names:
        for row in table.texts[name].is_null().arg_true():
            issues.add(EMPTY_KEY.issue(*table.place(row), name, name))
    for row, other, key in _twins(table.texts, names):
        path, line = table.place(other)
        place = table.place(row)
        issues.add(rules.DUPLICATE_KEY.issue(*place, names[-1], key, f"{path}:{line}"))
    return issues.all()


def _unique(table: OpenTable, names: Sequence[str]) -> tuple[Issue, ...]:
    issues = Capped()
    for row, other, key in _twins(table.texts, names):
        path, line = table.place(other)
        issues.add(NOT_UNIQUE.issue(*table.place(row), names[-1], key, f"{path}:{line}"))
    return issues.all()


def _twins(texts: pl.DataFrame, names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(row, the first other row of the same key, the key as text).

    A key with an empty part is nobody's twin.
    """
    if not names:
        return
    keys = texts.select(names).with_row_index("row")
    whole = keys.filter(pl.all_horizontal(pl.col(names).is_not_null()))
    first = pl.col("row").first().over(names)
    second = pl.col("row").get(1, null_on_oob=True).over(names)
    twins = whole.filter(pl.struct(names).is_duplicated()).with_columns(
        other=pl.when(pl.col("row") == first).then(second).otherwise(first)
    )
    for row, *key, other in twins.rows():
        yield row, other, " ".join(key)


def _foreign(
    table: OpenTable, foreign: schemas.ForeignKey, tables: Mapping[str, OpenTable]
) -> tuple[Issue, ...]:
    """Rows whose key has no target row; a key without any part has none to have."""
    names, target_name, target_names = foreign
    target = tables.get(target_name) if target_name else table
    issues = Capped()
    if target is None or not target.is_whole:
        return ()
    keys = table.texts.select(names).with_row_index("row")
    present = keys.filter(pl.any_horizontal(pl.col(names).is_not_null()))
    targets = target.texts.select(target_names).unique()
    targets.columns = list(names)
    orphans = present.join(targets, on=list(names), how="anti", nulls_equal=True).sort("row")
    title = target.schema.title
    target_words = target.name if title == target.name else f"{title}（{target.name}）"
    for row, *key in orphans.rows():
        text = " ".join(part or "" for part in key)
        issues.add(rules.MISSING_REFERENCE.issue(*table.place(row), names[-1], text, target_words))
    return issues.all()
