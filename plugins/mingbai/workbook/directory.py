"""Registry and kinds -> the names that a publisher's workbook may use for codes.

Only what the kind refers to is read; nothing is checked, so that names help while data has faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from mingbai.check import publisher as publisher_of_rows
from mingbai.county import County
from mingbai.model import FirstRows, Kind, PartNames
from mingbai.read import Tables, package, tables
from mingbai.schema import Schema
from mingbai.workbook import beginnings
from mingbai.workbook.names import TITLES, NameList, Names, Thing, listed, path_names

_STATE = "中华人民共和国"  # which people leave out of the names of laws


def names_for(root: Path, kinds: Sequence[Kind], kind: Kind, publisher: str, period: str) -> Names:
    """What every field of a kind may name, for one publisher and period.

    root: the data folder. kinds: of the portal; that of the registry is among them.
    """
    county = registry_of(root, kinds)
    own_ids = _own_ids(kind)
    scopes = {field.refers for schema in kind.schemas for field in schema.fields} - {None}
    scopes |= set(own_ids.values())
    lists = dict(_registered(county, publisher))
    for other in kinds:
        if not other.is_reference:
            wanted = [s for s in other.schemas if _identified(s) & (scopes - lists.keys())]
            if wanted:
                lists.update(_identified_by(root, other, wanted, county, publisher))
    parts = {
        part.field: NameList(tuple(_parts(root, part, kinds, publisher)), is_closed=True)
        for part in kind.parts
    }
    fields = {
        field.name: lists[scope]
        for schema in kind.schemas
        for field in schema.fields
        if (scope := field.refers or own_ids.get(field.name)) in lists
    }
    coded = {name: listed(titles) for name, titles in kind.codes(period).items()}
    posts = tuple(_posts(county, publisher)) if kind.posts else ()
    return Names(lists, {**fields, **parts, **coded}, dict.fromkeys(kind.posts, posts))


def _own_ids(kind: Kind) -> dict[str, str]:
    """Columns by which tables of a kind speak of things that another of its tables names."""
    named = [schema for schema in kind.schemas if any(title in schema.by_name for title in TITLES)]
    ids = {
        field.name: field.identifies
        for schema in named
        for field in schema.fields
        if field.identifies
    }
    for schema in named:
        for columns, resource, referred in schema.foreign_keys:
            if len(columns) == 1 and resource in ("", schema.name) and referred[0] in ids:
                ids[columns[0]] = ids[referred[0]]
    return ids


def registry_of(root: Path, kinds: Sequence[Kind]) -> County:
    """The county as far as its registry can be read; faults are left to the check."""
    reference = next(kind for kind in kinds if kind.is_reference)
    return County(registry=_read(root, reference), as_of=date.max, known={})


def first_rows_of(
    root: Path, kinds: Sequence[Kind], kind: Kind, publisher: str, period: str
) -> FirstRows:
    """What a publisher's workbook of a period begins with."""
    return beginnings.first_rows_of(root, registry_of(root, kinds), kind, publisher, period)


def agencies(county: County) -> NameList:
    """The agencies under all names that people use: 太平镇, 太平镇人民政府, 县林业局."""
    return NameList(tuple(_agencies(county, "")))


def _read(root: Path, kind: Kind) -> Tables:
    schemas = {kind.name: kind.schemas}
    packages, _ = package.find(root, schemas)
    return tables.read(kind.schemas, [one for one in packages if one.kind == kind.name])[0]


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
                Thing(code, f"{document}{article}", aliases=_law_names(document, article))
                for code, document, article in zip(
                    bases["basis_id"], bases["document"], articles, strict=True
                )
            )
        ),
    )


def _law_names(document: str, article: str) -> tuple[str, ...]:
    """What else an article is called: 行政许可法第三十二条, and the law where it has no article."""
    short = document.removeprefix(_STATE)
    return (f"{short}{article}", document, short)


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
    path_of_seat = paths.get(seat, "") if seat is not None else ""
    for code, name, path in zip(frame["place_code"], frame["name"], paths, strict=True):
        is_own = bool(path_of_seat) and (
            path == path_of_seat or path.startswith(f"{path_of_seat} ›")
        )
        yield Thing(code, name, path, path_names(path), is_own)


def _books(county: County, publisher: str) -> Iterator[Thing]:
    frame = county.books
    paths = county.places["path"].reindex(frame["place_code"]).fillna("").to_numpy()
    for code, name, place, keeper, path in zip(
        frame["book_id"], frame["name"], frame["place_code"], frame["keeper"], paths, strict=True
    ):
        town = path.partition("›")[0].strip()
        aliases = (*path_names(path), f"{town}{name}")
        yield Thing(code, name, path, aliases, keeper == publisher, ids=(place,))


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
    """The lists of what the tables of a kind identify; by its id where it has no name or title."""
    data = _read(root, kind)
    for schema in schemas:
        table = data[schema.name]
        title = next((name for name in TITLES if name in schema.by_name), None)
        frame = table.frame.assign(publisher=publisher_of_rows(data, table))
        for field in schema.fields:
            if field.identifies is None:
                continue
            rows = frame.drop_duplicates(field.name, keep="last")
            named = rows.assign(name=rows[title or field.name])
            if "agency" in schema.by_name and title:
                things = tuple(_of_agency(county, named, field.name, publisher))
            else:
                owners = zip(named[field.name], named["name"], named["publisher"], strict=True)
                things = tuple(
                    Thing(code, name, is_own=owner == publisher) for code, name, owner in owners
                )
            yield field.identifies, NameList(things)


def _posts(county: County, publisher: str) -> Iterator[str]:
    """What the posts of an agency are called, each name once; of all where it has none."""
    posts = county.posts
    of_publisher = posts[posts["agency"] == publisher]
    yield from (of_publisher if len(of_publisher) else posts)["name"].drop_duplicates()


def _parts(root: Path, part: PartNames, kinds: Sequence[Kind], publisher: str) -> Iterator[Thing]:
    """The parts of things by id and title; those of one title are told apart by the things."""
    kind = next(one for one in kinds if one.name == part.kind)
    data = _read(root, kind)
    table = data[part.table]
    of = next(field.name for field in table.schema.fields if field.name in _columns(kind, part))
    names = _things_of(data, kind, part)
    frame = pd.DataFrame(
        {
            "code": table.frame[part.code],
            "title": table.frame[part.title],
            "thing": table.frame[of].map(names).fillna(table.frame[of]),
            "is_own": publisher_of_rows(data, table) == publisher,
        }
    )
    for (code, title), rows in frame.groupby(["code", "title"], sort=True):
        things = rows["thing"].drop_duplicates()
        more = f"等 {len(things):,} 项" if len(things) > 1 else ""
        aliases = tuple(f"{thing}{title}" for thing in things)
        note = f"{things.iloc[0]}{more}"
        yield Thing(str(code), str(title), note, aliases, bool(rows["is_own"].any()))


def _columns(kind: Kind, part: PartNames) -> frozenset[str]:
    """Names of the columns that identify the things that parts are of."""
    return frozenset(
        field.name
        for schema in kind.schemas
        for field in schema.fields
        if field.identifies == part.scope
    )


def _things_of(data: Tables, kind: Kind, part: PartNames) -> dict[str, str]:
    """The names of the things that parts are of, by id."""
    for schema in kind.schemas:
        for field in schema.fields:
            title = next((name for name in TITLES if name in schema.by_name), None)
            if field.identifies == part.scope and title:
                frame = data.frame(schema.name)
                return dict(zip(frame[field.name], frame[title], strict=True))
    return {}
