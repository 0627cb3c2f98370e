"""All data, for everyone: a page and a Data Package for each kind and each open package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from mingbai.check.open_data import OpenPackage
from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, Name, Page
from mingbai.page import Link
from mingbai.portal.datasets import parts
from mingbai.portal.datasets.catalogue import catalogue
from mingbai.portal.datasets.records import Dataset, datasets
from mingbai.portal.datasets.shown import CATALOGUE_URL, dataset_view, datasets_view, scopes
from mingbai.portal.datasets.views import PartsView
from mingbai.read import Tables

__all__ = ["downloads", "names", "pages"]

_HOME = (HOME_CRUMB, Crumb("数据", "/data/"))


def names(
    kinds: Sequence[Kind], tables: Mapping[str, Tables], opened: Sequence[OpenPackage]
) -> Iterator[Name]:
    """Every dataset by its title, for search and the A–Z."""
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
    for one in opened:
        yield Name(
            scope="dataset",
            id=f"open/{one.name}",
            title=one.title,
            url=f"/data/open/{one.name}/",
            note="数据集",
            keys=(one.name,),
        )


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """The list of datasets, a page each, and one for every publisher of each kind."""
    found = datasets(kinds, edition)
    known = scopes([kind for kind in kinds if edition.tables[kind.name].packages])
    yield Page(
        url="/data/",
        template="datasets.html",
        title="数据下载",
        view=datasets_view(found, edition.county),
        description="本网公开的全部数据，CSV、XLSX、JSON，免费下载。",
        crumbs=(_HOME[0], Crumb("数据")),
        section="数据",
    )
    for dataset in found:
        yield Page(
            url=dataset.url,
            template="dataset.html",
            title=dataset.title,
            view=dataset_view(dataset, edition, known),
            description=dataset.summary,
            crumbs=(*_HOME, Crumb(dataset.title)),
            section="数据",
            feed=f"/feeds/kinds/{dataset.name}.atom" if dataset.page else None,
        )
        yield from _publishers(dataset, edition.county)


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """Every file of every dataset, each period as it was published, and the catalogue of all."""
    found = datasets(kinds, edition)
    for dataset in found:
        for file in dataset.kept.files.values():
            yield Download(dataset.url + file.name, file.body)
        described = dataset.descriptor(edition.county)
        yield Download(dataset.url + "datapackage.json", partial(bytes, described))
        yield Download(dataset.url + "SHA256SUMS", partial(_sums, dataset, described))
        if dataset.publishers:
            yield from parts.downloads(dataset, edition.county)
    yield Download(CATALOGUE_URL, partial(catalogue, found, edition.county))


def _publishers(dataset: Dataset, county: County) -> Iterator[Page]:
    for slug in dataset.publishers:
        name = str(county.agencies.at[slug, "name"])
        title = f"{name}：{dataset.title}"
        view = PartsView(parts.periods_table(dataset, slug), Link(dataset.title, dataset.url))
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


def _sums(dataset: Dataset, described: bytes) -> bytes:
    """As `sha256sum` writes and checks it."""
    lines = {file.name: file.sha256 for file in dataset.kept.files.values()}
    lines["datapackage.json"] = hashlib.sha256(described).hexdigest()
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(lines.items())).encode()
