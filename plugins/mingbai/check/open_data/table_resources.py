"""datapackage.json of an open package -> its TableResources (file and schema), or issues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingbai.check.open_data import schemas
from mingbai.check.open_data.rules import BAD_SCHEMA, BAD_TABLE_NAME, NOT_A_TABLE
from mingbai.issues import Issue
from mingbai.read.cell.characters import folded
from mingbai.read.package import (
    FILE_LIMIT,
    MISSING_FILE,
    STRAY_FILE,
    STRAY_FOLDER,
    descriptor,
    folders,
    resources,
)

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/){0,3}[A-Za-z0-9_-][A-Za-z0-9._-]*")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\", re.IGNORECASE)
_TEXTS = (
    "name",
    "title",
    "description",
    "created",
    "published",
    "version",
    "homepage",
    "id",
    "profile",
    "$schema",
)
_LISTS = ("licenses", "sources", "contributors")
_BESIDE = frozenset({"datapackage.json", "README.md", "LICENSE", "LICENSE.md"})


@dataclass(frozen=True)
class TableResource:
    """One table. path: POSIX below the data folder. schema: its Table Schema as JSON."""

    path: str
    schema: Mapping[str, Any]


TableResources = dict[str, TableResource]


def table_resources(
    root: Path, path: str, document: Mapping[str, Any]
) -> tuple[TableResources, tuple[Issue, ...]]:
    """Every resource of the descriptor by name. Where there is an issue, they must not be read."""
    where = f"{path}/datapackage.json"
    issues = [*descriptor.check_texts(document, where), *_property_issues(document, where)]
    resources_value = document.get("resources")
    if not isinstance(resources_value, list) or not resources_value:
        return {}, (*issues, descriptor.MISSING_PROPERTY.issue(where, field="resources"))
    files: set[str] = set()
    tables: TableResources = {}
    for resource in resources_value:
        resource_or_issue = _table_resource(root, path, resource, files)
        if isinstance(resource_or_issue, TableResource):
            name = str(resource["name"])
            issues += _name_issues(name, tables, where)
            tables[name] = resource_or_issue
            issues += _claim_issues(root, resource, resource_or_issue)
            if isinstance(resource["schema"], str):
                issues += descriptor.check_texts(resource_or_issue.schema, where)
        else:
            issues.append(resource_or_issue)
    issues += [] if issues else list(_foreign_key_issues(tables, where))
    issues += _stray_files(root, path, files)
    return tables, tuple(issues)


def _property_issues(document: Mapping[str, Any], where: str) -> Iterator[Issue]:
    """Types of the properties only; their values are checked by Frictionless."""
    for name in _TEXTS:
        if not isinstance(document.get(name, ""), str):
            text = str(document[name])
            yield descriptor.NOT_A_TEXT.issue(where, field=name, found=text, expected="2000")
    for name in _LISTS:
        value = document.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            yield descriptor.NOT_A_LIST.issue(where, field=name, found=str(value))


def _table_resource(root: Path, path: str, resource: Any, files: set[str]) -> TableResource | Issue:
    """The resource as a table of this folder, or an issue; adds the files it names to `files`."""
    where = f"{path}/datapackage.json"
    name = str(resource.get("name", "")) if isinstance(resource, dict) else str(resource)
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        return NOT_A_TABLE.issue(where, found=name)
    file = _safe_path(resource.get("path"), where)
    if isinstance(file, Issue) or not file.endswith(".csv"):
        return file if isinstance(file, Issue) else NOT_A_TABLE.issue(where, found=name)
    files.add(f"{path}/{file}")
    if not _is_file(root, f"{path}/{file}"):
        return MISSING_FILE.issue(f"{path}/{file}", found=file)
    schema = _schema(root, path, resource.get("schema"), files)
    if isinstance(schema, Issue):
        return schema
    if schema is None:
        return NOT_A_TABLE.issue(where, found=name)
    fault = schemas.schema_fault(schema)
    if fault:
        return BAD_SCHEMA.issue(where, found=fault, table=name)
    return TableResource(f"{path}/{file}", schema)


def _safe_path(value: Any, where: str) -> str | Issue:
    """The path if it is a plain relative one inside the package, or an issue."""
    if not isinstance(value, str):
        return NOT_A_TABLE.issue(where, found=str(value))
    if _REMOTE.match(value):
        return resources.REMOTE.issue(where, field="path", found=value)
    if not _PATH.fullmatch(value) or ".." in value:
        return resources.UNSAFE_PATH.issue(where, field="path", found=value, expected="table.csv")
    return value


def _is_file(root: Path, path: str) -> bool:
    """Whether the path is a file, and no part of it a symbolic link."""
    steps = [root / path, *(root / path).parents]
    inside = [step for step in steps if step != root and root in step.parents]
    return (root / path).is_file() and not any(step.is_symlink() for step in inside)


def _schema(root: Path, path: str, value: Any, files: set[str]) -> dict[str, Any] | Issue | None:
    """The Table Schema: inline, or a JSON file of the package."""
    where = f"{path}/datapackage.json"
    if not isinstance(value, str):
        return value if isinstance(value, dict) else None
    file = _safe_path(value, where)
    if isinstance(file, Issue):
        return file
    files.add(f"{path}/{file}")
    if not _is_file(root, f"{path}/{file}"):
        return MISSING_FILE.issue(f"{path}/{file}", found=file)
    raw = folders.content(root, f"{path}/{file}", descriptor.LIMIT)
    return raw if isinstance(raw, Issue) else descriptor.parse(raw, f"{path}/{file}")


def _name_issues(name: str, tables: TableResources, where: str) -> list[Issue]:
    folded_names = {folded(other) for other in tables}
    if _NAME.fullmatch(name) and name != "datapackage" and folded(name) not in folded_names:
        return []
    return [BAD_TABLE_NAME.issue(where, found=name)]


def _claim_issues(root: Path, resource: Mapping[str, Any], part: TableResource) -> Iterator[Issue]:
    """Issues where its dialect, bytes or hash are not as it says."""
    where = f"{part.path.rpartition('/')[0]}/datapackage.json"
    yield from resources.check_dialect(resource, where)
    if resources.has_bytes_claim(resource):
        body = folders.content(root, part.path, FILE_LIMIT)
        if isinstance(body, Issue):
            yield body
        else:
            yield from resources.check_bytes(resource, body, part.path)


def _foreign_key_issues(tables: TableResources, where: str) -> Iterator[Issue]:
    """Issues of foreign keys whose target fields do not exist."""
    names = {name: schemas.field_names(table.schema) for name, table in tables.items()}
    for name, table in tables.items():
        for fields, target_name, target_fields in schemas.foreign_keys(table.schema):
            target = names.get(target_name or name, ())
            if len(fields) != len(target_fields) or not set(target_fields) <= set(target):
                fault = f"外键 {'、'.join(fields)} 指向的 {target_name or name} 没有这些字段"
                yield BAD_SCHEMA.issue(where, found=fault, table=name)


def _stray_files(root: Path, path: str, files: set[str]) -> Iterator[Issue]:
    """Issues of files and folders that the descriptor does not name."""
    parents = {path, *(file.rpartition("/")[0] for file in files)}
    for folder in sorted(parents):
        if not (root / folder).is_dir() or (root / folder).is_symlink():
            continue
        folder_listing = folders.listing(root, folder)
        yield from folder_listing.issues
        for file in folder_listing.files:
            if file.path not in files and not (folder == path and file.name in _BESIDE):
                yield STRAY_FILE.issue(file.path, found=file.name)
        for inner in folder_listing.folders:
            if not any(f"{parent}/".startswith(f"{inner.path}/") for parent in parents):
                yield STRAY_FOLDER.issue(inner.path, found=inner.name)
