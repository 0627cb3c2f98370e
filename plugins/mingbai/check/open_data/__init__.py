"""`data/open_data/<name>/` -> OpenPackages: Data Packages of no kind, as the standard has them.

What the standard accepts is accepted, with a warning where it looks odd. Danger is refused: what is
remote or out of the folder, personal data, control characters, what no machine can hold. A package
with an error is left out; the others, and the county, are published without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mingbai.check import privacy
from mingbai.check.open_data import contents, keys, schemas, statements, tables
from mingbai.check.open_data.contents import Contents, PlainFile
from mingbai.check.open_data.rows import COLUMN_LIMIT, ROW_LIMIT, File
from mingbai.check.open_data.rules import (
    BAD_FOLDER,
    BAD_PATTERN,
    HUGE_NUMBER,
    LEFT_OUT,
    NO_LICENCE,
    NOTHING_PUBLIC,
    RULES,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)
from mingbai.check.open_data.statements import Named, PackageStatement, statement_of
from mingbai.check.open_data.tables import OpenTable
from mingbai.check.open_data.values import DIGIT_LIMIT
from mingbai.issues import Issue, Severity, capped
from mingbai.read import Tables
from mingbai.read.limits import ReadingLimit
from mingbai.read.package import (
    FILE_LIMIT,
    MISSING_DESCRIPTOR,
    STRAY_FILE,
    Package,
    descriptor,
    folders,
)

__all__ = [
    "FOLDER",
    "LIMITS",
    "RULES",
    "LeftOut",
    "Named",
    "OpenPackage",
    "PackageStatement",
    "PlainFile",
    "find",
    "is_of_open_data",
    "left_out",
    "left_out_issues",
    "statement_of",
]

FOLDER = "open_data"
LIMITS = (
    ReadingLimit("一个文件的行", f"{ROW_LIMIT:,} 行", TOO_MANY_ROWS.code),
    ReadingLimit("一张表的列", f"{COLUMN_LIMIT:,} 列", TOO_MANY_COLUMNS.code),
    ReadingLimit("一个数写全", f"{DIGIT_LIMIT} 位", HUGE_NUMBER.code),
    ReadingLimit("格式规则（pattern）", f"{schemas.PATTERN_LIMIT} 字", BAD_PATTERN.code),
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True)
class OpenPackage:
    """A sound package of no kind. updated: None where its descriptor gives no date.

    tables: with the schemas of the package itself. files: its resources that are no tables.
    statement: what it says of itself; statements: what each resource says, by its name.
    """

    name: str
    title: str
    description: str
    updated: date | None
    tables: Tables
    statement: PackageStatement = field(default_factory=PackageStatement)
    statements: Mapping[str, PackageStatement] = field(default_factory=dict)
    files: tuple[PlainFile, ...] = ()

    @property
    def package(self) -> Package:
        """Its folder and files."""
        return self.tables.packages[0]


@dataclass(frozen=True)
class LeftOut:
    """A folder of open data that is not published. path: below the data folder."""

    name: str
    path: str
    errors: int


def is_of_open_data(issue: Issue) -> bool:
    """Whether an issue is of open data: then its error keeps out one package, not the county."""
    return issue.path.startswith(f"{FOLDER}/")


def find(root: Path) -> tuple[tuple[OpenPackage, ...], tuple[Issue, ...]]:
    """All sound open packages below the data folder `root`, by name, and the issues, unordered.

    A package with an error is left out; `left_out` says which. Nothing outside of its folder is
    opened.
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
        package: OpenPackage | None = None
        faults: tuple[Issue, ...] = (BAD_FOLDER.issue(folder.path, found=folder.name),)
        if _NAME.fullmatch(folder.name):
            package, faults = _read(root, folder.path)
        issues.extend(faults)
        if package and not any(fault.severity is Severity.ERROR for fault in faults):
            open_packages.append(package)
    return tuple(open_packages), tuple(issues)


def left_out(issues: Iterable[Issue]) -> tuple[LeftOut, ...]:
    """The folders that errors keep out, by name."""
    counts: dict[str, int] = {}
    for issue in issues:
        if issue.severity is Severity.ERROR and is_of_open_data(issue):
            name = issue.path.split("/")[1]
            counts[name] = counts.get(name, 0) + 1
    return tuple(LeftOut(name, f"{FOLDER}/{name}", counts[name]) for name in sorted(counts))


def left_out_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """A warning for each folder that errors keep out: it is said, and the rest is published."""
    return tuple(LEFT_OUT.issue(one.path, found=str(one.errors)) for one in left_out(issues))


def _read(root: Path, path: str) -> tuple[OpenPackage | None, tuple[Issue, ...]]:
    where = f"{path}/datapackage.json"
    if not (root / where).exists():
        return None, (MISSING_DESCRIPTOR.issue(path),)
    raw = folders.content(root, where, descriptor.LIMIT)
    document = raw if isinstance(raw, Issue) else descriptor.parse(raw, where)
    if isinstance(document, Issue):
        return None, (document,)
    contained, issues = contents.contents(root, path, document)
    if any(issue.severity is Severity.ERROR for issue in issues):
        return None, issues
    package = _package(root, path, document, contained)
    read, faults = _tables(package, contained)
    issues = (*issues, *faults)
    if not contained.tables and not contained.files:
        issues = (*issues, NOTHING_PUBLIC.issue(where))
    open_package = _open_package(package, document, read, contained)
    is_licensed = open_package.statement.licences or any(
        statement.licences for statement in contained.statements.values()
    )
    return open_package, issues if is_licensed else (*issues, NO_LICENCE.issue(where))


def _package(root: Path, path: str, document: Mapping[str, Any], contained: Contents) -> Package:
    name = path.rpartition("/")[2]
    return Package(
        root=root,
        path=path,
        kind=name,
        publisher="",
        period="",
        title=statements.text(document, "title", name),
        published=_updated(document) or date.min,
        approved_by="",
        files={table.name: table.paths[0] for table in contained.tables},
        descriptor=document,
    )


def _tables(package: Package, contained: Contents) -> tuple[Tables, tuple[Issue, ...]]:
    """The tables with all their issues; those of keys and persons only where all could be read."""
    issues: list[Issue] = []
    by_name: dict[str, OpenTable] = {}
    for resource in contained.tables:
        bodies = [
            (path, folders.content(package.root, path, FILE_LIMIT)) for path in resource.paths
        ]
        unread = [body for _, body in bodies if isinstance(body, Issue)]
        issues += unread
        if not unread:
            files = [File(path, body) for path, body in bodies if isinstance(body, bytes)]
            table, faults = tables.read(resource, files)
            issues += faults
            if table is not None:
                by_name[resource.name] = table
    issues += keys.key_issues(by_name)
    whole = {name: table.table() for name, table in by_name.items()}
    read = Tables((package,), whole)
    return read, capped((*issues, *privacy.scan(read)))


def _open_package(
    package: Package, document: Mapping[str, Any], read: Tables, contained: Contents
) -> OpenPackage:
    return OpenPackage(
        name=package.kind,
        title=package.title,
        description=statements.text(document, "description", package.title),
        updated=_updated(document),
        tables=read,
        statement=statement_of(document),
        statements=contained.statements,
        files=contained.files,
    )


def _updated(document: Mapping[str, Any]) -> date | None:
    created = str(document.get("created", ""))[:10]
    return descriptor.published_on(document.get("published")) or descriptor.published_on(created)
