"""Registry and kinds -> the names that a publisher's workbook may use for codes.

Only what the kind refers to is read; nothing is checked, so that names help while data has faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from mingbai.county import County
from mingbai.model import FirstRows, Kind
from mingbai.read import Tables, package, tables
from mingbai.schema import Schema
from mingbai.workbook.names import NameList, Names, Thing, listed, path_names

_TITLES = ("name", "title")


def names_for(root: Path, kinds: Sequence[Kind], kind: Kind, publisher: str, period: str) -> Names:
    """What every field of a kind may name, for one publisher and period.

    root: the data folder. kinds: of the portal; that of the registry is among them.
    """
    county = registry_of(root, kinds)
    scopes = {field.refers for schema in kind.schemas for field in schema.fields} - {None}
    found = dict(_registered(county, publisher))
    for other in kinds:
        if other.name != kind.name and not other.is_reference:
            wanted = [s for s in other.schemas if _identified(s) & (scopes - found.keys())]
            if wanted:
                found.update(_identified_by(root, other, wanted, county, publisher))
    fields = {
        field.name: found[field.refers]
        for schema in kind.schemas
        for field in schema.fields
        if field.refers in found
    }
    coded = {name: listed(titles) for name, titles in kind.codes(period).items()}
    return Names(found, {**fields, **coded})


def registry_of(root: Path, kinds: Sequence[Kind]) -> County:
    """The county as far as its registry can be read; faults are left to the check."""
    reference = next(kind for kind in kinds if kind.is_reference)
    return County(registry=_read(root, reference), as_of=date.max, known={})


def first_rows_of(
    root: Path, kinds: Sequence[Kind], kind: Kind, publisher: str, period: str
) -> FirstRows:
    """What a publisher's workbook of a period begins with."""
    county = registry_of(root, kinds)
    return kind.first_rows(_read(root, kind), county, publisher, period)


def agencies(county: County) -> NameList:
    """The agencies under all names that people use: 太平镇, 太平镇人民政府, 县林业局."""
    return NameList(tuple(_agencies(county, "")))


def _read(root: Path, kind: Kind) -> Tables:
    schemas = {kind.name: kind.schemas}
    found, _ = package.find(root, schemas)
    return tables.read(kind.schemas, [one for one in found if one.kind == kind.name])[0]


def _registered(county: County, publisher: str) -> Iterator[tuple[str, NameList]]:
    """The lists of what the registry identifies, by scope."""
    yield "agency", NameList(tuple(_agencies(county, publisher)))
    yield "place", NameList(tuple(_places(county, publisher)))
    yield "book", NameList(tuple(_books(county, publisher)))
    yield "post", NameList(tuple(_of_agency(county, county.posts, "post_id", publisher)))
    windows = county.windows
    yield "window", NameList(tuple(map(Thing, windows["window_id"], windows["name"])))
    bases = county.registry.frame("legal_bases")
    articles = bases["article"].fillna("")
    yield (
        "basis",
        NameList(
            tuple(
                Thing(code, f"{document}{article}", aliases=(document,))
                for code, document, article in zip(
                    bases["basis_id"], bases["document"], articles, strict=True
                )
            )
        ),
    )


def _agencies(county: County, publisher: str) -> Iterator[Thing]:
    frame = county.agencies
    places = county.places["name"].reindex(frame["place_code"]).fillna("").to_numpy()
    top = county.places["name"][county.places["parent_code"].isna()]
    head = top.iloc[0] if len(top) else ""
    for slug, name, short, place in zip(
        frame["slug"], frame["name"], frame["short_name"].fillna(""), places, strict=True
    ):
        plain = name.removeprefix(head)
        aliases = [short, plain]
        if place and place != head and plain in (f"{place}人民政府", f"{place}政府"):
            aliases.append(place)  # the township itself: 太平镇
        yield Thing(slug, name, place, tuple(aliases), slug == publisher)


def _places(county: County, publisher: str) -> Iterator[Thing]:
    frame = county.places
    agencies_ = county.agencies
    seat = agencies_["place_code"].get(publisher)
    paths = frame["path"]
    own = paths.get(seat, "") if seat is not None else ""
    for code, name, path in zip(frame["place_code"], frame["name"], paths, strict=True):
        is_own = bool(own) and (path == own or path.startswith(f"{own} ›"))
        yield Thing(code, name, path, path_names(path), is_own)


def _books(county: County, publisher: str) -> Iterator[Thing]:
    frame = county.books
    paths = county.places["path"].reindex(frame["place_code"]).fillna("").to_numpy()
    for code, name, keeper, path in zip(
        frame["book_id"], frame["name"], frame["keeper"], paths, strict=True
    ):
        town = path.partition("›")[0].strip()
        yield Thing(code, name, path, (*path_names(path), f"{town}{name}"), keeper == publisher)


def _of_agency(county: County, frame: pd.DataFrame, code: str, publisher: str) -> Iterator[Thing]:
    """Things with a `name` and an `agency`, which tells them apart."""
    owners = county.agencies["name"].reindex(frame["agency"]).fillna("").to_numpy()
    for id_, name, agency, owner in zip(
        frame[code], frame["name"], frame["agency"], owners, strict=True
    ):
        yield Thing(id_, name, owner, (f"{owner}{name}",), agency == publisher)


def _identified(schema: Schema) -> frozenset[str]:
    return frozenset(field.identifies for field in schema.fields if field.identifies)


def _identified_by(
    root: Path, kind: Kind, schemas: Sequence[Schema], county: County, publisher: str
) -> Iterator[tuple[str, NameList]]:
    """The lists of what the tables of another kind identify and give a name or title."""
    data = _read(root, kind)
    for schema in schemas:
        frame = data.frame(schema.name)
        title = next((name for name in _TITLES if name in schema.by_name), None)
        for field in schema.fields:
            if field.identifies is None or title is None:
                continue
            rows = frame.drop_duplicates(field.name, keep="last")
            named = rows.assign(name=rows[title])
            if "agency" in schema.by_name:
                things = tuple(_of_agency(county, named, field.name, publisher))
            else:
                things = tuple(map(Thing, named[field.name], named["name"]))
            yield field.identifies, NameList(things)
