"""A package that is there and the tables that come -> what an import would change, by book."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mingbai.schema import Schema
from mingbai.sentences import Sentence
from mingbai.workbook.names import Names

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_Rows = dict[tuple[str, ...], dict[str, str]]


@dataclass(frozen=True)
class TableChange:
    """Rows of one table that differ, of one thing (a book). thing: its name, "" where it has none.

    added, removed, changed: how many rows. code: of the thing; a village's groups follow it.
    """

    table: str
    thing: str
    added: int
    removed: int
    changed: int
    code: str = ""

    @property
    def words(self) -> str:
        """`柳塘村账本 账目：增加 1 行，少 2 行，改 3 行`; a command can say it in English."""
        of_table = f"{self.thing} {self.table}".strip()
        added = Sentence("增加 {count} 行", count=self.added)
        removed = Sentence("少 {count} 行", count=self.removed)
        changed = Sentence("改 {count} 行", count=self.changed)
        pairs = ((added, self.added), (removed, self.removed), (changed, self.changed))
        first, *rest = (words for words, count in pairs if count)
        for words in rest:
            first = Sentence("{first}，{rest}", first=first, rest=words)
        return Sentence("{table}：{changes}", table=of_table, changes=first)


def changes(
    folder: Path, schemas: tuple[Schema, ...], texts: Mapping[str, str], names: Names
) -> tuple[TableChange, ...]:
    """What differs between the package in a folder and tables as CSV texts, in order.

    A table that does not come stays as it is and is no change. Rows are compared by their key,
    numbers by their value.
    """
    table_changes: list[TableChange] = []
    for schema in schemas:
        if schema.name in texts:
            before = _rows(_text(folder / f"{schema.name}.csv"), schema)
            table_changes += _of_table(schema, before, _rows(texts[schema.name], schema), names)
    return tuple(sorted(table_changes, key=lambda one: (one.code, one.table)))


def _of_table(schema: Schema, before: _Rows, after: _Rows, names: Names) -> Iterator[TableChange]:
    thing = next((field for field in schema.fields if names.things_of(field.name)), None)
    counts: Counter[tuple[str, str]] = Counter()
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        row = new or old or {}
        id_ = row.get(thing.name, "") if thing is not None else ""
        sort = "added" if old is None else "removed" if new is None else "changed"
        counts[id_, sort] += 1
    for id_ in sorted({id_ for id_, _ in counts}):
        yield TableChange(
            table=schema.title,
            thing=names.title(id_, thing.name) if thing is not None else "",
            added=counts[id_, "added"],
            removed=counts[id_, "removed"],
            changed=counts[id_, "changed"],
            code=id_,
        )


def _text(file: Path) -> str:
    return file.read_text("utf-8-sig", "replace") if file.is_file() else ""


def _rows(text: str, schema: Schema) -> _Rows:
    """The rows by their keys; a heading may be the names of fields or their titles."""
    lines = list(csv.reader(text.splitlines()))
    if not lines:
        return {}
    by_title = {field.title: field.name for field in schema.fields}
    heads = [by_title.get(head, head) for head in lines[0]]
    by_key: _Rows = {}
    for number, line in enumerate(lines[1:]):
        row = {head: _plain(cell) for head, cell in zip(heads, line, strict=False) if cell.strip()}
        key = tuple(row.get(name, "") for name in schema.primary_key)
        by_key[key if schema.primary_key and key not in by_key else (*key, str(number))] = row
    return by_key


def _plain(cell: str) -> str:
    """A number as its value, so that 1200.5 is 1200.50; any other text as it is."""
    is_number = _NUMBER.fullmatch(cell) is not None and "." in cell
    return f"{Decimal(cell).normalize():f}" if is_number else cell
