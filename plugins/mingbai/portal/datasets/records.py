"""Kinds and open data -> Datasets: one for each kind, over all publishers, and each package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from mingbai.check import Check, Verdict
from mingbai.check.open_data import OpenPackage
from mingbai.county import County
from mingbai.model import Edition, Kind
from mingbai.page import Link, Mark, RuleLine, is_dated, period_zh
from mingbai.portal.datasets.descriptors import About, document, resource
from mingbai.portal.datasets.distribution import Distribution, distribution_of
from mingbai.read import Tables

OPEN_GROUP, BASE_GROUP = "其他开放数据", "基础数据"
DEMO = "（演示数据：人名、地名、单位和金额均为虚构。）"


@dataclass(frozen=True)
class Dataset:
    """One dataset. url: rooted folder of its files. group: its heading on the list of datasets.

    page: the portal's pages of the same data, None for open data. publishers: slugs; sources:
    (title, absolute address). span: the periods it covers, in words. updated: None if unknown.
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
    licence: Link
    checks: tuple[RuleLine, ...]

    @property
    def distribution(self) -> Distribution:
        """Its files; made once, and cached with its tables."""
        return self.tables.shared(distribution_of)

    def descriptor(self, county: County) -> bytes:
        """Its datapackage.json."""
        about = About(
            name=self.name.replace("_", "-"),
            url=absolute(county, self.url),
            title=self.title,
            description=self.summary + (DEMO if county.is_demo else ""),
            updated=self.updated,
            licence=(self.licence.text, self.licence.url or ""),
            sources=self.sources,
            keywords=(self.group, self.title),
        )
        files = self.distribution.files
        parts = [(table.schema, part) for table in self.distribution.tables for part in table.parts]
        resources = [
            resource(schema, part.foreign, file.octets, file.sha256, part.name)
            for schema, part in parts
            for file in (files[f"{part.name}.csv"],)
        ]
        return document(about, resources)


def absolute(county: County, url: str) -> str:
    """The absolute address of a rooted one."""
    return county.setting("site_url").rstrip("/") + quote(url, safe="/#%")


def datasets(kinds: Sequence[Kind], edition: Edition) -> tuple[Dataset, ...]:
    """A dataset for each kind with packages, the reference last, then the open packages."""
    warning_counts = Counter(issue.code for issue in edition.warnings)
    filled = [kind for kind in kinds if edition.tables[kind.name].packages]
    filled.sort(key=lambda kind: kind.is_reference)
    of_kinds = (_of_kind(kind, edition, warning_counts) for kind in filled)
    return (*of_kinds, *(_of_package(package, edition) for package in edition.open_data))


def _of_kind(kind: Kind, edition: Edition, warning_counts: Counter[str]) -> Dataset:
    county, tables = edition.county, edition.tables[kind.name]
    publishers = tuple(sorted({package.publisher for package in tables.packages}))
    names = county.agencies["name"]
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
            (str(names[slug]), absolute(county, edition.url("agency", slug) or "/"))
            for slug in publishers
        ),
        span=_span(sorted(package.period for package in tables.packages)),
        updated=max(package.published for package in tables.packages),
        licence=Link(county.setting("licence_name"), county.setting("licence_url") or None),
        checks=tuple(_checks(edition.verdicts[kind.name], warning_counts)),
    )


def _span(periods: Sequence[str]) -> str:
    first, last = ends(periods)
    return first if first == last else f"{first}至 {last}"


def ends(periods: Sequence[str]) -> tuple[str, str]:
    """The first and last of sorted periods, in words, if possible without those of whole years."""
    dated = [period for period in periods if is_dated(period)] or periods
    return period_zh(dated[0]), period_zh(dated[-1])


def _checks(
    verdicts: Sequence[tuple[Check, Verdict]], warning_counts: Counter[str]
) -> Iterator[RuleLine]:
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


def _of_package(package: OpenPackage, edition: Edition) -> Dataset:
    home = absolute(edition.county, f"/data/open/{package.name}/")
    return Dataset(
        name=package.name,
        url=f"/data/open/{package.name}/",
        title=package.title,
        summary=package.description,
        group=OPEN_GROUP,
        page=None,
        tables=package.tables,
        publishers=(),
        sources=package.sources or ((edition.county.setting("organiser"), home),),
        span="",
        updated=package.updated,
        licence=Link(*package.licence),
        checks=(),
    )
