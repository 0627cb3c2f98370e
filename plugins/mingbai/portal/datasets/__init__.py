"""A page and a Data Package to download for each kind and each open package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mingbai.check.open_data import OpenPackage
from mingbai.county import County
from mingbai.history.seals import FILE
from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, KindPart, Name, Page, Task
from mingbai.page import FileLink, Link, TableView
from mingbai.portal.datasets import (
    catalogue,
    citations,
    county_file,
    csvw,
    periods,
    rdf,
    town_files,
)
from mingbai.portal.datasets.county_file import county_archive, make_county
from mingbai.portal.datasets.dataset_pages import dataset_view, datasets_view, scopes
from mingbai.portal.datasets.distribution import (
    Extras,
    MadeFile,
    TableOutline,
    addresses_of,
    outlines_of,
)
from mingbai.portal.datasets.file_formats import ROW_LIMIT
from mingbai.portal.datasets.place_rows import towns_of
from mingbai.portal.datasets.records import (
    Dataset,
    absolute,
    datasets,
    extras_of,
    of_kind,
    of_open_data,
    scope_of,
    told,
)
from mingbai.portal.datasets.town_files import town_archives, town_file_panels, town_file_url
from mingbai.portal.described import as_line
from mingbai.read import Tables

__all__ = [
    "ROW_LIMIT",
    "Extras",
    "MadeFile",
    "TableOutline",
    "absolute",
    "addresses_of",
    "county_archive",
    "downloads",
    "extras_of",
    "make_county",
    "make_index",
    "make_open",
    "names",
    "outlines_of",
    "pages",
    "scope_of",
    "tasks",
    "town_archives",
    "town_file_panels",
    "town_file_url",
    "towns_of",
]

_MANY = 50  # packages of a kind, from which on those of each publisher are made by themselves
URL = "/data/"  # the index of all datasets, which is made last
_HOME = (HOME_CRUMB, Crumb("数据", URL))


@dataclass(frozen=True, slots=True)
class PartsView:
    """dataset_parts.html: every period that one publisher published.

    whole: the dataset of all. licences: its, for machines.
    """

    periods: TableView
    whole: Link
    licences: tuple[Link, ...]


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
    whole = county_file.octets(kinds, edition)
    towns = town_files.links(edition, town_files.octets(kinds, edition))
    yield _index(all_datasets, _catalogues(all_datasets, edition.county), whole, towns, edition)
    for dataset in all_datasets:
        yield from _pages(dataset, kinds, edition)


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """Every file of every dataset, the packages of each period, the whole, the catalogues."""
    all_datasets = datasets(kinds, edition)
    for dataset in all_datasets:
        yield from _files(dataset, edition)
        if dataset.publishers:
            yield from periods.downloads(dataset, edition)
    yield from _withdrawn(kinds, edition)
    yield from make_county(kinds, edition)
    yield from town_files.make(kinds, edition)
    for url, body in _catalogues(all_datasets, edition.county).items():
        yield Download(url, partial(bytes, body))


def tasks(kinds: Sequence[Kind], kind: Kind, edition: Edition) -> Iterator[Task]:
    """The dataset of one kind: its files and pages; nothing where it has no packages.

    Where its packages are many, the periods of each publisher are made by themselves.
    """
    published: dict[str, set[str]] = {}
    for package in edition.tables[kind.name].packages:
        published.setdefault(package.publisher, set()).add(package.path)
    key, is_cut = f"data/{kind.name}", sum(map(len, published.values())) >= _MANY
    yield Task(key, partial(_make, kinds, kind, not is_cut))
    for slug, paths in sorted(published.items() if is_cut else ()):
        part = KindPart(kind.name, f"data/{slug}", frozenset(paths), scope="", ids=frozenset())
        yield Task(f"{key}/{slug}", partial(_make_periods, kind), part)


def _make(
    kinds: Sequence[Kind], kind: Kind, has_periods: bool, edition: Edition
) -> Iterator[Page | Download]:
    if edition.has(kind.name):
        dataset = of_kind(kind, edition)
        yield from _files(dataset, edition)
        if has_periods:
            yield from periods.downloads(dataset, edition)
        yield from _pages(dataset, kinds, edition)


def _make_periods(kind: Kind, edition: Edition) -> Iterator[Download]:
    yield from periods.downloads(of_kind(kind, edition), edition)


def make_open(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page | Download]:
    """The datasets of open data, and what is left of packages that were withdrawn."""
    for dataset in of_open_data(edition):
        yield from _files(dataset, edition)
        yield from _pages(dataset, kinds, edition)
    yield from _withdrawn(kinds, edition)


def make_index(
    kinds: Sequence[Kind], files: Mapping[str, Sequence[MadeFile]], edition: Edition
) -> Iterator[Page | Download]:
    """The list of datasets and the catalogue. files: of each dataset's task, in their order."""
    every = [file for made in files.values() for file in made]
    all_datasets = [told(dataset, every) for dataset in datasets(kinds, edition)]
    catalogues = _catalogues(all_datasets, edition.county)
    octets = {file.url: file.octets for file in every}
    towns = town_files.links(edition, octets)
    yield _index(all_datasets, catalogues, octets[county_file.URL], towns, edition)
    for url, body in catalogues.items():
        yield Download(url, partial(bytes, body))


def _index(
    all_datasets: Sequence[Dataset],
    catalogues: Mapping[str, bytes],
    whole: int,
    towns: Sequence[FileLink],
    edition: Edition,
) -> Page:
    """whole: how large the file of everything is. towns: the file of each township."""
    return Page(
        url=URL,
        template="datasets.html",
        title="数据下载",
        view=datasets_view(all_datasets, catalogues, whole, towns, edition),
        description="本网公开的全部数据，CSV、XLSX、JSON，免费下载。",
        crumbs=(_HOME[0], Crumb("数据")),
        section="数据",
    )


def _catalogues(all_datasets: Sequence[Dataset], county: County) -> dict[str, bytes]:
    """The DCAT catalogue by its two addresses."""
    nodes = catalogue.graph(all_datasets, county)
    return {
        catalogue.JSON_LD_URL: rdf.json_ld(nodes),
        catalogue.TURTLE_URL: rdf.turtle(nodes),
    }


def _pages(dataset: Dataset, kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """The page of a dataset, and one for each of its publishers."""
    filled = [kind for kind in kinds if edition.has(kind.name)]
    yield Page(
        url=dataset.url,
        template="dataset.html",
        title=dataset.title,
        view=dataset_view(dataset, edition, scopes(filled)),
        description=dataset.summary if dataset.page else as_line(dataset.summary),
        crumbs=(*_HOME, Crumb(dataset.title)),
        section="数据",
        feed=f"/feeds/kinds/{dataset.name}.atom" if dataset.page else None,
    )
    yield from _publishers(dataset, edition.county)


def _files(dataset: Dataset, edition: Edition) -> Iterator[Download]:
    """Its files, without those of each of its packages."""
    for file in dataset.distribution.files.values():
        yield Download(dataset.url + file.name, file.body)
    for name, carried in dataset.carried.items():
        yield Download(dataset.url + name, carried.body)
    about = {
        "datapackage.json": dataset.descriptor(edition.county),
        csvw.NAME: csvw.metadata(dataset),
        **citations.citations(dataset, edition.county),
    }
    for name, body in about.items():
        yield Download(dataset.url + name, partial(bytes, body))
    yield Download(dataset.url + "SHA256SUMS", partial(_sums, dataset, about))


def _withdrawn(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """The seals of packages that were withdrawn: all that is left of them in their place."""
    packages = (p.path for kind in kinds for p in edition.tables[kind.name].packages)
    for path in sorted(edition.seals.keys() - set(packages)):
        yield Download(f"/data/{path}/{FILE}", partial(bytes, edition.seals[path].body))


def _publishers(dataset: Dataset, county: County) -> Iterator[Page]:
    for slug in dataset.publishers:
        name = str(county.agencies.at[slug, "name"])
        title = f"{name}：{dataset.title}"
        whole = Link(dataset.title, dataset.url)
        view = PartsView(periods.periods_table(dataset, slug), whole, dataset.terms)
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


def _sums(dataset: Dataset, about: Mapping[str, bytes]) -> bytes:
    """The file SHA256SUMS, in the form of `sha256sum`."""
    all_files = (*dataset.distribution.files.values(), *dataset.carried.values())
    lines = {file.name: file.sha256 for file in all_files}
    lines |= {name: hashlib.sha256(body).hexdigest() for name, body in about.items()}
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(lines.items())).encode()
