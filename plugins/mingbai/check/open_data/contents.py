"""datapackage.json of an open package -> its tables and plain files, or issues.

One rule for addresses: what would have to be fetched to read the data (a path, a schema, a dialect,
`$ref`) must lie in the package; what only says something of it (`profile`, `$schema`, `image`,
`homepage`, addresses of licences and sources, a reference to another package) stays a text, and is
never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from mingbai.check.open_data import schemas
from mingbai.check.open_data.dialects import Dialect, DialectFault, dialect_of
from mingbai.check.open_data.rules import (
    BAD_DIALECT,
    BAD_SCHEMA,
    BAD_TABLE_NAME,
    NOT_A_RESOURCE,
    NOT_CARRIED,
    OTHER_PACKAGE,
    UNNAMED_FILE,
)
from mingbai.check.open_data.statements import PackageStatement, statement_of
from mingbai.check.open_data.tables import TableResource
from mingbai.issues import Issue, Severity
from mingbai.read.cell.characters import folded, forbidden
from mingbai.read.package import FILE_LIMIT, MISSING_FILE, descriptor, folders, resources

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PATH = re.compile(r"(?:[^/\\:~$%*?\"<>|]+/){0,4}[^/\\:~$%*?\"<>|]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\", re.IGNORECASE)
_TEXTS = ("name", "title", "description", "created", "version", "homepage", "id", "published")
_LISTS = ("licenses", "sources", "contributors", "keywords")
_BESIDE = frozenset({"datapackage.json", "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"})
_ROWS_IN = frozenset({".csv", ".tsv", ".tab", ".txt"})
# What can be looked into, and is harmless where it is served. SVG and HTML are neither.
CARRIED = frozenset(
    {".txt", ".md", ".csv", ".tsv", ".json", ".geojson", ".topojson", ".pdf", ".docx", ".xlsx"}
    | {".ofd", ".jpg", ".jpeg", ".png", ".yaml", ".yml"}
)


@dataclass(frozen=True)
class PlainFile:
    """A resource that is published as it is. path: POSIX below the data folder."""

    name: str
    path: str
    title: str
    description: str
    media_type: str


@dataclass(frozen=True)
class Contents:
    """What a descriptor names. statements: what each resource says of itself, by its name."""

    tables: tuple[TableResource, ...] = ()
    files: tuple[PlainFile, ...] = ()
    statements: Mapping[str, PackageStatement] = field(default_factory=dict)
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class _Reader:
    """Reads the resources of one descriptor one by one; keeps what was found and what was wrong."""

    def __init__(self, root: Path, path: str, document: Mapping[str, Any]) -> None:
        self.root, self.path, self.document = root, path, document
        self.where = f"{path}/datapackage.json"
        self.issues: list[Issue] = []
        self.named: set[str] = set()
        self.tables: list[TableResource] = []
        self.files: list[PlainFile] = []
        self.statements: dict[str, PackageStatement] = {}
        self.titles: dict[str, tuple[str, str]] = {}

    def resource(self, value: Any) -> None:
        """One item of `resources`."""
        name = value.get("name") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(name, str):
            found = str(name if isinstance(value, dict) else value)
            self.issues.append(NOT_A_RESOURCE.issue(self.where, found=found))
            return
        if not self._is_free(name):
            self.issues.append(BAD_TABLE_NAME.issue(self.where, found=name))
            return
        if "data" in value and "path" not in value:
            self._leave_out(name, "数据写在描述文件里（data），没有放成文件")
            return
        paths = self._paths(value, name)
        if paths is None:
            return
        self.statements[name] = statement_of(value)
        title, words = _words(value, "title"), _words(value, "description")
        self.titles[name] = (title, words)
        if "schema" in value and _is_tabular(value, paths):
            self._table(value, name, paths)
        else:
            self._plain(value, name, paths)

    def _is_free(self, name: str) -> bool:
        taken = {folded(other) for other in (*self.statements, "datapackage")}
        return bool(_NAME.fullmatch(name)) and folded(name) not in taken

    def _leave_out(self, name: str, reason: str) -> None:
        self.issues.append(NOT_CARRIED.issue(self.where, found=name, expected=reason))

    def _paths(self, value: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
        """The files of a resource, each plain and inside of the package; None where one is not."""
        stated = value.get("path")
        listed = stated if isinstance(stated, list) else [stated]
        files = [one for one in listed if isinstance(one, str)]
        if not listed or len(files) < len(listed):
            self.issues.append(NOT_A_RESOURCE.issue(self.where, found=name))
            return None
        paths = [self.inside(one, "path") for one in files]
        return None if None in paths else tuple(path for path in paths if path is not None)

    def inside(self, value: str, field_name: str) -> str | None:
        """A path below the data folder of a file of the package; None where an issue says why."""
        file = value.removeprefix("./")
        if _SCHEME.match(file):
            issue = resources.REMOTE.issue(self.where, field=field_name, found=value)
        elif not _PATH.fullmatch(file) or ".." in file.split("/") or file.startswith("."):
            issue = resources.UNSAFE_PATH.issue(
                self.where, field=field_name, found=value, expected="table.csv"
            )
        elif not _is_file(self.root, f"{self.path}/{file}"):
            self.named.add(f"{self.path}/{file}")
            issue = MISSING_FILE.issue(f"{self.path}/{file}", found=file)
        else:
            self.named.add(f"{self.path}/{file}")
            return f"{self.path}/{file}"
        self.issues.append(issue)
        return None

    def _object(self, value: Any, field_name: str) -> Mapping[str, Any] | None:
        """An object that stands in the descriptor or in a JSON file of the package."""
        if not isinstance(value, str):
            return value if isinstance(value, dict) else None
        path = self.inside(value, field_name)
        raw = None if path is None else folders.content(self.root, path, descriptor.LIMIT)
        parsed = descriptor.parse(raw, path or "") if isinstance(raw, bytes) else raw
        if isinstance(parsed, Issue):
            self.issues.append(parsed)
            return None
        if parsed is not None:
            self.issues += text_issues(parsed, path or self.where)
        return parsed

    def _table(self, value: Mapping[str, Any], name: str, paths: tuple[str, ...]) -> None:
        before = len(self.issues)
        raw = self._object(value["schema"], "schema")
        stated = self._object(value.get("dialect", {}), "dialect")
        if len(self.issues) > before:
            return
        fault = "没有 fields" if raw is None else schemas.schema_fault(raw)
        if fault or raw is None:
            self.issues.append(BAD_SCHEMA.issue(self.where, found=fault, table=name))
            return
        try:
            dialect = dialect_of(stated, value, paths[0])
        except DialectFault as fault_:
            self.issues.append(BAD_DIALECT.issue(self.where, found=str(fault_), table=name))
            return
        raw = schemas.typed(raw)
        title, words = self.titles[name]
        raw |= {k: v for k, v in (("title", title), ("description", words)) if v}
        self.issues += schemas.pattern_faults(name, raw, self.where)
        for names in schemas.outer_keys(raw):
            found = "、".join(names)
            self.issues.append(OTHER_PACKAGE.issue(self.where, field=name, found=found))
        self._claims(value, paths)
        self.tables.append(_table_resource(name, paths, raw, dialect, value))

    def _plain(self, value: Mapping[str, Any], name: str, paths: tuple[str, ...]) -> None:
        """Files that are carried as they are, where they can be looked into."""
        self._claims(value, paths)
        for number, path in enumerate(paths, start=1):
            suffix = PurePosixPath(path).suffix.lower()
            if suffix not in CARRIED:
                self._leave_out(name, f"不公开 {suffix or '没有扩展名的'} 文件")
                continue
            title, words = self.titles[name]
            media = value.get("mediatype")
            media = media if isinstance(media, str) else ""
            one = name if len(paths) == 1 else f"{name}-{number}"
            self.files.append(PlainFile(one, path, title, words, media))

    def _claims(self, value: Mapping[str, Any], paths: tuple[str, ...]) -> None:
        """Issues where its bytes or hash are not as it says; they are of one file."""
        claims = {k: value[k] for k in ("bytes", "hash") if k in value}
        if claims and len(paths) == 1:
            body = folders.content(self.root, paths[0], FILE_LIMIT)
            claim_issues = (
                [body] if isinstance(body, Issue) else resources.check_bytes(claims, body, paths[0])
            )
            self.issues += claim_issues

    def foreign_keys(self) -> Iterator[Issue]:
        """Issues of foreign keys whose target fields do not exist."""
        names = {table.name: schemas.field_names(table.raw) for table in self.tables}
        for table in self.tables:
            for fields, target_name, target_fields in schemas.foreign_keys(table.raw):
                target = names.get(target_name or table.name, ())
                if len(fields) != len(target_fields) or not set(target_fields) <= set(target):
                    reason = (
                        f"外键 {'、'.join(fields)} 指向的 {target_name or table.name} 没有这些字段"
                    )
                    yield BAD_SCHEMA.issue(self.where, found=reason, table=table.name)


def contents(
    root: Path, path: str, document: Mapping[str, Any]
) -> tuple[Contents, tuple[Issue, ...]]:
    """All that the descriptor names. Where there is an error, nothing of it may be read."""
    reader = _Reader(root, path, document)
    where = reader.where
    reader.issues += [*text_issues(document, where), *_property_issues(document, where)]
    listed = document.get("resources")
    if not isinstance(listed, list) or not listed:
        reader.issues.append(descriptor.MISSING_PROPERTY.issue(where, field="resources"))
        return Contents(), tuple(reader.issues)
    for value in listed:
        reader.resource(value)
    if not any(issue.severity is Severity.ERROR for issue in reader.issues):
        reader.issues += reader.foreign_keys()
    reader.issues += _unnamed_files(root, path, reader.named)
    contained = Contents(
        tuple(reader.tables), tuple(reader.files), reader.statements, reader.titles
    )
    return contained, tuple(reader.issues)


def _table_resource(
    name: str,
    paths: tuple[str, ...],
    raw: Mapping[str, Any],
    dialect: Dialect,
    value: Mapping[str, Any],
) -> TableResource:
    return TableResource(name, paths, raw, dialect, _words(value, "encoding"))


def text_issues(document: Mapping[str, Any], where: str) -> Iterator[Issue]:
    """Issues of control characters and of `$ref`; lines and tabs may stand in a description."""
    breaks = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
    for text in descriptor.texts(dict(document)):
        if code := forbidden(text.translate(breaks)):
            yield descriptor.BAD_DESCRIPTOR_TEXT.issue(where, found=text, expected=code)
    yield from resources.check_references(document, where)


def _property_issues(document: Mapping[str, Any], where: str) -> Iterator[Issue]:
    """Properties of the wrong JSON type."""
    for name in _TEXTS:
        if not isinstance(document.get(name, ""), str):
            text = str(document[name])
            yield descriptor.NOT_A_TEXT.issue(where, field=name, found=text, expected="2000")
    for name in _LISTS:
        value, inner = document.get(name, []), str if name == "keywords" else dict
        if not isinstance(value, list) or not all(isinstance(item, inner) for item in value):
            yield descriptor.NOT_A_LIST.issue(where, field=name, found=str(value))


def _words(value: Mapping[str, Any], name: str) -> str:
    value_of_name = value.get(name)
    return value_of_name if isinstance(value_of_name, str) else ""


def _is_tabular(value: Mapping[str, Any], paths: tuple[str, ...]) -> bool:
    """Whether rows can be read from the files: they are CSV by name or by what is said of them."""
    if value.get("compression") not in (None, "", "no"):
        return False
    is_said = value.get("format") in ("csv", "tsv") or "csv" in str(value.get("mediatype", ""))
    suffixes = {PurePosixPath(path).suffix.lower() for path in paths}
    return suffixes <= _ROWS_IN or (is_said and suffixes.isdisjoint({".zip", ".gz", ".xlsx"}))


def _is_file(root: Path, path: str) -> bool:
    """Whether the path is a file, and no part of it a symbolic link."""
    steps = [root / path, *(root / path).parents]
    inside = [step for step in steps if step != root and root in step.parents]
    return (root / path).is_file() and not any(step.is_symlink() for step in inside)


def _unnamed_files(root: Path, path: str, files: set[str]) -> Iterator[Issue]:
    """Warnings of files and folders that the descriptor does not name; issues of odd ones."""
    parents = {path, *(file.rpartition("/")[0] for file in files)}
    for folder in sorted(parents):
        if not (root / folder).is_dir() or (root / folder).is_symlink():
            continue
        folder_listing = folders.listing(root, folder)
        yield from folder_listing.issues
        for file in folder_listing.files:
            if file.path not in files and not (folder == path and file.name in _BESIDE):
                yield UNNAMED_FILE.issue(file.path, found=file.name)
        for inner in folder_listing.folders:
            if not any(f"{parent}/".startswith(f"{inner.path}/") for parent in parents):
                yield UNNAMED_FILE.issue(inner.path, found=inner.name)
