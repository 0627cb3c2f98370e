"""`data/open_data/<name>/` -> OpenPackages: Data Packages of no kind, checked as the others are.

First our own rules (JSON, safe paths, nothing remote), then every cell as for a kind, personal
data, and at last Frictionless over the whole package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from mingbai.check import privacy
from mingbai.check.open_data import schemas, table_resources
from mingbai.check.open_data.rules import BAD_FOLDER, NO_LICENCE, RULES
from mingbai.issues import Issue, Severity
from mingbai.read import Table, Tables, frictionless, tables
from mingbai.read.package import MISSING_DESCRIPTOR, STRAY_FILE, Package, descriptor, folders
from mingbai.schema import Schema

__all__ = ["FOLDER", "RULES", "OpenPackage", "find"]

FOLDER = "open_data"
_NAME = re.compile(r"[a-z][a-z0-9-]{1,59}")
_UNLICENSED = ("没有写明许可，使用前请询问提供单位", None)


@dataclass(frozen=True)
class OpenPackage:
    """A sound package of no kind. updated: None where its descriptor gives no date.

    tables: with the schemas of the package itself. licence: (title, address or None). sources:
    (title, http(s) address or "").
    """

    name: str
    title: str
    description: str
    updated: date | None
    tables: Tables
    licence: tuple[str, str | None]
    sources: tuple[tuple[str, str], ...]

    @property
    def package(self) -> Package:
        """Its folder and files."""
        return self.tables.packages[0]


def find(root: Path) -> tuple[tuple[OpenPackage, ...], tuple[Issue, ...]]:
    """All sound open packages below the data folder `root`, by name, and the issues, unordered.

    A package with an error is left out. Nothing outside of its folder is opened.
    """
    if not (root / FOLDER).is_dir() or (root / FOLDER).is_symlink():
        return (), ()
    folder_listing = folders.listing(root, FOLDER)
    issues = list(folder_listing.issues)
    issues += [
        STRAY_FILE.issue(f.path, found=f.name)
        for f in folder_listing.files
        if f.name != "README.md"
    ]
    open_packages: list[OpenPackage] = []
    for folder in folder_listing.folders:
        if not _NAME.fullmatch(folder.name):
            issues.append(BAD_FOLDER.issue(folder.path, found=folder.name))
            continue
        package, faults = _read(root, folder.path)
        issues.extend(faults)
        if package and not any(fault.severity is Severity.ERROR for fault in faults):
            open_packages.append(package)
    return tuple(open_packages), tuple(issues)


def _read(root: Path, path: str) -> tuple[OpenPackage | None, tuple[Issue, ...]]:
    where = f"{path}/datapackage.json"
    if not (root / where).exists():
        return None, (MISSING_DESCRIPTOR.issue(path),)
    raw = folders.content(root, where, descriptor.LIMIT)
    document = raw if isinstance(raw, Issue) else descriptor.parse(raw, where)
    if isinstance(document, Issue):
        return None, (document,)
    resources, issues = table_resources.table_resources(root, path, document)
    if issues:
        return None, issues
    package = _package(root, path, document, {name: r.path for name, r in resources.items()})
    read, faults = _tables(package, {name: r.schema for name, r in resources.items()})
    open_package = _open_package(package, document, read)
    has_licence = open_package.licence[1] or document.get("licenses")
    return open_package, faults if has_licence else (*faults, NO_LICENCE.issue(where))


def _package(
    root: Path, path: str, document: Mapping[str, Any], files: Mapping[str, str]
) -> Package:
    name = path.rpartition("/")[2]
    published = _updated(document) or date.min
    return Package(
        root=root,
        path=path,
        kind=name,
        publisher="",
        period="",
        title=_text(document, "title", name),
        published=published,
        approved_by="",
        files=files,
        descriptor=document,
    )


def _tables(
    package: Package, raw: Mapping[str, Mapping[str, Any]]
) -> tuple[Tables, tuple[Issue, ...]]:
    """The tables, read as those of a kind, with the package's own descriptors in their schemas."""
    reading_schemas = tuple(schemas.reading_schema(name, schema) for name, schema in raw.items())
    read, faults = tables.read(reading_schemas, (package,))
    tables_as_described = {
        table.name: Table(_described(table.schema, raw[table.name]), table.files, table.frame)
        for table in read
    }
    described = Tables(read.packages, tables_as_described)
    issues = (*faults, *schemas.pattern_issues(described), *privacy.scan(described))
    if any(issue.severity is Severity.ERROR for issue in issues):
        return described, issues
    return described, (*issues, *frictionless.validate_package(package, reading_schemas))


def _described(schema: Schema, raw: Mapping[str, Any]) -> Schema:
    return replace(schema, descriptor=raw)


def _open_package(package: Package, document: Mapping[str, Any], read: Tables) -> OpenPackage:
    return OpenPackage(
        name=package.kind,
        title=package.title,
        description=_text(document, "description", package.title),
        updated=_updated(document),
        tables=read,
        licence=_licence(document),
        sources=tuple(
            (_text(s, "title", _text(s, "path", "")), _web(s)) for s in _list(document, "sources")
        ),
    )


def _updated(document: Mapping[str, Any]) -> date | None:
    created = str(document.get("created", ""))[:10]
    return descriptor.published_on(document.get("published")) or descriptor.published_on(created)


def _text(document: Mapping[str, Any], name: str, otherwise: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) and value.strip() else otherwise


def _list(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = document.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _web(described: Mapping[str, Any]) -> str:
    """The http(s) address of a source or licence, or ""."""
    path = _text(described, "path", "")
    return path if re.match(r"https?://[^\s\"<>]+$", path) else ""


def _licence(document: Mapping[str, Any]) -> tuple[str, str | None]:
    licences = _list(document, "licenses")
    if not licences:
        return _UNLICENSED
    first = licences[0]
    return _text(first, "title", _text(first, "name", "许可")), _web(first) or None
