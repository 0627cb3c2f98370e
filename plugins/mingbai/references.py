"""Identities across kinds: who names a thing, who refers to it, and publications as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mingbai.checks import faults
from mingbai.issues import Issue, Rule
from mingbai.model import Kind
from mingbai.package import Package
from mingbai.registry import County
from mingbai.schema import Field
from mingbai.tables import Table, Tables

UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    "引用的编号要存在",
    "「{title}」填的 {found} 不存在",
    "核对编号；先把它登记好，再引用。",
    "一处引用另一处的编号（事项、单位、地方、账簿、合同等），那个编号必须已经公开。",
)
UNKNOWN_PUBLISHER = Rule(
    "unknown-publisher",
    "公开单位要登记",
    "文件夹名 {found} 不是登记过的单位简码",
    "把文件夹改成单位简码，或先在登记表的单位里加上它。",
    "数据由谁公开，文件夹就用谁的简码命名；简码必须在登记表里。",
)
FUTURE_PUBLICATION = Rule(
    "future-publication",
    "公开日期不能在将来",
    "公开日期 {found} 晚于 {expected}",
    "改成实际公开的日期。",
    "公开日期不能晚于数据截至的日期。",
)
NO_REGISTRY = Rule(
    "no-registry",
    "要有登记表",
    "没有可用的登记表（地方、单位、账簿、日历和本县规则）",
    "在 registry 文件夹里放一个登记表数据包，并先改正它的错误。",
    "地方、单位、账簿、工作日历和本县规则是核对其他数据的根据。",
)
RULES = (UNKNOWN_REFERENCE, UNKNOWN_PUBLISHER, FUTURE_PUBLICATION, NO_REGISTRY)


def _fields(kinds: Mapping[str, Kind], read: Mapping[str, Tables]) -> Iterator[tuple[Table, Field]]:
    for name, kind in kinds.items():
        for schema in kind.schemas:
            for field in schema.fields:
                yield read[name][schema.name], field


def known(kinds: Mapping[str, Kind], read: Mapping[str, Tables]) -> dict[str, frozenset[str]]:
    """Scope -> all ids that any sound table identifies."""
    ids: dict[str, set[str]] = {}
    for table, field in _fields(kinds, read):
        if field.identifies:
            values = table.frame[field.column].dropna().astype(str)
            ids.setdefault(field.identifies, set()).update(values)
    return {scope: frozenset(values) for scope, values in ids.items()}


def check(
    kinds: Mapping[str, Kind], read: Mapping[str, Tables], county: County
) -> tuple[Issue, ...]:
    """Every `refers` field of every table must name a known thing of its scope.

    A scope that no sound kind identifies is passed over: its own faults are reported already.
    """
    found: list[Issue] = []
    for table, field in _fields(kinds, read):
        if field.refers and field.refers in county.known:
            values = table.frame[field.column]
            bad = values.notna() & ~values.isin(county.known[field.refers])
            found += faults(UNKNOWN_REFERENCE, bad, field.name, found=values, title=field.title)
    return tuple(found)


def publications(packages: Sequence[Package], county: County) -> Iterator[Issue]:
    """Each package is published by a registered agency, and not in the future."""
    for package in packages:
        descriptor = f"{package.path}/datapackage.json"
        if package.publisher not in county.known["agency"]:
            yield UNKNOWN_PUBLISHER.issue(descriptor, found=package.publisher)
        if package.published > county.as_of:
            yield FUTURE_PUBLICATION.issue(
                descriptor,
                field="published",
                found=package.published.isoformat(),
                expected=county.as_of.isoformat(),
            )


def no_registry(root: Path, issues: Iterable[Issue]) -> Iterator[Issue]:
    """Says that the registry is missing, unless its own faults or a missing folder say so."""
    if root.is_dir() and not any(issue.path.startswith("registry/") for issue in issues):
        yield NO_REGISTRY.issue("registry")
