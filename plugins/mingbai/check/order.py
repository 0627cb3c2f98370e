"""Issues -> in the order in which they are reported. Issues are sorted here and nowhere else.

Whoever finds issues returns them unordered; `build.check` (and an import, which adds its own and
names cells of a workbook) puts the whole list in order once; reports and pages keep that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mingbai.issues import Issue
from mingbai.schema import Schema, Schemas

_CELL = re.compile("([A-Z]{1,3})[0-9]+")


def in_order(issues: Iterable[Issue], schemas: Mapping[str, Schemas]) -> tuple[Issue, ...]:
    """By file, line, and column from the left; then by field, code and value.

    schemas: the tables of each kind, by its name: they give the position of a column.
    """
    tables = {
        (kind, table.name): table
        for kind, tables_of_kind in schemas.items()
        for table in tables_of_kind
    }

    def key(issue: Issue) -> tuple[str, int, int, tuple[str, int, str, str, str]]:
        return (issue.path, issue.row or 0, _column(issue, tables), issue.order)

    return tuple(sorted(issues, key=key))


def _column(issue: Issue, tables: Mapping[tuple[str, str], Schema]) -> int:
    """Position of the issue's column, in its workbook or in its schema; 0 where it has none."""
    cell = _CELL.fullmatch(issue.values.get("cell", ""))
    if cell:
        return sum((ord(letter) - 64) * 26**place for place, letter in enumerate(cell[1][::-1]))
    kind, _, rest = issue.path.partition("/")
    table = tables.get((kind, rest.rpartition("/")[2].removesuffix(".csv")))
    names = [field.name for field in table.fields] if table else []
    return names.index(issue.field) if issue.field in names else 0
