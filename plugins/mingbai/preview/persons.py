"""Two Editions -> how many persons would be shown or not any more, list by list; never who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from mingbai.check import privacy
from mingbai.model import Edition, Kind
from mingbai.preview.consequences import Consequence, Move
from mingbai.read import Table

_VERBS = {Move.NEW: "新公示", Move.CHANGED: "改了", Move.GONE: "不再公示"}
_KEY, _LIST, _TITLE, _CONTENT, _UNTIL = "key", "list", "title", "content", "until"


def moved(kinds: Sequence[Kind], before: Edition, after: Edition) -> Iterator[Consequence]:
    """Of every person list, as it is shown on the day."""
    for kind in kinds:
        for table in after.tables[kind.name]:
            if table.schema.is_person_list:
                former = before.tables[kind.name][table.name]
                old, new = _rows(former, before), _rows(table, after)
                yield from _of_table(f"{kind.name}/{table.name}", old, new)


def _rows(table: Table, edition: Edition) -> pd.DataFrame:
    """Every row on show: its key, its list, the list's title, all that it says, its last day."""
    frame, schema = privacy.current(table, edition.county.as_of).frame, table.schema
    cells = frame[[field.column for field in schema.fields]].astype("str").fillna("")
    keys = [schema[name].column for name in schema.primary_key]
    has_title = "title" in schema.by_name
    return pd.DataFrame(
        {
            _KEY: cells[keys].agg("\x00".join, axis=1) if len(cells) else "",
            _LIST: cells[keys[0]],
            _TITLE: cells["title"] if has_title else schema.title,
            _CONTENT: cells.agg("\x00".join, axis=1) if len(cells) else "",
            _UNTIL: cells[str(schema.expires)].str[:10],
        },
        dtype="str",
    ).reset_index(drop=True)


def _of_table(name: str, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Consequence]:
    joined = old.merge(new, on=_KEY, how="outer", suffixes=("_before", "_after"), indicator=True)
    is_same = joined[f"{_CONTENT}_before"] == joined[f"{_CONTENT}_after"]
    moves = {
        Move.NEW: joined["_merge"] == "right_only",
        Move.GONE: joined["_merge"] == "left_only",
        Move.CHANGED: (joined["_merge"] == "both") & ~is_same,
    }
    for move, chosen in moves.items():
        side = "before" if move is Move.GONE else "after"
        for number, rows in joined[chosen].groupby(f"{_LIST}_{side}", sort=True):
            title, until = rows[f"{_TITLE}_{side}"].iloc[0], rows[f"{_UNTIL}_{side}"].max()
            tail = "" if move is Move.GONE else f"，到 {until} 为止"
            yield Consequence(
                id=f"{name}/{number}",
                move=move,
                words=f"{title}（{number}）：{_VERBS[move]} {len(rows):,} 人{tail}",
            )
