"""A page and a Data Package to download for each kind and each open package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mingbai.check.open_data import OpenPackage
from mingbai.county import County
from mingbai.history.seals import FILE
from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, Name, Page
from mingbai.page import Link, TableView
from mingbai.portal.datasets import periods
from mingbai.portal.datasets.catalogue import catalogue
from mingbai.portal.datasets.dataset_pages import CATALOGUE_URL, dataset_view, datasets_view, scopes
from mingbai.portal.datasets.records import Dataset, datasets
from mingbai.portal.described import as_line
from mingbai.read import Tables

__all__ = ["downloads", "names", "pages"]

_HOME = (HOME_CRUMB, Crumb("数据", "/data/"))


@dataclass(frozen=True, slots=True)
class PartsView:
    """dataset_parts.html: every period that one publisher published. whole: the dataset of all."""

    periods: TableView
    whole: Link


def names(
    kinds: Sequence[Kind], tables: Mapping[str, Tables], open_packages: Sequence[OpenPackage]
) -> Iterator[Name]:
    """A Name for every dataset, for search and the A–Z."""
    for kind in (kind for kind in kinds if tables[kind.name].packages):
        keys = (kind.name, kind.title_en)
        yield Name(
            scope="dataset",
            id=kind.name,
            title=f"{kind.title}数据",
            url=f"/data/{kind.name}/",
            note="数据集",
            keys=keys,
        )
    for package in open_packages:
        yield Name(
            scope="dataset",
            id=f"open/{package.name}",
            title=package.title,
            url=f"/data/open/{package.name}/",
            note="数据集",
            keys=(package.name,),
        )


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """The list of datasets, a page for each, and one for each publisher of each kind."""
    all_datasets = datasets(kinds, edition)
    scopes_by_name = scopes([kind for kind in kinds if edition.tables[kind.name].packages])
    yield Page(
        url="/data/",
        template="datasets.html",
        title="数据下载",
        view=datasets_view(all_datasets, edition.county, edition.open_data_left_out),
        description="本网公开的全部数据，CSV、XLSX、JSON，免费下载。",
        crumbs=(_HOME[0], Crumb("数据")),
        section="数据",
    )
    for dataset in all_datasets:
        yield Page(
            url=dataset.url,
            template="dataset.html",
            title=dataset.title,
            view=dataset_view(dataset, edition, scopes_by_name),
            description=dataset.summary if dataset.page else as_line(dataset.summary),
            crumbs=(*_HOME, Crumb(dataset.title)),
            section="数据",
            feed=f"/feeds/kinds/{dataset.name}.atom" if dataset.page else None,
        )
        yield from _publishers(dataset, edition.county)


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """Every file of every dataset, the packages of each period, and the DCAT catalogue."""
    all_datasets = datasets(kinds, edition)
    for dataset in all_datasets:
        for file in dataset.distribution.files.values():
            yield Download(dataset.url + file.name, file.body)
        for name, carried in dataset.carried.items():
            yield Download(dataset.url + name, carried.body)
        descriptor = dataset.descriptor(edition.county)
        yield Download(dataset.url + "datapackage.json", partial(bytes, descriptor))
        yield Download(dataset.url + "SHA256SUMS", partial(_sums, dataset, descriptor))
        if dataset.publishers:
            yield from periods.downloads(dataset, edition)
    yield from _withdrawn(kinds, edition)
    yield Download(CATALOGUE_URL, partial(catalogue, all_datasets, edition.county))


def _withdrawn(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """The seals of packages that were withdrawn: all that is left of them in their place."""
    packages = (p.path for kind in kinds for p in edition.tables[kind.name].packages)
    for path in sorted(edition.seals.keys() - set(packages)):
        yield Download(f"/data/{path}/{FILE}", partial(bytes, edition.seals[path].body))


def _publishers(dataset: Dataset, county: County) -> Iterator[Page]:
    for slug in dataset.publishers:
        name = str(county.agencies.at[slug, "name"])
        title = f"{name}：{dataset.title}"
        view = PartsView(periods.periods_table(dataset, slug), Link(dataset.title, dataset.url))
        crumbs = (*_HOME, Crumb(dataset.title, dataset.url), Crumb(name))
        yield Page(
            url=f"{dataset.url}{slug}/",
            template="dataset_parts.html",
            title=title,
            view=view,
            description=f"{name}公开的每一期{dataset.title}。",
            crumbs=crumbs,
            section="数据",
        )


def _sums(dataset: Dataset, descriptor: bytes) -> bytes:
    """The file SHA256SUMS, in the form of `sha256sum`."""
    all_files = (*dataset.distribution.files.values(), *dataset.carried.values())
    lines = {file.name: file.sha256 for file in all_files}
    lines["datapackage.json"] = hashlib.sha256(descriptor).hexdigest()
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(lines.items())).encode()
