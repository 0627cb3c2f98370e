"""Everything a county publishes -> one ZIP: each dataset as a Data Package, and one database.

The database has the tables of all kinds, `KIND_TABLE`, with foreign keys from kind to kind, and
`things`: what every id names, and where it stands. A table that is too large for programs that open
a database whole, as the ledger of a full county is, lies beside it as Parquet: a tenth of the size,
and written in a tenth of the time.

The archive is joined of pieces: the folder of each kind, each year of a large table, the database.
For one changed word those are made again that hold it; all others are taken out of the archive that
is there, compressed as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from mingbai.county import County
from mingbai.model import Download, Edition, JoinedFile, Kind, KindPart, Task
from mingbai.portal.datasets import file_formats
from mingbai.portal.datasets.county_database import FilledKind, county_database, is_in_database
from mingbai.portal.datasets.descriptors import document, holding, plain_resource, resource
from mingbai.portal.datasets.distribution import (
    TableOutline,
    outlines_of,
    parts_of,
    published_tables,
)
from mingbai.portal.datasets.records import (
    Dataset,
    absolute,
    carried_name,
    extras_of,
    of_kind,
    of_open_data,
)
from mingbai.portal.datasets.zip_entries import directory, entry
from mingbai.read import Tables
from mingbai.tabular import TextTable, csv_pieces, text_table

URL, NAME = "/data/county.zip", "county.sqlite"
_KEY = "data/county"
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


def make_county(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """The one file of everything, made as a whole."""
    yield Download(URL, partial(edition.shared, _ArchiveOf(tuple(kinds))))


def octets(kinds: Sequence[Kind], edition: Edition) -> int:
    """How large it is, where it is not known from the file itself."""
    return len(edition.shared(_ArchiveOf(tuple(kinds))))


@dataclass(frozen=True)
class _ArchiveOf:
    """What makes the file, once for whoever asks an edition for it."""

    kinds: tuple[Kind, ...] = field(compare=False)

    def __call__(self, edition: Edition) -> bytes:
        pieces = county_archive(self.kinds, edition).pieces
        made = (one for piece in pieces for one in piece.run(edition))
        runs = [one.body() for one in made if isinstance(one, Download)]
        return b"".join((*runs, directory(runs)))


def county_archive(kinds: Sequence[Kind], edition: Edition) -> JoinedFile:
    """The one file of everything, in pieces."""
    filled = tuple(
        FilledKind(kind, outlines_of(edition.tables[kind.name]))
        for kind in kinds
        if edition.has(kind.name)
    )
    of_kinds = (p.published for one in filled for p in edition.tables[one.kind.name].packages)
    open_packages = (p.published for d in of_open_data(edition) for p in d.tables.packages)
    day = max((*of_kinds, *open_packages))
    given = {"tables": tuple((one.kind.name, one.outlines) for one in filled), "day": day}
    pieces = (
        _piece("README.txt", partial(_read_me, day), given={"day": day}),
        *(piece for one in filled for piece in _pieces(one, edition)),
        _piece("open", _open_folders),
        _piece(NAME, partial(_database, filled, day), given=given),
    )
    return JoinedFile(_KEY, URL, pieces, directory)


def _piece(
    name: str,
    entries: Callable[[Edition], Iterable[bytes]],
    part: KindPart | None = None,
    given: Mapping[str, object] | None = None,
) -> Task:
    key = f"{_KEY}/{name}"
    return Task(key, partial(_run, key, entries), part, given or {})


def _run(
    key: str, entries: Callable[[Edition], Iterable[bytes]], edition: Edition
) -> Iterator[Download]:
    yield Download(key, partial(bytes, b"".join(entries(edition))))


def _pieces(one: FilledKind, edition: Edition) -> Iterator[Task]:
    """The folder of a kind, and each year of its large tables, which sees that year alone."""
    kind = one.kind.name
    yield _piece(kind, partial(_folder, one), given={"tables": one.outlines})
    packages = edition.tables[kind].packages
    for outline in filter(_is_large, one.outlines):
        for name in outline.parts:
            year = name.removeprefix(f"{outline.name}-")
            paths = frozenset(p.path for p in packages if p.period.startswith(year))
            part = KindPart(kind, f"years/{year}", paths, scope="", ids=frozenset())
            make = partial(_year, kind, outline.name, name)
            yield _piece(f"{kind}/{name}", make, part)


def _is_large(outline: TableOutline) -> bool:
    return outline.is_large


def _year(kind: str, table: str, name: str, edition: Edition) -> Iterator[bytes]:
    """One year of a large table. name: of the file."""
    tables = edition.tables[kind]
    body = file_formats.parquet(text_table(tables[table]))
    yield entry(f"{kind}/{name}.parquet", body, _newest(tables))


def _newest(tables: Tables) -> date:
    return max(package.published for package in tables.packages)


def _read_me(day: date, edition: Edition) -> Iterator[bytes]:
    county = edition.county
    text = _READ_ME.format(
        name=county.setting("portal_name"),
        url=absolute(county, "/data/"),
        limit=file_formats.ROW_LIMIT,
    )
    yield entry("README.txt", text.encode(), day)


def _folder(one: FilledKind, edition: Edition) -> Iterator[bytes]:
    """A kind as a Data Package, without its large tables."""
    dataset = of_kind(one.kind, edition)
    tables = one.text_tables(edition, extras_of(one.kind, edition))
    yield from _packed(dataset, one.kind.name, tables, edition.county)


def _open_folders(edition: Edition) -> Iterator[bytes]:
    """Each open package as a Data Package, its large tables as Parquet."""
    for dataset in of_open_data(edition):
        folder, day = f"open/{dataset.name}", _newest(dataset.tables)
        tables = published_tables(dataset.tables)
        for table in tables:
            if not is_in_database(table):
                for name, part in parts_of(table, dataset.tables).items():
                    yield entry(f"{folder}/{name}.parquet", file_formats.parquet(part), day)
        small = tuple(filter(is_in_database, tables))
        yield from _packed(dataset, folder, small, edition.county)


def _packed(
    dataset: Dataset, folder: str, tables: Sequence[TextTable], county: County
) -> Iterator[bytes]:
    """The tables as CSV, the files that are published as they are, what describes them."""
    day, by_name = _newest(dataset.tables), {table.name: table for table in tables}
    resources: list[dict[str, Any]] = []
    for table in tables:
        body = b"".join(csv_pieces(table))
        yield entry(f"{folder}/{table.name}.csv", body, day)
        sha256, description = hashlib.sha256(body).hexdigest(), dataset.said_of.get(table.name)
        keys = holding(table, by_name)
        resources.append(resource(table.schema, keys, len(body), sha256, statements=description))
    for one, file in zip(dataset.files, dataset.carried.values(), strict=True):
        yield entry(f"{folder}/{file.name}", file.body(), day)
        resources.append(plain_resource(one, carried_name(one), file.octets, file.sha256))
    yield entry(f"{folder}/datapackage.json", document(dataset.about(county), resources), day)


def _database(filled: Sequence[FilledKind], day: date, edition: Edition) -> Iterator[bytes]:
    yield entry(NAME, county_database(filled, edition), day)
