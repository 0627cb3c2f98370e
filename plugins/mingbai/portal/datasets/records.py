"""Kinds and open data -> Datasets: one for each kind, over all publishers, and each package."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from mingbai import dates
from mingbai.check import Check, Verdict
from mingbai.check.open_data import OpenPackage, PackageStatement, PlainFile, statement_of
from mingbai.check.series import Series
from mingbai.county import County
from mingbai.model import Edition, Kind
from mingbai.page import Link, Mark, RuleLine, is_dated, period_zh
from mingbai.page import addresses as page_addresses
from mingbai.portal.datasets import code_lists
from mingbai.portal.datasets.descriptors import (
    About,
    document,
    licence_item,
    plain_resource,
    resource,
    source_item,
)
from mingbai.portal.datasets.distribution import (
    Distribution,
    Extras,
    MadeFile,
    PublishedFile,
    distribution_of,
    listing_of,
    published_file,
)
from mingbai.read import Package, Table, Tables
from mingbai.schema import Field, Schema
from mingbai.tabular import TextTable

OPEN_GROUP, BASE_GROUP = "其他开放数据", "基础数据"
_UNLICENSED = Link("没有写明许可，使用前请询问提供单位")
_ABOUT = frozenset(
    {
        "CITATION.cff",
        "SHA256SUMS",
        "citation.bib",
        "citation.ris",
        "csv-metadata.json",
        "datapackage.json",
        "index.html",
    }
)
_SPDX = "https://spdx.org/licenses/"
_LICENCE_ID = re.compile(r"[A-Za-z0-9]+([-.+][A-Za-z0-9]+)*")
DEMO = "（演示数据：人名、地名、单位和金额均为虚构。）"


@dataclass(frozen=True)
class Dataset:
    """One dataset. url: rooted folder of its files. group: its heading on the list of datasets.

    page: the portal's pages of the same data, None for open data. publishers: slugs; sources:
    (title, absolute address). span: the periods it covers, in words. updated: None if unknown.
    licences: as the packages state them, the portal's where they state none. said: what stands in
    the descriptor as the packages say it; said_of: the same of each resource, by its name. files:
    what is published as it is. authors: whom to cite before the portal. make: all its files.
    codes: its table of codes. known: its files where they are written already, so that none is
    made to tell of it. keywords: it is
    found by them. days: the first and the last that it speaks of; issued: the day on which anything
    of it was published first; rhythm: by which it is published, as the clock has it, "" where by
    none or by several.
    """

    name: str
    url: str
    title: str
    summary: str
    group: str
    page: str | None
    tables: Tables
    publishers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    span: str
    updated: date | None
    licences: tuple[Link, ...]
    checks: tuple[RuleLine, ...]
    said: Mapping[str, Any]
    said_of: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: tuple[PlainFile, ...] = ()
    authors: tuple[str, ...] = ()
    version: str = ""
    make: Callable[[], Distribution] | None = None
    codes: TextTable | None = None
    known: Distribution | None = None
    keywords: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    issued: date | None = None
    rhythm: str = ""

    @property
    def terms(self) -> tuple[Link, ...]:
        """Its licences with the addresses that machines know them by, where they have any."""
        stated = [_licence_iri(item) for item in self.said.get("licenses", ())]
        if len(stated) != len(self.licences):
            return self.licences
        return tuple(
            Link(licence.text, licence.url or iri or None)
            for licence, iri in zip(self.licences, stated, strict=True)
        )

    @property
    def distribution(self) -> Distribution:
        """Its files, made once; those that are known where they are."""
        if self.known:
            return self.known
        return self.make() if self.make else self.tables.shared(distribution_of)

    def about(self, county: County) -> About:
        """What its descriptor says of it as a whole."""
        is_ours = self.page is not None
        return About(
            name=self.name.replace("_", "-") if is_ours else self.name,
            url=absolute(county, self.url),
            title=self.title,
            description=self.summary + (DEMO if county.is_demo and is_ours else ""),
            updated=self.updated,
            said=self.said,
            keywords=self.keywords,
            version=self.version,
        )

    def descriptor(self, county: County) -> bytes:
        """Its datapackage.json."""
        files = self.distribution.files
        tables = [
            resource(
                table.schema,
                part.foreign,
                file.octets,
                file.sha256,
                name=part.name,
                statements=self.said_of.get(table.schema.name),
            )
            for table in self.distribution.tables
            for part in table.parts
            for file in (files[f"{part.name}.csv"],)
        ]
        plain = [
            plain_resource(one, carried_name(one), file.octets, file.sha256)
            for one, file in zip(self.files, self.carried.values(), strict=True)
        ]
        return document(self.about(county), [*tables, *plain])

    @cached_property
    def carried(self) -> Mapping[str, PublishedFile]:
        """The files that are published as they are, by their name beside the descriptor."""
        root = self.tables.packages[0].root
        return {
            carried_name(one): published_file(carried_name(one), ((root / one.path).read_bytes(),))
            for one in self.files
        }


def _licence_iri(item: Mapping[str, str]) -> str:
    """`CC-BY-4.0`, as the standard names a licence -> its address in the list of SPDX; "" if none.

    An address of its own goes before.
    """
    name = item.get("name", "")
    return _SPDX + name if _LICENCE_ID.fullmatch(name) else ""


def carried_name(file: PlainFile) -> str:
    """Where a file that is published as it is stands beside the descriptor: `files/map.geojson`."""
    return f"files/{file.name}{PurePosixPath(file.path).suffix.lower()}"


def absolute(county: County, url: str) -> str:
    """The absolute address of a rooted one."""
    return county.setting("site_url").rstrip("/") + quote(page_addresses.addressed(url), safe="/#%")


def datasets(kinds: Sequence[Kind], edition: Edition) -> tuple[Dataset, ...]:
    """A dataset for each kind with packages, the reference last, then the open packages."""
    filled = [kind for kind in kinds if edition.has(kind.name)]
    filled.sort(key=lambda kind: kind.is_reference)
    return (*(of_kind(kind, edition) for kind in filled), *of_open_data(edition))


def of_open_data(edition: Edition) -> tuple[Dataset, ...]:
    """A dataset for each open package."""
    return tuple(_of_package(package) for package in edition.open_data)


def told(dataset: Dataset, files: Iterable[MadeFile]) -> Dataset:
    """A dataset whose files are known, of all files that were made: those of its own folder."""
    files_of_dataset = {
        f.url.removeprefix(dataset.url): f for f in files if f.url.startswith(dataset.url)
    }
    names = {n: f for n, f in files_of_dataset.items() if n and "/" not in n and n not in _ABOUT}
    return replace(dataset, known=listing_of(dataset.tables, names, dataset.codes))


def of_kind(kind: Kind, edition: Edition) -> Dataset:
    """The dataset of a kind with packages."""
    county, tables = edition.county, edition.tables[kind.name]
    publishers = tuple(sorted({package.publisher for package in tables.packages}))
    joined_statements = said_by(tables.packages, edition)
    return Dataset(
        name=kind.name,
        url=f"/data/{kind.name}/",
        title=f"{kind.title}数据",
        summary=kind.summary,
        group=BASE_GROUP if kind.is_reference else kind.door,
        page=f"/{kind.name}/",
        tables=tables,
        publishers=publishers,
        sources=tuple(
            (s.get("title", ""), s.get("path", "")) for s in joined_statements["sources"]
        ),
        span=_span(sorted(package.period for package in tables.packages)),
        updated=max(package.published for package in tables.packages),
        licences=licence_links(joined_statements, county),
        checks=tuple(_checks(edition.verdicts[kind.name])),
        said=joined_statements,
        make=partial(edition.shared, _FilesOf(kind.name, kind)),
        codes=code_lists.code_table(kind, tables.packages),
        keywords=tuple(dict.fromkeys((kind.door, f"{kind.title}数据", kind.title, kind.title_en))),
        days=_days([package.period for package in tables.packages]),
        issued=min(package.public_since for package in tables.packages),
        rhythm=_rhythm(kind),
    )


def _days(periods: Sequence[str]) -> tuple[date, date]:
    return min(map(dates.first_day, periods)), max(map(dates.last_day, periods))


def _rhythm(kind: Kind) -> str:
    """How often a kind is published: what its series say, if they all say the same."""
    rhythms = {series.rhythm.name for series in kind.series if isinstance(series, Series)}
    return rhythms.pop() if len(rhythms) == 1 else ""


@dataclass(frozen=True)
class _FilesOf:
    """What makes the files of a kind, once for whoever asks an edition for them."""

    name: str
    kind: Kind = field(compare=False)

    def __call__(self, edition: Edition) -> Distribution:
        tables = edition.tables[self.name].shared(_whole)
        return distribution_of(tables, extras_of(self.kind, edition))


def _whole(tables: Tables) -> Tables:
    """The tables themselves, of which everything is read."""
    return tables


def extras_of(kind: Kind, edition: Edition) -> Extras:
    """Its codes, and where its rows stand."""
    codes = code_lists.code_table(kind, edition.tables[kind.name].packages)
    site = absolute(edition.county, "")
    return Extras(partial(addresses, kind, edition), codes, site)


def addresses(kind: Kind, edition: Edition, table: Table) -> Sequence[str | None] | None:
    """Where each row of a table of a kind stands, rooted; None where its rows have no place.

    As the kind says it; else on the page of what the row identifies, else of what it is about: the
    first field of its key that names a thing.
    """
    if kind.row_urls is not None and table.name in {schema.name for schema in kind.schemas}:
        return kind.row_urls(table.name, table.frame)
    about = _about(kind, table.schema)
    if about is None:
        return None
    ids = table.frame[about[0]]
    places = {id_: edition.url(about[1], id_) for id_ in ids.dropna().unique()}
    return [places.get(id_) for id_ in ids]


def _about(kind: Kind, schema: Schema) -> tuple[str, str] | None:
    """The field of a table that says what a row is about, and its scope."""
    scopes = {f.name: f.identifies for f in schema.fields if f.identifies}
    if not scopes:
        keys = [schema[name] for name in schema.primary_key]
        scopes = {f.name: scope for f in keys if (scope := scope_of(kind, schema, f))}
    return next(iter(scopes.items()), None)


def scope_of(kind: Kind, schema: Schema, field: Field) -> str | None:
    """The scope whose things a field names, by itself or by the table of the kind it leads to."""
    if field.refers:
        return field.refers
    for fields, target, target_fields in schema.foreign_keys:
        if field.name in fields and target:
            other = next(s for s in kind.schemas if s.name == target)
            led = other[target_fields[fields.index(field.name)]]
            return led.identifies or led.refers
    return None


def said_by(packages: Sequence[Package], edition: Edition) -> dict[str, Any]:
    """What packages say of themselves; of one that names no source its publisher is the source."""
    county, names = edition.county, edition.county.agencies["name"]
    statements = [statement_of(package.descriptor) for package in packages]
    agencies = tuple(
        source_item(str(names[slug]), absolute(county, edition.url("agency", slug) or "/"))
        for slug in sorted(
            {p.publisher for p, s in zip(packages, statements, strict=True) if not s.sources}
        )
    )
    return joined(statements, county, agencies)


def joined(
    statements: Iterable[PackageStatement], county: County, sources: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """What packages say of themselves, each thing once; the portal's licence fills a gap only.

    sources: of the packages that name none.
    """
    lists: dict[str, list[Any]] = {"licenses": [], "sources": [], "contributors": []}
    ours = licence_item(county.setting("licence_name"), county.setting("licence_url"))
    for statement in statements:
        of_one = dict(statement.raw)
        if "licenses" not in of_one and ours:
            of_one["licenses"] = [ours]
        for name, items in lists.items():
            items += [item for item in of_one.get(name, ()) if item not in items]
    lists["sources"] += [source for source in sources if source not in lists["sources"]]
    return {name: items for name, items in lists.items() if items or name == "sources"}


def licence_links(statements: Mapping[str, Any], county: County) -> tuple[Link, ...]:
    """The licences of a descriptor as links; of what is stated nowhere, the portal's."""
    stated = statement_of(statements).licences
    if stated:
        return tuple(Link(one.title or one.url, one.url or None) for one in stated)
    return (Link(county.setting("licence_name"), county.setting("licence_url") or None),)


def _span(periods: Sequence[str]) -> str:
    first, last = ends(periods)
    return first if first == last else f"{first}至 {last}"


def ends(periods: Sequence[str]) -> tuple[str, str]:
    """The first and last of sorted periods, in words, if possible without those of whole years."""
    dated = [period for period in periods if is_dated(period)] or periods
    return period_zh(dated[0]), period_zh(dated[-1])


def _checks(verdicts: Sequence[tuple[Check, Verdict]]) -> Iterator[RuleLine]:
    warning_counts = Counter(issue.code for _, verdict in verdicts for issue in verdict.issues)
    for check, verdict in verdicts:
        rule, number = check.rule, warning_counts[check.rule.code]
        mark = Mark("warn", f"提醒 {number:,} 处") if number else Mark("ok", "全部符合")
        if verdict.looked_at == 0:
            mark = Mark("none", "没有可查的")
        yield RuleLine(
            code=rule.code,
            title=rule.title,
            meaning=rule.meaning,
            looked_at=verdict.looked_at,
            found=number,
            mark=mark,
            url=f"/rules/{rule.code}/",
            proved=None if verdict.proofs is None else len(verdict.proofs.frame),
        )


def _of_package(package: OpenPackage) -> Dataset:
    statement = package.statement
    names = (*statement.contributors, *(source.title for source in statement.sources))
    stated = [
        *statement.licences,
        *(licence for one in package.statements.values() for licence in one.licences),
    ]
    licences = tuple(Link(one.title or one.url, one.url or None) for one in dict.fromkeys(stated))
    return Dataset(
        name=package.name,
        url=f"/data/open/{package.name}/",
        title=package.title,
        summary=package.description,
        group=OPEN_GROUP,
        page=None,
        tables=package.tables,
        publishers=(),
        sources=tuple((source.title, source.url) for source in statement.sources),
        span="",
        updated=package.updated,
        licences=licences or (_UNLICENSED,),
        checks=(),
        said=statement.raw,
        said_of={name: one.raw for name, one in package.statements.items()},
        files=package.files,
        authors=tuple(dict.fromkeys(names)),
        version=statement.version,
        keywords=statement.keywords or (OPEN_GROUP, package.title),
    )
