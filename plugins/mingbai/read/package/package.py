"""Data folder -> Packages, each checked before any library opens its files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from mingbai import dates, fingerprints
from mingbai.issues import Issue, Rule
from mingbai.read.package import descriptor, folders, resources
from mingbai.schema import Schema, Schemas, of_period

NO_DATA = Rule(
    code="no-data-folder",
    title="没有数据文件夹",
    message="找不到数据文件夹 {found}。",
    remedy="在项目里建 data 文件夹，把数据包放进去；或用 --data 给出正确的位置。",
    meaning="所有数据包都在 data 文件夹里。",
)
UNKNOWN_KIND = Rule(
    code="unknown-kind",
    title="没有这类公开",
    message="“{found}”不是本站的公开类别。",
    remedy="核对文件夹名：{expected}。",
    meaning="data 下第一层文件夹是公开类别，只能用规定的名字。",
)
BAD_PUBLISHER = Rule(
    code="bad-publisher-folder",
    title="单位文件夹名不对",
    message="“{found}”不能作单位文件夹名。",
    remedy="用单位简码：小写字母开头，只含小写字母、数字、横线，2 到 40 位。",
    meaning="第二层文件夹是公开单位的简码，不能用 index、con 等保留名。",
)
BAD_PERIOD = Rule(
    code="bad-period-folder",
    title="期次文件夹名不对",
    message="“{found}”不能作期次文件夹名。",
    remedy="写成 2026、2026q3、2026-06 这样。",
    meaning="第三层文件夹是期次。",
)
STRAY_FILE = Rule(
    code="stray-file",
    title="多出来的文件",
    message="这里不该有文件“{found}”。",
    remedy="删掉它，或移到该放的地方。",
    meaning="每层文件夹里放什么是固定的，多一个文件也要说清楚。",
)
STRAY_FOLDER = Rule(
    code="stray-folder",
    title="多出来的文件夹",
    message="这里不该有文件夹“{found}”。",
    remedy="删掉它；附件放 attachments，表样放 forms。",
    meaning="数据包里只能有 attachments 和 forms 两个文件夹，里面不再分文件夹。",
)
MISSING_DESCRIPTOR = Rule(
    code="missing-descriptor",
    title="缺描述文件",
    message="这个文件夹里没有 datapackage.json。",
    remedy="照模板补一个 datapackage.json。",
    meaning="每个数据包都有一个描述文件：标题、公开日期、批准人、表格清单。",
)
MISSING_TABLE = Rule(
    code="missing-table",
    title="缺必填的表",
    message="缺“{found}”这张表（{expected}）。",
    remedy="补上这张表；本期无数据的，只写表头。",
    meaning="这类公开规定必须有的表，一张也不能少。",
)
MISSING_FILE = Rule(
    code="missing-file",
    title="清单里有、文件夹里没有",
    message="清单里的“{found}”不在文件夹里。",
    remedy="补上文件，或从清单里删掉。",
    meaning="清单里的每个文件都要在。",
)

RULES = (
    NO_DATA,
    UNKNOWN_KIND,
    BAD_PUBLISHER,
    BAD_PERIOD,
    STRAY_FILE,
    STRAY_FOLDER,
    MISSING_DESCRIPTOR,
    MISSING_TABLE,
    MISSING_FILE,
    *folders.RULES,
    *descriptor.RULES,
    *resources.RULES,
)

_DESCRIPTOR = "datapackage.json"
_LOG = "history/log.jsonl"
_LOG_LINE = re.compile(
    rb'"kind":"([\w-]+)","period":"([\w-]+)",.*"publisher":"([\w-]+)","released":"([\d-]+)"'
)
FILE_LIMIT = 64 * folders.MEGABYTE
_PUBLISHER = re.compile(r"[a-z][a-z0-9-]{1,39}")
_RESERVED = re.compile(r"index|con|prn|aux|nul|(com|lpt)\d")
_BESIDE = frozenset({"forms", "attachments"})
_NOT_KINDS = frozenset({"open_data", "history"})
_NOT_PUBLISHERS = frozenset({"registry/layouts"})  # how exports are read: no package


@dataclass(frozen=True)
class Package:
    """One published period of one publisher: `data/<kind>/<publisher>/<period>/`.

    root: the data folder. path: POSIX path below it (`accounts/taiping/2026-06`). files: table
    name -> POSIX path below root. published, approved_by: as its descriptor says. released: the day
    on which it first entered the log; None where it did not, or at the county's first release, for
    what was public before there was a log.
    """

    root: Path
    path: str
    kind: str
    publisher: str
    period: str
    title: str
    published: date
    approved_by: str
    files: Mapping[str, str]
    descriptor: Mapping[str, Any]
    released: date | None = None

    @property
    def public_since(self) -> date:
        """The later of the day that somebody typed and the day that the log bears out: the clock's.

        `published` could be dated back; what entered the log cannot.
        """
        return max(self.published, self.released or self.published)


def find(
    root: Path, schemas: Mapping[str, Schemas]
) -> tuple[tuple[Package, ...], tuple[Issue, ...]]:
    """All packages below the data folder `root`, sorted by path, and the issues, unordered.

    schemas: the tables of each kind, by its folder name. A package with any issue of its own is
    left out of the packages, and so is one that was withdrawn. Nothing outside root is opened.
    """
    if root.is_symlink() or not root.is_dir():
        return (), (NO_DATA.issue("", found=str(root)),)
    packages: list[Package] = []
    issues: list[Issue] = []
    released = _released(root)
    for place in _places(root, schemas, issues):
        kind, _, period = place.split("/")
        package, faults = _read(root, place, of_period(schemas[kind], period))
        issues.extend(faults)
        if package:
            packages.append(replace(package, released=released.get(place)))
    return tuple(packages), tuple(issues)


def withdrawn(root: Path, path: str) -> Package | None:
    """The package at a path that was withdrawn: a descriptor, no tables; None for any other."""
    raw = folders.content(root, f"{path}/{_DESCRIPTOR}", descriptor.LIMIT)
    parsed = raw if isinstance(raw, Issue) else descriptor.parse(raw, path)
    if isinstance(parsed, Issue) or descriptor.WITHDRAWN not in parsed:
        return None
    return None if any(descriptor.check(parsed, path)) else _package(root, path, parsed, {})


def fingerprint(package: Package, contents: fingerprints.Contents | None = None) -> str:
    """sha256 over its place and every file in its folder: equal iff nothing committed changed.

    contents: where the sha256 of a file is known from; None: each is read.
    """
    folder = package.root / package.path
    return fingerprints.words(package.path, fingerprints.tree(folder, contents))


def _released(root: Path) -> Mapping[str, date]:
    """The day on which each package first entered the log, but for those of the first release.

    The log is proved elsewhere (`history.log`): of a line that is broken nothing is known here.
    """
    body = folders.content(root, _LOG, FILE_LIMIT)
    days: dict[str, date] = {}
    for match in () if isinstance(body, Issue) else _LOG_LINE.finditer(body):
        kind, period, publisher, day = (part.decode() for part in match.groups())
        released = descriptor.published_on(day)
        if released is not None:
            days.setdefault(f"{kind}/{publisher}/{period}", released)
    beginning = min(days.values(), default=None)
    return {path: day for path, day in days.items() if day != beginning}


def _folders(
    root: Path, path: str, issues: list[Issue], files: frozenset[str] = frozenset({"README.md"})
) -> Iterator[folders.FolderEntry]:
    """Folders below `path`; whatever else stands there is an issue."""
    folder_listing = folders.listing(root, path)
    issues.extend(folder_listing.issues)
    issues.extend(
        STRAY_FILE.issue(f.path, found=f.name) for f in folder_listing.files if f.name not in files
    )
    yield from folder_listing.folders


def _places(root: Path, schemas: Mapping[str, Schemas], issues: list[Issue]) -> Iterator[str]:
    """Paths of all package folders, sorted."""
    for kind in _folders(root, "", issues):
        if kind.name in _NOT_KINDS:
            continue
        if kind.name not in schemas:
            expected = "、".join(sorted(schemas))
            issues.append(UNKNOWN_KIND.issue(kind.path, found=kind.name, expected=expected))
            continue
        for publisher in _folders(root, kind.path, issues):
            name = publisher.name
            if publisher.path in _NOT_PUBLISHERS:
                continue
            if not _PUBLISHER.fullmatch(name) or _RESERVED.fullmatch(name):
                issues.append(BAD_PUBLISHER.issue(publisher.path, found=name))
                continue
            for period in _folders(root, publisher.path, issues):
                if dates.is_period(period.name):
                    yield period.path
                else:
                    issues.append(BAD_PERIOD.issue(period.path, found=period.name))


def _read(
    root: Path, path: str, schemas: tuple[Schema, ...]
) -> tuple[Package | None, tuple[Issue, ...]]:
    """The package in one folder, by the schemas of its period, or what is wrong with it."""
    folder_listing = folders.listing(root, path)
    where = f"{path}/{_DESCRIPTOR}"
    if _DESCRIPTOR not in {file.name for file in folder_listing.files}:
        return None, (*folder_listing.issues, MISSING_DESCRIPTOR.issue(path))
    raw = folders.content(root, where, descriptor.LIMIT)
    if isinstance(raw, Issue):
        return None, (*folder_listing.issues, raw)
    parsed = descriptor.parse(raw, where)
    if isinstance(parsed, Issue):
        return None, (*folder_listing.issues, parsed)
    issues = [*folder_listing.issues, *descriptor.check(parsed, where)]
    if descriptor.WITHDRAWN in parsed:
        return None, (*issues, *_presence(folder_listing, {}, ()), *_beside(root, folder_listing))
    resources_value = parsed.get("resources")
    table_resources = (
        [r for r in resources_value if isinstance(r, dict)]
        if isinstance(resources_value, list)
        else []
    )
    issues.extend(_claims(table_resources, schemas, where))
    files = {name: f"{path}/{name}.csv" for name in map(resources.table_name, table_resources)}
    issues.extend(_presence(folder_listing, files, schemas))
    issues.extend(_beside(root, folder_listing))
    if not issues:
        issues.extend(resources.check_references(parsed, where))
        issues.extend(_bytes(root, table_resources, files))
    return (None if issues else _package(root, path, parsed, files)), tuple(issues)


def _package(root: Path, path: str, parsed: dict[str, Any], files: Mapping[str, str]) -> Package:
    kind, publisher, period = path.split("/")
    published = descriptor.published_on(parsed["published"])
    assert published is not None  # descriptor.check saw to it
    return Package(
        root=root,
        path=path,
        kind=kind,
        publisher=publisher,
        period=period,
        title=parsed["title"],
        published=published,
        approved_by=parsed["approved_by"],
        files=files,
        descriptor=parsed,
    )


def _claims(
    tables: list[dict[str, Any]], schemas: tuple[Schema, ...], where: str
) -> Iterator[Issue]:
    by_name = {schema.name: schema for schema in schemas}
    names_seen: set[str] = set()
    for resource in tables:
        name = resources.table_name(resource)
        if name not in by_name:
            expected = "、".join(by_name)
            yield resources.UNKNOWN_TABLE.issue(where, found=name, expected=expected)
            continue
        if name in names_seen:
            yield resources.DUPLICATE_TABLE.issue(where, field=name, found=name)
        names_seen.add(name)
        yield from resources.check(resource, by_name[name], where)


def _presence(
    folder_listing: folders.FolderListing, files: Mapping[str, str], schemas: tuple[Schema, ...]
) -> Iterator[Issue]:
    """Files without a resource, resources without a file, tables that must be there."""
    present = {file.path for file in folder_listing.files}
    allowed = {*files.values()}
    for file in folder_listing.files:
        if file.name not in (_DESCRIPTOR, "README.md") and file.path not in allowed:
            yield STRAY_FILE.issue(file.path, found=file.name)
    for schema in schemas:
        if schema.name in files and files[schema.name] not in present:
            yield MISSING_FILE.issue(files[schema.name], found=f"{schema.name}.csv")
        if schema.name not in files and not schema.is_optional:
            yield MISSING_TABLE.issue(
                _folder(folder_listing), found=schema.title, expected=schema.name
            )


def _beside(root: Path, folder_listing: folders.FolderListing) -> Iterator[Issue]:
    """Folders other than attachments and forms, and folders inside these, are refused."""
    for folder in folder_listing.folders:
        if folder.name not in _BESIDE:
            yield STRAY_FOLDER.issue(folder.path, found=folder.name)
            continue
        inside = folders.listing(root, folder.path)
        yield from inside.issues
        for deeper in inside.folders:
            yield STRAY_FOLDER.issue(deeper.path, found=deeper.name)


def _folder(folder_listing: folders.FolderListing) -> str:
    return folder_listing.files[0].path.rpartition("/")[0]


def _bytes(root: Path, tables: list[dict[str, Any]], files: Mapping[str, str]) -> Iterator[Issue]:
    for resource in filter(resources.has_bytes_claim, tables):
        path = files[resources.table_name(resource)]
        body = folders.content(root, path, FILE_LIMIT)
        if isinstance(body, Issue):
            yield body
        else:
            yield from resources.check_bytes(resource, body, path)
