"""Rows of tables <-> their lasting ids: `accounts/entries/990121100201-00/2026-06/011`.

Kind, table and the cells of the row's own key, never its place in a file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping

import pandas as pd

from mingbai import fingerprints
from mingbai.check.cache import Ruling
from mingbai.check.kept import Kept
from mingbai.dates import iso_column
from mingbai.read import Table, Tables


def of_change(kind: str, table: str, key: str) -> str:
    """The id of a row from its key as corrections and versions write it: a JSON array of texts."""
    return "/".join((kind, table, *json.loads(key)))


def of_rows(kind: str, table: Table, rows: pd.DataFrame) -> pd.Series:
    """The ids of some rows of a table, on their index."""
    ids = pd.Series(f"{kind}/{table.name}", index=rows.index, dtype="str")
    for name in table.schema.primary_key:
        ids = ids + "/" + _text(rows[table.schema[name].column])
    return ids


def rows_of(tables: Tables, kind: str, table: str, ids: Collection[str]) -> pd.DataFrame:
    """The rows of a table that have these ids, with the column `row_id`.

    Only rows whose first cell is asked for are looked at: a ledger has many.
    """
    of_table = tables[table]
    frame, key = of_table.frame, of_table.schema.primary_key
    if not key:
        return frame.iloc[:0].assign(row_id="")
    first = _text(frame[of_table.schema[key[0]].column])
    near = frame[first.isin({id_.split("/")[2] for id_ in ids})]
    row_id_of = of_rows(kind, of_table, near)
    return near.assign(row_id=row_id_of)[row_id_of.isin(ids)]


def by_table(ids: Collection[str]) -> Mapping[tuple[str, str], frozenset[str]]:
    """Ids by kind and table; what cannot be an id is left out."""
    ids_by_table: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for id_ in ids:
        parts = id_.split("/")
        if len(parts) > 2:
            ids_by_table[parts[0], parts[1]].add(id_)
    return {place: frozenset(of_table) for place, of_table in ids_by_table.items()}


def present(tables: Mapping[str, Tables], ids: Collection[str]) -> frozenset[str]:
    """Those of the ids whose rows are there."""
    present_ids: set[str] = set()
    for (kind, table), wanted in by_table(ids).items():
        if kind in tables and table in tables[kind].by_name:
            present_ids.update(rows_of(tables[kind], kind, table, wanted)["row_id"])
    return frozenset(present_ids)


def still_present(tables: Mapping[str, Tables], kept: Kept, ids: Collection[str]) -> frozenset[str]:
    """As `present`; a table is read only where its files are not as they were."""
    present_ids: set[str] = set()
    for (kind, table), wanted in by_table(ids).items():
        if kind in tables and table in tables[kind].by_name:
            reads = {
                "ids": fingerprints.words(*sorted(wanted)),
                **kept.of_table(table, tables[kind].packages),
            }

            def look(
                reads: Mapping[str, str] = reads,
                of_kind: Mapping[str, Tables] = {kind: tables[kind]},
                wanted: Collection[str] = wanted,
            ) -> Ruling:
                return Ruling(reads, content=json.dumps(sorted(present(of_kind, wanted))))

            found = kept.ruling(f"rows {kind} {table}", reads, look).content
            present_ids.update(json.loads(found))
    return frozenset(present_ids)


def _text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return iso_column(column).astype("str")
    return column.astype("str")
