"""A dataset -> the package of each publisher and period, in a folder of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from mingbai.check.open_data import statement_of
from mingbai.county import County
from mingbai.history.seals import FILE, Seal
from mingbai.model import Download, Edition
from mingbai.page import Cells, Column, TableView, formats, period_zh, table_view
from mingbai.portal.datasets.cuts import PackageTable, package_tables
from mingbai.portal.datasets.descriptors import About, document, resource, source_item
from mingbai.portal.datasets.records import DEMO, Dataset, absolute, ends, joined
from mingbai.read import Package

_DIGITS = 8  # of a package's digest, in its version


def publishers_table(dataset: Dataset, edition: Edition) -> TableView:
    """A row for each publisher: how many periods, and a link to their list."""
    names = edition.county.agencies["name"]
    periods_by_publisher = {slug: _periods(dataset, slug) for slug in dataset.publishers}
    spans = [
        ends([package.period for package in periods]) for periods in periods_by_publisher.values()
    ]
    return table_view(
        "parts-table",
        "每个单位公开的每一期，都可以单独下载",
        (
            (
                Column("单位"),
                Cells(
                    [str(names[slug]) for slug in periods_by_publisher],
                    "head",
                    urls=[f"{dataset.url}{slug}/" for slug in periods_by_publisher],
                ),
            ),
            (
                Column("期数", is_num=True),
                Cells([len(p) for p in periods_by_publisher.values()], "num"),
            ),
            (Column("最早一期"), Cells([first for first, _ in spans])),
            (Column("最近一期"), Cells([last for _, last in spans])),
        ),
    )


def periods_table(dataset: Dataset, slug: str) -> TableView:
    """Every period of one publisher, newest first, with its files."""
    packages = _periods(dataset, slug)[::-1]
    titles = {table.schema.name: table.schema.title for table in dataset.distribution.tables}
    days = [formats.public_days(p.published, p.public_since) for p in packages]
    are_agreed = all(p.published == p.public_since for p in packages)
    return table_view(
        "periods",
        f"{len(packages):,} 期，最近的在前",
        (
            (Column("期次"), Cells([period_zh(p.period) for p in packages], "head")),
            (Column("标题"), Cells([p.title for p in packages])),
            (Column("公开"), Cells(days, "date" if are_agreed else "text")),
            (Column("批准"), Cells([p.approved_by for p in packages])),
            (Column("文件"), Cells([_files(dataset, p, titles) for p in packages], "html")),
        ),
    )


def downloads(dataset: Dataset, edition: Edition) -> Iterator[Download]:
    """Each period's CSVs, normalised, its seal and datapackage.json; bytes made when asked for."""
    for package, tables in package_tables(dataset.tables):
        folder = _folder(dataset, package)
        for name, table in tables.items():
            yield Download(f"{folder}{name}.csv", table.csv)
        seal = edition.seals[package.path]
        yield Download(f"{folder}{FILE}", partial(_bytes, seal))
        if tables:
            make_descriptor = partial(_descriptor, dataset, package, tables, edition)
            yield Download(f"{folder}datapackage.json", make_descriptor)


def _periods(dataset: Dataset, slug: str) -> list[Package]:
    packages = [p for p in dataset.tables.packages if p.publisher == slug]
    return sorted(packages, key=lambda package: package.period)


def _folder(dataset: Dataset, package: Package) -> str:
    return f"{dataset.url}{package.publisher}/{package.period}/"


def _files(dataset: Dataset, package: Package, titles: Mapping[str, str]) -> Markup:
    folder = _folder(dataset, package)
    named = [(f"{name}.csv", title) for name, title in titles.items() if name in package.files]
    links = [
        Markup('<a href="{}{}" aria-label="{} {}">{}</a>').format(
            folder, name, period_zh(package.period), title, title
        )
        for name, title in (*named, ("datapackage.json", "说明"), (FILE, "封签"))
    ]
    return Markup(" · ").join(links)


def _descriptor(
    dataset: Dataset, package: Package, tables: Mapping[str, PackageTable], edition: Edition
) -> bytes:
    slug, county = package.publisher, edition.county
    about = About(
        name=f"{dataset.name}-{slug}-{package.period}".replace("_", "-"),
        url=absolute(county, _folder(dataset, package)),
        title=package.title,
        description=f"{dataset.title}，{package.period}，{package.approved_by}批准公开。"
        + (DEMO if county.is_demo else ""),
        updated=package.published,
        version=f"{package.published.isoformat()}-{edition.seals[package.path].digest[:_DIGITS]}",
        said=_said(package, county),
    )
    return document(about, [_resource(table) for table in tables.values()])


def _said(package: Package, county: County) -> dict[str, Any]:
    """What the package says of itself; where it names no source, its publisher is the source."""
    slug = package.publisher
    agency = source_item(
        str(county.agencies.at[slug, "name"]), absolute(county, f"/agencies/{slug}/")
    )
    statement = statement_of(package.descriptor)
    return joined([statement], county, () if statement.sources else (agency,))


def _bytes(seal: Seal) -> bytes:
    return seal.body


def _resource(table: PackageTable) -> dict[str, object]:
    body = table.csv()
    return resource(table.schema, table.foreign, len(body), hashlib.sha256(body).hexdigest())
