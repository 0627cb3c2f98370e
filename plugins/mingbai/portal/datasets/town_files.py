"""A township -> one ZIP of every published row about its places, books and offices.

`/data/places/<code>.zip` has a folder a kind and a CSV a table, each row with the name of its place
and its address: whoever wants one village picks it out by that column. It is joined of pieces, one
a kind, which sees the packages alone that speak of the township: a word in another township's books
makes none of them again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from mingbai import schema
from mingbai.model import Download, Edition, JoinedFile, Kind, KindPart, Panel, Task
from mingbai.page import FileLink, Link
from mingbai.portal.datasets.descriptors import About, document, resource
from mingbai.portal.datasets.distribution import is_published
from mingbai.portal.datasets.place_rows import PlaceRows, towns_of
from mingbai.portal.datasets.records import DEMO, absolute, addresses, said_by
from mingbai.portal.datasets.zip_entries import directory, entry
from mingbai.read import Table
from mingbai.schema import Schema
from mingbai.tabular import TextTable, csv_pieces, text_table

FOLDER = "/data/places/"
Entries = Callable[[Edition], Iterable[bytes]]
_ADDED = schema.load(Path(__file__).parent, "town_rows")[0]
_PLACE, _URL = (one.name for one in _ADDED.fields)
_PLAIN = r"^[A-Za-z0-9/#?=&._~-]*$"  # an address that stays as it is in a link
_READ_ME = """\
{name}：公开过的全部数据里，说的是这个乡镇和它的村、组、账本、单位的每一行。

一类公开一个文件夹，一张表一个 CSV（UTF-8，逗号分隔，首行是字段名），字段说明在 datapackage.json。
每张表最后多两栏：{place} 是哪个地方，按它筛选就是一个村的；{url} 是这一行的网址。
名册里的人不在里面。用程序读 CSV，请把每一栏都当文字读，不然编号 001 会变成 1。

只要一个村的（连它的组）：解压以后，在这个文件夹里用 Python 运行下面几行，把 village 改成那个村。
一张表得到一个 CSV，表格软件可以直接打开。

    import csv, pathlib
    village = "{village}"
    for table in sorted(pathlib.Path().glob("*/*.csv")):
        heading, *rows = csv.reader(table.open(encoding="utf-8", newline=""))
        at = heading.index("{place}")
        own = [row for row in rows if (row[at] + " › ").startswith(village + " › ")]
        if own:
            name = table.parent.name + "-" + table.name
            with open(name, "w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([heading, *own])

全县的数据：{data}
"""


@dataclass(frozen=True)
class _TownFilesOf:
    """What makes the files, once for whoever asks an edition for them."""

    kinds: tuple[Kind, ...] = field(compare=False)

    def __call__(self, edition: Edition) -> dict[str, bytes]:
        pieces = _pieces(self.kinds, edition)
        return {town_file_url(code): _whole(tasks, edition) for code, tasks in pieces.items()}


@dataclass(frozen=True, slots=True)
class TownFileView:
    """town_file.html, on the page of a township or village. says: what is in the file."""

    says: str
    file: Link
    more: Link


def town_file_url(code: str) -> str:
    """The file of a township."""
    return f"{FOLDER}{code}.zip"


def town_archives(kinds: Sequence[Kind], edition: Edition) -> tuple[JoinedFile, ...]:
    """The file of every township."""
    return tuple(
        JoinedFile(_key(code), town_file_url(code), pieces, directory)
        for code, pieces in _pieces(kinds, edition).items()
    )


def make(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """The files of all townships, made as a whole."""
    for address, body in edition.shared(_TownFilesOf(tuple(kinds))).items():
        yield Download(address, partial(bytes, body))


def octets(kinds: Sequence[Kind], edition: Edition) -> dict[str, int]:
    """How large each is by its address, where it is not known from the files themselves."""
    return {
        address: len(body) for address, body in edition.shared(_TownFilesOf(tuple(kinds))).items()
    }


def links(edition: Edition, octets_by_url: Mapping[str, int]) -> tuple[FileLink, ...]:
    """The files of townships, as a list offers them."""
    files = ((name, town_file_url(code)) for code, name in _towns(edition).items())
    return tuple(
        FileLink(f"{name}（ZIP：一张表一个 CSV）", address, octets_by_url[address])
        for name, address in files
    )


def town_file_panels(edition: Edition) -> Iterator[Panel]:
    """Where the rows of a place are to be had, on its own page."""
    places, towns = edition.county.places, _towns(edition)
    for code, town in towns_of(edition.county).dropna().items():
        if places.at[code, "kind"] == "组":
            continue
        says = (
            f"{towns[town]}和它各村公开过的每一行，一类一个文件夹，一张表一个 CSV，每一行有网址。"
        )
        if code != town:
            says += f"按 {_PLACE} 一栏筛选“{places['path'][str(code)]}”，就是这个村的。"
        yield Panel(
            subject=("place", str(code)),
            order=950,
            title="把数据带回去",
            template="town_file.html",
            view=TownFileView(
                says,
                Link(f"{towns[town]}的全部数据（ZIP）", town_file_url(str(town))),
                Link("怎样用数据", "/take-home/"),
            ),
        )


def _towns(edition: Edition) -> dict[str, str]:
    """The name of each township by its code."""
    places = edition.county.places
    towns = places[places["kind"] == "乡镇"]
    return dict(zip(map(str, towns.index), map(str, towns["name"]), strict=True))


def _key(code: str) -> str:
    return f"data/places/{code}"


def _pieces(kinds: Sequence[Kind], edition: Edition) -> Mapping[str, tuple[Task, ...]]:
    """By township: what its file is joined of."""
    of_places = towns_of(edition.county).dropna()
    towns = {str(place): str(town) for place, town in of_places.items()}
    pieces = {
        code: [_piece(code, "README.txt", partial(_read_me, code))] for code in _towns(edition)
    }
    for kind in (kind for kind in kinds if edition.has(kind.name)):
        for code, packages in sorted(_packages(kind, edition, towns).items()):
            part = KindPart(kind.name, f"places/{code}", packages, scope="", ids=frozenset())
            folder = partial(_folder, kind, code, packages)
            pieces[code].append(_piece(code, kind.name, folder, part))
    return {code: tuple(tasks) for code, tasks in pieces.items()}


def _piece(code: str, name: str, entries: Entries, part: KindPart | None = None) -> Task:
    key = f"{_key(code)}/{name}"
    return Task(key, partial(_run, key, entries), part)


def _run(key: str, entries: Entries, edition: Edition) -> Iterator[Download]:
    yield Download(key, partial(bytes, b"".join(entries(edition))))


def _whole(pieces: Sequence[Task], edition: Edition) -> bytes:
    made = (one for piece in pieces for one in piece.run(edition))
    runs = [one.body() for one in made if isinstance(one, Download)]
    return b"".join((*runs, directory(runs)))


def _packages(
    kind: Kind, edition: Edition, towns: Mapping[str, str]
) -> Mapping[str, frozenset[str]]:
    """By township, the paths of all packages with a published row about it.

    towns: the township of each place that lies in one.
    """
    tables = edition.tables[kind.name]
    place_rows = PlaceRows(kind, tables, edition.county)
    by_town: dict[str, set[str]] = {}
    for table in filter(is_published, tables):
        places = place_rows.places(table.name)
        if places is None:
            continue
        pairs = pd.DataFrame({"place": places, "package": tables.package_of(table)})
        pairs = pairs.drop_duplicates().dropna()
        for place, package in pairs.itertuples(index=False):
            if place in towns:
                by_town.setdefault(towns[place], set()).add(tables.packages[package].path)
    return {town: frozenset(paths) for town, paths in by_town.items()}


def _read_me(code: str, edition: Edition) -> Iterator[bytes]:
    county = edition.county
    places = county.places
    villages = places[(places["parent_code"] == code) & (places["kind"] == "村")]
    text = _READ_ME.format(
        name=places.at[code, "name"],
        village=next(iter(villages["path"]), places.at[code, "path"]),
        place=_PLACE,
        url=_URL,
        data=absolute(county, "/data/"),
    )
    packages = county.registry.packages
    yield entry("README.txt", text.encode(), max(package.published for package in packages))


def _folder(kind: Kind, code: str, packages: frozenset[str], edition: Edition) -> Iterator[bytes]:
    """The rows of a kind as a Data Package. packages: the paths of those with a row about it."""
    tables, county = edition.tables[kind.name], edition.county
    of_rows = [package for package in tables.packages if package.path in packages]
    towns = towns_of(county)
    of_town = frozenset(towns.index[towns == code])
    place_rows = PlaceRows(kind, tables, county)
    day = max(package.published for package in of_rows)
    resources: list[dict[str, Any]] = []
    for table in filter(is_published, tables):
        places = place_rows.places(table.name)
        is_own = None if places is None else places.isin(of_town).to_numpy(bool)
        if places is None or is_own is None or not is_own.any():
            continue
        rows = replace(table, frame=table.frame[is_own])
        paths = county.places["path"].reindex(places[is_own])
        text = _with_place(rows, paths.tolist(), kind, edition)
        body = b"".join(csv_pieces(text))
        yield entry(f"{kind.name}/{table.name}.csv", body, day)
        sha256 = hashlib.sha256(body).hexdigest()
        resources.append(resource(text.schema, (), len(body), sha256))
    about = About(
        name=f"{kind.name}-{code}".replace("_", "-"),
        url=absolute(county, town_file_url(code)),
        title=f"{_towns(edition)[code]}：{kind.title}数据",
        description=kind.summary + (DEMO if county.is_demo else ""),
        updated=day,
        said=said_by(of_rows, edition),
    )
    yield entry(f"{kind.name}/datapackage.json", document(about, resources), day)


def _with_place(table: Table, paths: Sequence[str], kind: Kind, edition: Edition) -> TextTable:
    """Rows with the name of the place and the address of each."""
    text = text_table(table)
    page_paths = addresses(kind, edition, table) or [None] * text.cells.height
    urls = _absolute(pl.Series(page_paths, dtype=pl.String), edition)
    cells = text.cells.with_columns(pl.Series(_PLACE, paths, dtype=pl.String), urls.alias(_URL))
    return TextTable(_extended(text.schema), cells)


def _absolute(urls: pl.Series, edition: Edition) -> pl.Series:
    """Rooted addresses made absolute, by columns; the few with odd letters one by one."""
    site = absolute(edition.county, "")
    is_odd = ~urls.str.contains(_PLAIN).fill_null(value=True)
    odd = urls.filter(is_odd).unique().to_list()
    encoded = {one: absolute(edition.county, one) for one in odd}
    whole = pl.select(pl.lit(site) + pl.lit(urls)).to_series()
    if not encoded:
        return whole
    return whole.zip_with(~is_odd, urls.replace(encoded))


def _extended(schema: Schema) -> Schema:
    """A schema with the two fields that every table of these files has besides its own."""
    raw = schema.descriptor
    fields = [*raw["fields"], *_ADDED.descriptor["fields"]]
    return replace(
        schema, fields=(*schema.fields, *_ADDED.fields), descriptor={**raw, "fields": fields}
    )
