"""Everything a county publishes -> one ZIP: each dataset as a Data Package, and one database.

The database has the tables of all kinds, `KIND_TABLE`, with foreign keys from kind to kind, and
`things`: what every id names, and where it stands. A table that is too large for programs that open
a database whole, as the ledger of a full county is, lies beside it as Parquet: a tenth of the size,
and written in a tenth of the time, for one changed word makes the file anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from mingbai import dates
from mingbai.county import County
from mingbai.model import Download, Edition, Kind
from mingbai.portal.datasets import code_lists, databases, file_formats
from mingbai.portal.datasets.databases import Key, StoredTable, Told
from mingbai.portal.datasets.descriptors import document, holding, plain_resource, resource
from mingbai.portal.datasets.distribution import (
    NO_EXTRAS,
    Extras,
    addresses_of,
    parts_of,
    published_tables,
    stored_table,
)
from mingbai.portal.datasets.records import (
    Dataset,
    absolute,
    carried_name,
    extras_of,
    of_kind,
    of_open_data,
    scope_of,
)
from mingbai.read import Tables
from mingbai.schema import Schema
from mingbai.tabular import TextTable, csv_pieces

URL, NAME = "/data/county.zip", "county.sqlite"
_LEVEL = 4  # of compression: a tenth larger than 6, in half the time
_READ_ME = """\
{name}：全部公开数据，一个文件带走。

county.sqlite   全部表放在一个数据库里（SQLite）。表名是“类别_表”，例如 accounts_entries。
                金额是整数，单位是分（amount_fen）；“_yuan”视图里是元。
                “_named”视图把代码和编号换成名称，并写明每一行的网址（page_url）。
                packages 是每个单位每一期：管哪些日子、哪天公开、日志里的校验值。
                things 是全部编号的名称和网址；…_codes 是科目、公开事项这样的代码表。
                超过 {limit:,} 行的表不在里面，在文件夹里，是 Parquet，一年一份。
其余文件夹      每份数据一个文件夹：CSV 和 datapackage.json（Data Package 标准），
                和网站 /data/ 下面的一样。

网址：{url}
"""


@dataclass(frozen=True)
class _Source:
    """The tables of a dataset. kind: None of open data, which does not go into the database."""

    dataset: Dataset
    folder: str
    tables: Tables
    extras: Extras
    kind: Kind | None = None

    @property
    def text_tables(self) -> tuple[TextTable, ...]:
        """Its tables as they are published, the table of codes last."""
        return (*published_tables(self.tables), *self.extras.tables)


def make_county(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """The one file of everything."""
    yield Download(URL, partial(edition.shared, _ArchiveOf(tuple(kinds))))


def octets(kinds: Sequence[Kind], edition: Edition) -> int:
    """How large it is, where it is not known from the file itself."""
    return len(edition.shared(_ArchiveOf(tuple(kinds))))


@dataclass(frozen=True)
class _ArchiveOf:
    """What makes the file, once for whoever asks an edition for it."""

    kinds: tuple[Kind, ...] = field(compare=False)

    def __call__(self, edition: Edition) -> bytes:
        return _archive(self.kinds, edition)


def _archive(kinds: Sequence[Kind], edition: Edition) -> bytes:
    sources = list(_sources(kinds, edition))
    day = max(p.published for source in sources for p in source.tables.packages)
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        _add(archive, "README.txt", _read_me(edition.county), day)
        targets = _targets([source.kind for source in sources if source.kind])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / NAME
            connection = sqlite3.connect(path)
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            told = Told(_things(edition), _packages(sources, edition))
            stored = _stored(sources, targets, archive, edition, day)
            databases.store(connection, stored, absolute(edition.county, ""), told)
            connection.close()
            _add(archive, NAME, path.read_bytes(), day)
    return body.getvalue()


def _read_me(county: County) -> bytes:
    text = _READ_ME.format(
        name=county.setting("portal_name"),
        url=absolute(county, "/data/"),
        limit=file_formats.ROW_LIMIT,
    )
    return text.encode()


def _sources(kinds: Sequence[Kind], edition: Edition) -> Iterator[_Source]:
    for kind in kinds:
        if edition.has(kind.name):
            tables = edition.tables[kind.name].shared(_whole)
            yield _Source(of_kind(kind, edition), kind.name, tables, extras_of(kind, edition), kind)
    for dataset in of_open_data(edition):
        yield _Source(dataset, f"open/{dataset.name}", dataset.tables, NO_EXTRAS)


def _whole(tables: Tables) -> Tables:
    return tables


def _stored(
    sources: Sequence[_Source],
    targets: Mapping[str, tuple[str, str]],
    archive: zipfile.ZipFile,
    edition: Edition,
    day: date,
) -> Iterator[StoredTable]:
    """Put each package into the archive; yield the tables of kinds for the database."""
    for source in sources:
        text_tables = source.text_tables
        resources = list(_packed(source, text_tables, archive, day))
        body = document(source.dataset.about(edition.county), resources)
        _add(archive, f"{source.folder}/datapackage.json", body, day)
        if source.kind is not None:
            for table in filter(_is_in_database, text_tables):
                yield _in_county(table, text_tables, source, source.kind, targets)


def _packed(
    source: _Source, tables: Sequence[TextTable], archive: zipfile.ZipFile, day: date
) -> Iterator[dict[str, Any]]:
    """Each file of a package is added to the archive, and described."""
    dataset, by_name = source.dataset, _by_name(tables)
    for table in tables:
        if table.name not in by_name:
            for name, part in parts_of(table, source.tables).items():
                _add(archive, f"{source.folder}/{name}.parquet", file_formats.parquet(part), day)
            continue
        body = b"".join(csv_pieces(table))
        _add(archive, f"{source.folder}/{table.name}.csv", body, day)
        digest, said = hashlib.sha256(body).hexdigest(), dataset.said_of.get(table.name)
        yield resource(table.schema, holding(table, by_name), len(body), digest, said=said)
    for one, file in zip(dataset.files, dataset.carried.values(), strict=True):
        _add(archive, f"{source.folder}/{file.name}", file.body(), day)
        yield plain_resource(one, carried_name(one), file.octets, file.sha256)


def _in_county(
    table: TextTable,
    beside: Sequence[TextTable],
    source: _Source,
    kind: Kind,
    targets: Mapping[str, tuple[str, str]],
) -> StoredTable:
    """A table under its name in the county, with the keys that lead to other kinds."""
    own = stored_table(
        table, tuple(_by_name(beside).values()), addresses_of(table, source.tables, source.extras)
    )
    things = {
        one.name: scope
        for one in table.schema.fields
        if (scope := scope_of(kind, table.schema, one) or one.identifies)
    }
    led = [
        Key((one.name,), *_target(targets[one.refers]))
        for one in table.schema.fields
        if one.refers is not None and one.refers in targets
    ]
    return replace(
        own,
        name=f"{kind.name}_{table.name}",
        keys=(*(replace(key, target=f"{kind.name}_{key.target}") for key in own.keys), *led),
        codes=f"{kind.name}_{code_lists.NAME}",
        things=things,
    )


def _by_name(tables: Sequence[TextTable]) -> dict[str, TextTable]:
    """Those that a key may lead to."""
    return {table.name: table for table in tables if _is_in_database(table)}


def _is_in_database(table: TextTable) -> bool:
    return table.cells.height <= file_formats.ROW_LIMIT


def _target(target: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    table, field = target
    return table, (field,)


def _targets(kinds: Sequence[Kind]) -> dict[str, tuple[str, str]]:
    """Scope -> the table and field that identify its things, one row each."""
    return {
        schema[schema.primary_key[0]].identifies or "": (
            f"{kind.name}_{schema.name}",
            schema.primary_key[0],
        )
        for kind in kinds
        for schema in kind.schemas
        if _names_things(schema)
    }


def _names_things(schema: Schema) -> bool:
    is_one = len(schema.primary_key) == 1 and not schema.is_person_list
    return is_one and schema[schema.primary_key[0]].identifies is not None


def _things(edition: Edition) -> pl.DataFrame:
    """What the ids name that readers may search for, in words, and where it stands."""
    rows = [
        (name.scope, name.id, name.title, name.note, name.url)
        for name in edition.names.values()
        if edition.scopes[name.scope].rank is not None
    ]
    columns = ("scope", "id", "title", "note", databases.PATH)
    return pl.DataFrame(rows, dict.fromkeys(columns, pl.String), orient="row")


_PACKAGE = (
    "kind",
    "publisher",
    "period",
    "first_day",
    "last_day",
    "public_since",
    "published",
    "title",
    "digest",
)


def _packages(sources: Sequence[_Source], edition: Edition) -> pl.DataFrame:
    """Every package of a kind; last_day: of its period, never after it was published."""
    rows = [
        (
            p.kind,
            p.publisher,
            p.period,
            dates.first_day(p.period).isoformat(),
            min(dates.last_day(p.period), p.published).isoformat(),
            p.public_since.isoformat(),
            p.published.isoformat(),
            p.title,
            edition.seals[p.path].digest,
        )
        for source in sources
        if source.kind is not None
        for p in source.tables.packages
    ]
    return pl.DataFrame(rows, dict.fromkeys(_PACKAGE, pl.String), orient="row")


def _add(archive: zipfile.ZipFile, name: str, body: bytes, day: date) -> None:
    """A file of the archive, dated by the data."""
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.external_attr = 0o644 << 16
    archive.writestr(info, body, zipfile.ZIP_DEFLATED, _LEVEL)
