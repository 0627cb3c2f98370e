"""Two versions of a package -> every change between them: of cells, rows, files, facts.

Tables are compared by key, by columns, in their canonical text. A change is told as
`corrections.csv` tells it, so that both can be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from mingbai.history import canonical
from mingbai.history.seals import Seal
from mingbai.schema import Schema
from mingbai.tabular import TextTable, csv_lines

DESCRIPTOR = "datapackage"
_KEY, _ROW = "\x00key", "\x00row"


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two versions.

    table: its name, `datapackage` for what the descriptor says, or the path of a file. row: the
    canonical JSON array of the row's key; "" for a whole table. field: "" for a whole row, whose
    before and after are its canonical line; "" where it is absent.
    """

    table: str
    row: str
    field: str
    before: str
    after: str

    @property
    def place(self) -> tuple[str, str, str]:
        """What it is a change of."""
        return (self.table, self.row, self.field)

    @property
    def is_addition(self) -> bool:
        """Whether nothing stood there before."""
        return self.before == ""


def of_table(
    schema: Schema, former: pl.DataFrame | None, present: pl.DataFrame | None
) -> tuple[Change, ...]:
    """Changes of one table, by its rows' keys. Both: String columns, null where absent.

    None: the version has no such table. Rows in the order of the present table, vanished ones
    after them in their former order.
    """
    empty = pl.DataFrame(schema={field.name: pl.String for field in schema.fields})
    former, present = (empty if cells is None else cells for cells in (former, present))
    names = [*present.columns, *(name for name in former.columns if name not in present.columns)]
    before, after = (_keyed(schema, _with(cells, names)) for cells in (former, present))
    changes = [*_cells(schema.name, before, after, names)]
    changes += _rows(schema, before.join(after, _KEY, "anti"), former.columns, is_added=False)
    changes += _rows(schema, after.join(before, _KEY, "anti"), present.columns, is_added=True)
    position = {key: i for i, key in enumerate([*after[_KEY], *before[_KEY]][::-1])}
    columns = {name: i for i, name in enumerate(["", *names])}
    return tuple(sorted(changes, key=lambda c: (-position[c.row], columns[c.field])))


def of_seals(former: Seal, present: Seal) -> Iterator[Change]:
    """Changes of what the descriptor says, of files, of person lists as a whole."""
    for name in sorted({*former.facts, *present.facts}):
        before, after = former.facts.get(name, ""), present.facts.get(name, "")
        if before != after:
            yield Change(DESCRIPTOR, "", name, before, after)
    for path in sorted({*former.files, *present.files}):
        before, after = former.files.get(path, ""), present.files.get(path, "")
        if before != after:
            yield Change(path, "", "", before, after)
    for name in sorted({*_persons(former), *_persons(present)}):
        before, after = _persons(former).get(name, ""), _persons(present).get(name, "")
        if before != after:
            yield Change(name, "", "", before, after)


def is_same_table(name: str, former: Seal, present: Seal) -> bool:
    """Whether both have a table, byte for byte the same in its canonical form."""
    before, after = (seal.tables.get(name) for seal in (former, present))
    return before is not None and after is not None and before["digest"] == after["digest"]


def whole_table(name: str, former: Seal, present: Seal) -> Change:
    """The change of a table as a whole, by its digests."""
    digests = (str(seal.tables.get(name, {}).get("digest", "")) for seal in (former, present))
    before, after = digests
    return Change(name, "", "", before, after)


def _persons(seal: Seal) -> Mapping[str, str]:
    """The digest of each person list that has any row."""
    return {
        name: str(table["digest"])
        for name, table in seal.tables.items()
        if "root" not in table and table["rows"]
    }


def _with(cells: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """All these columns, absent ones empty."""
    missing = [pl.lit(None, pl.String).alias(n) for n in names if n not in cells.columns]
    return cells.with_columns(missing).select(names)


def _keyed(schema: Schema, cells: pl.DataFrame) -> pl.DataFrame:
    return cells.with_columns(canonical.keys(TextTable(schema, cells)).alias(_KEY))


def _cells(
    table: str, former: pl.DataFrame, present: pl.DataFrame, names: Sequence[str]
) -> Iterator[Change]:
    """Cells that differ in rows that both versions have."""
    both = present.join(former, _KEY, "inner", suffix="\x00")
    for name in names:
        changed = both.filter(pl.col(name).ne_missing(pl.col(f"{name}\x00")))
        for key, before, after in changed.select(_KEY, f"{name}\x00", name).iter_rows():
            yield Change(table, key, name, before or "", after or "")


def _rows(
    schema: Schema, rows: pl.DataFrame, names: Sequence[str], *, is_added: bool
) -> Iterator[Change]:
    """Rows that one version alone has, each as its canonical line."""
    if rows.is_empty():
        return
    lines = csv_lines(TextTable(schema, rows.select(names))).series.str.strip_suffix("\n")
    for key, line in zip(rows[_KEY].to_list(), lines.to_list(), strict=True):
        before, after = ("", line) if is_added else (line, "")
        yield Change(schema.name, key, "", before, after)
