"""Tables of a kind, or of a whole county -> one SQLite database: the same rows, the same bytes.

Money is a whole number of 分 in a column that says so (`amount_fen`), yes and no are 1 and 0, what
is absent is NULL. A row that stands on a page carries its path. Beside each table there may stand
views: in yuan (`entries_yuan`), with the names of what its codes and ids stand for and with the
whole address of each row (`entries_named`), and of a table whose rows stand in other rows, all that
are above each (`places_above`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from mingbai.schema import Field, Schema
from mingbai.tabular import TextTable

PATH, URL = "page_path", "page_url"  # no field is called so
_CODES = "codes"
_THINGS = "things"
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}


@dataclass(frozen=True)
class Key:
    """A foreign key. fields of a table lead to those of the target, by its name in the database."""

    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]


@dataclass(frozen=True)
class StoredTable:
    """A table as a database holds it. name: there, which is not always the table's own.

    keys: foreign keys that hold. addresses: where each row stands, absent where nowhere; None of
    a table whose rows have none. codes: the name of the table of codes, of fields that are coded.
    things: by field, the scope whose things it names; named where the database knows things.
    """

    table: TextTable
    name: str
    keys: tuple[Key, ...] = ()
    addresses: Sequence[str | None] | None = None
    codes: str = ""
    coded: frozenset[str] = frozenset()
    things: Mapping[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> Schema:
        """The table's."""
        return self.table.schema


def database(tables: Iterable[StoredTable], site: str = "") -> bytes:
    """The tables of one dataset. site: what addresses begin with."""
    connection = sqlite3.connect(":memory:")
    store(connection, tables, site)
    body = connection.serialize()
    connection.close()
    return body


@dataclass(frozen=True)
class Told:
    """What a database of a whole county tells besides its tables, a frame of texts each.

    things: scope, id, title, note, path of all that ids name. packages: kind, publisher and period
    of each, the days that it covers, when it was published, its digest in the log.
    """

    things: pl.DataFrame
    packages: pl.DataFrame


def store(
    connection: sqlite3.Connection,
    tables: Iterable[StoredTable],
    site: str,
    sources: Told | None = None,
) -> None:
    """Fill an empty database; each table is let go once it is stored."""
    connection.execute("PRAGMA page_size = 4096")
    if sources is not None:
        _store_texts(connection, _THINGS, sources.things, ("scope", "id"))
        _store_texts(connection, "packages", sources.packages, ("kind", "publisher", "period"))
    statements: list[str] = []
    for one in tables:
        _store(connection, one)
        statements += [*_indexes(one), *_views(one, site, has_things=sources is not None)]
    for statement in statements:
        connection.execute(statement)
    connection.commit()


def column(field: Field) -> str:
    """The column of a field: `amount` of money is `amount_fen`."""
    return field.column


def _store(connection: sqlite3.Connection, one: StoredTable) -> None:
    fields = one.schema.fields
    columns = [f"{quoted(column(f))} {_type(f)}" for f in fields]
    cells = one.table.cells.select(_value(f) for f in fields)
    if one.addresses is not None:
        columns.append(f"{PATH} TEXT")
        cells = cells.with_columns(pl.Series(PATH, one.addresses, dtype=pl.String))
    primary = [column(one.schema[name]) for name in one.schema.primary_key]
    if primary:
        columns.append(f"PRIMARY KEY ({_listed(primary)})")
        cells = cells.sort(primary, maintain_order=True)  # so that the tree is filled from its end
    columns += [
        f"FOREIGN KEY ({_listed(_columns(one.schema, key.fields))}) "
        f"REFERENCES {quoted(key.target)} ({_listed(key.target_fields)})"
        for key in one.keys
    ]
    without = " WITHOUT ROWID" if primary else ""
    connection.execute(f"CREATE TABLE {quoted(one.name)} ({', '.join(columns)}){without}")
    _insert(connection, one.name, cells)


def _type(field_: Field) -> str:
    """The type that a column declares: of 分 a whole number's."""
    return "INTEGER" if field_.is_money else _TYPES.get(field_.type, "TEXT")


def _store_texts(
    connection: sqlite3.Connection, name: str, rows: pl.DataFrame, key: tuple[str, ...]
) -> None:
    columns = ", ".join(f"{quoted(column_name)} TEXT" for column_name in rows.columns)
    connection.execute(
        f"CREATE TABLE {quoted(name)} ({columns}, PRIMARY KEY ({_listed(key)})) WITHOUT ROWID"
    )
    _insert(connection, name, rows.sort(key))


def _insert(connection: sqlite3.Connection, name: str, cells: pl.DataFrame) -> None:
    marks = ", ".join("?" * cells.width)
    connection.executemany(
        f"INSERT INTO {quoted(name)} VALUES ({marks})",  # noqa: S608  # quoted names
        cells.iter_rows(),
    )


def _value(field: Field) -> pl.Expr:
    """The cells of a field as SQLite stores them; what is no whole number SQLite reads itself."""
    cell = pl.col(field.name)
    if field.is_money:
        cell = cell.str.replace(".", "", literal=True).cast(pl.Int64)
    elif field.type in ("integer", "year"):
        cell = cell.cast(pl.Int64)
    elif field.type == "boolean":
        cell = pl.when(cell.is_not_null()).then(cell.is_in(list(field.true_values)).cast(pl.Int64))
    return cell.alias(column(field))


def _indexes(one: StoredTable) -> Iterator[str]:
    """An index for each foreign key and each id that is not the beginning of the primary key."""
    wanted = dict.fromkeys([*(key.fields for key in one.keys), *((name,) for name in one.things)])
    for names in wanted:
        if one.schema.primary_key[: len(names)] != names:
            title = quoted(f"{one.name}_by_{'_'.join(names)}")
            columns = _columns(one.schema, names)
            present = f" WHERE {quoted(columns[0])} IS NOT NULL"  # most rows lead nowhere
            yield f"CREATE INDEX {title} ON {quoted(one.name)} ({_listed(columns)}){present}"


def _views(one: StoredTable, site: str, *, has_things: bool) -> Iterator[str]:
    named = [*one.things] if has_things else []
    coded = [f.name for f in one.schema.fields if f.name in one.coded]
    if any(f.is_money for f in one.schema.fields):
        yield _view(one, "yuan", site, frozenset())
    if named or coded or one.addresses is not None:
        yield _view(one, "named", site, frozenset((*named, *coded)))
    if (above := _self_key(one)) is not None:
        yield _view_above(one, *above)


def _view(one: StoredTable, suffix: str, site: str, named: frozenset[str]) -> str:
    """All columns with money in yuan; behind those that are named what an id or a code is called.

    Yuan are floating-point numbers, for reading; whoever adds up takes the table's own 分.
    """
    columns: list[str] = []
    joins: list[str] = []
    for each in one.schema.fields:
        name = quoted(each.name)
        value = f"t.{quoted(column(each))}"
        columns.append(f"{value} / 100.0 AS {name}" if each.is_money else value)
        if each.name not in named:
            continue
        if each.name in one.things:
            other = quoted(f"of_{each.name}")
            joins.append(
                f" LEFT JOIN {_THINGS} AS {other} ON {other}.scope = '{one.things[each.name]}'"
                f" AND {other}.id = {value}"
            )
            columns.append(f"{other}.title AS {quoted(each.name + '_title')}")
        else:
            columns.append(f"{_code_title(one, each)} AS {quoted(each.name + '_title')}")
    if one.addresses is not None:
        columns.append(f"'{site}' || t.{PATH} AS {URL}")
    return (
        f"CREATE VIEW {quoted(f'{one.name}_{suffix}')} AS "  # noqa: S608  # quoted names
        f"SELECT {', '.join(columns)} FROM {quoted(one.name)} AS t{''.join(joins)}"
    )


def _code_title(one: StoredTable, field: Field) -> str:
    """What a code is called in the period of its row; in the newest where rows have no period."""
    in_force = ' AND c."since" <= t."period"' if "period" in one.schema.by_name else ""
    return (
        f'(SELECT c."title" FROM {quoted(one.codes)} AS c WHERE c."field" = \'{field.name}\''  # noqa: S608
        f' AND c."code" = t.{quoted(field.name)}{in_force} ORDER BY c."since" DESC LIMIT 1)'
    )


def _self_key(one: StoredTable) -> tuple[str, str] | None:
    """The key of a table and the field that leads to a row above; None where there is none."""
    for key in one.keys:
        is_own = key.target == one.name and key.target_fields == one.schema.primary_key
        if is_own and len(key.fields) == 1:
            return key.target_fields[0], key.fields[0]
    return None


def _view_above(one: StoredTable, key: str, parent: str) -> str:
    """Each row with itself and every row above it: a village with itself, its town, its county."""
    rows, code, above = quoted(one.name), quoted(key), quoted(f"above_{key}")
    others = ", ".join(
        f"p.{quoted(column(f))} AS {quoted('above_' + f.name)}"
        for f in one.schema.fields
        if f.name not in (key, parent)
    )
    return (
        f"CREATE VIEW {quoted(f'{one.name}_above')} AS "  # noqa: S608  # quoted names
        f"WITH RECURSIVE up ({code}, {above}) AS (SELECT {code}, {code} FROM {rows} UNION ALL "
        f"SELECT up.{code}, p.{quoted(parent)} FROM up JOIN {rows} AS p ON p.{code} = up.{above} "
        f"WHERE p.{quoted(parent)} IS NOT NULL) "
        f"SELECT up.{code}, up.{above}, {others} FROM up JOIN {rows} AS p ON p.{code} = up.{above}"
    )


def _columns(schema: Schema, names: Iterable[str]) -> list[str]:
    return [column(schema[name]) for name in names]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
