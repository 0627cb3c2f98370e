"""What a workbook itself enters -> names that its other sheets may use for it.

A registry's first workbook enters a village on one sheet and its book on the next; a contract may
speak of the asset above it. Both are said by name before either is in the data.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mingbai.schema import Field, Schema
from mingbai.workbook.names import TITLES, NameList, Names, Thing


def with_own(names: Names, texts: Mapping[str, str], schemas: tuple[Schema, ...]) -> Names:
    """The names, and those of things that the tables enter; the same object where nothing is new.

    texts: table -> CSV text. A thing that is above another of its table (a village of its group) is
    put before its name: 柳塘村一组.
    """
    entered: dict[str, list[Thing]] = {}
    for schema in schemas:
        title = next((name for name in TITLES if name in schema.by_name), None)
        for field in schema.fields:
            known = names.scopes.get(field.identifies or "")
            if title is None or known is None or schema.name not in texts:
                continue
            rows = list(csv.DictReader(io.StringIO(texts[schema.name])))
            things = _things(rows, field, title, _above(schema, field), known)
            entered.setdefault(field.identifies or "", []).extend(things)
    lists = {scope: things for scope, things in entered.items() if things}
    if not lists:
        return names
    before = {scope: names.scopes[scope] for scope in lists}
    after = {
        scope: NameList((*before[scope].things, *things), before[scope].is_closed)
        for scope, things in lists.items()
    }
    replaced = {id(before[scope]): after[scope] for scope in after}
    return replace(
        names,
        scopes={**names.scopes, **after},
        fields={name: replaced.get(id(one), one) for name, one in names.fields.items()},
    )


def _above(schema: Schema, field: Field) -> str:
    """The column that names the thing above, of the same table; "" where there is none."""
    for columns, resource, referred in schema.foreign_keys:
        if resource in ("", schema.name) and referred == (field.name,):
            return columns[0]
    return ""


def _things(
    rows: list[dict[str, str]], field: Field, title: str, above: str, known: NameList
) -> Iterator[Thing]:
    """The things of a table that nobody has entered before."""
    titles = {row[field.name]: row[title] for row in rows}
    for row in rows:
        code, name = row[field.name], row[title]
        if code and name and code not in known.by_code:
            over = row.get(above, "")
            thing_above = known.by_code.get(over)
            over_title = thing_above.title if thing_above is not None else titles.get(over, over)
            aliases = (f"{over_title}{name}",) if over_title else ()
            yield Thing(code, name, over_title, aliases, is_own=True)
