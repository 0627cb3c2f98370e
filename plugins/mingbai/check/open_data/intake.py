"""datapackage.json of an open package -> its tables' files and schemas, or what is wrong."""

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
class Part:
    """One table. path: POSIX below the data folder. schema: its Table Schema as JSON."""

    path: str
    schema: Mapping[str, Any]


Parts = dict[str, Part]


def listed(root: Path, path: str, document: Mapping[str, Any]) -> tuple[Parts, tuple[Issue, ...]]:
    """Every resource of the descriptor by name; with an issue, the package goes no further."""
    where = f"{path}/datapackage.json"
    issues = [*descriptor.check_texts(document, where), *_properties(document, where)]
    given = document.get("resources")
    if not isinstance(given, list) or not given:
        return {}, (*issues, descriptor.MISSING_PROPERTY.issue(where, field="resources"))
    files: set[str] = set()
    parts: Parts = {}
    for resource in given:
        found = _part(root, path, resource, files)
        if isinstance(found, Part):
            name = str(resource["name"])
            issues += _name(name, parts, where)
            parts[name] = found
            issues += _claims(root, resource, found)
            if isinstance(resource["schema"], str):
                issues += descriptor.check_texts(found.schema, where)
        else:
            issues.append(found)
    issues += [] if issues else list(_together(parts, where))
    issues += _strays(root, path, files)
    return parts, tuple(issues)


def _properties(document: Mapping[str, Any], where: str) -> Iterator[Issue]:
    """Texts are texts and lists are lists; what they say is for the standard to judge."""
    for name in _TEXTS:
        if not isinstance(document.get(name, ""), str):
            shown = str(document[name])
            yield descriptor.NOT_A_TEXT.issue(where, field=name, found=shown, expected="2000")
    for name in _LISTS:
        given = document.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            yield descriptor.NOT_A_LIST.issue(where, field=name, found=str(given))


def _part(root: Path, path: str, resource: Any, files: set[str]) -> Part | Issue:
    """The resource as a table of this folder; the files it names are added to `files`."""
    where = f"{path}/datapackage.json"
    shown = str(resource.get("name", "")) if isinstance(resource, dict) else str(resource)
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        return NOT_A_TABLE.issue(where, found=shown)
    file = _inside(resource.get("path"), where)
    if isinstance(file, Issue) or not file.endswith(".csv"):
        return file if isinstance(file, Issue) else NOT_A_TABLE.issue(where, found=shown)
    files.add(f"{path}/{file}")
    if not _is_file(root, f"{path}/{file}"):
        return MISSING_FILE.issue(f"{path}/{file}", found=file)
    schema = _schema(root, path, resource.get("schema"), files)
    if isinstance(schema, Issue):
        return schema
    if schema is None:
        return NOT_A_TABLE.issue(where, found=shown)
    fault = schemas.fault(schema)
    if fault:
        return BAD_SCHEMA.issue(where, found=fault, table=shown)
    return Part(f"{path}/{file}", schema)


def _inside(value: Any, where: str) -> str | Issue:
    """A path that stays inside of the package, character by character."""
    if not isinstance(value, str):
        return NOT_A_TABLE.issue(where, found=str(value))
    if _REMOTE.match(value):
        return resources.REMOTE.issue(where, field="path", found=value)
    if not _PATH.fullmatch(value) or ".." in value:
        return resources.UNSAFE_PATH.issue(where, field="path", found=value, expected="table.csv")
    return value


def _is_file(root: Path, path: str) -> bool:
    """Whether every step of the path is a real folder or file, not a link."""
    steps = [root / path, *(root / path).parents]
    inside = [step for step in steps if step != root and root in step.parents]
    return (root / path).is_file() and not any(step.is_symlink() for step in inside)


def _schema(root: Path, path: str, value: Any, files: set[str]) -> dict[str, Any] | Issue | None:
    """The Table Schema: inline, or a JSON file of the package."""
    where = f"{path}/datapackage.json"
    if not isinstance(value, str):
        return value if isinstance(value, dict) else None
    file = _inside(value, where)
    if isinstance(file, Issue):
        return file
    files.add(f"{path}/{file}")
    if not _is_file(root, f"{path}/{file}"):
        return MISSING_FILE.issue(f"{path}/{file}", found=file)
    raw = folders.content(root, f"{path}/{file}", descriptor.LIMIT)
    return raw if isinstance(raw, Issue) else descriptor.parse(raw, f"{path}/{file}")


def _name(name: str, parts: Parts, where: str) -> list[Issue]:
    taken = {folded(one) for one in parts}
    if _NAME.fullmatch(name) and name != "datapackage" and folded(name) not in taken:
        return []
    return [BAD_TABLE_NAME.issue(where, found=name)]


def _claims(root: Path, resource: Mapping[str, Any], part: Part) -> Iterator[Issue]:
    """What it says of dialect, bytes and hash must be so."""
    where = f"{part.path.rpartition('/')[0]}/datapackage.json"
    yield from resources.check_dialect(resource, where)
    if resources.has_bytes_claim(resource):
        body = folders.content(root, part.path, FILE_LIMIT)
        if isinstance(body, Issue):
            yield body
        else:
            yield from resources.check_bytes(resource, body, part.path)


def _together(parts: Parts, where: str) -> Iterator[Issue]:
    """Foreign keys lead to fields that are there."""
    names = {name: schemas.field_names(part.schema) for name, part in parts.items()}
    for name, part in parts.items():
        for own, table, theirs in schemas.foreign_keys(part.schema):
            target = names.get(table or name, ())
            if len(own) != len(theirs) or not set(theirs) <= set(target):
                shown = f"外键 {'、'.join(own)} 指向的 {table or name} 没有这些字段"
                yield BAD_SCHEMA.issue(where, found=shown, table=name)


def _strays(root: Path, path: str, files: set[str]) -> Iterator[Issue]:
    """Whatever stands in the folder without being named by the descriptor."""
    parents = {path, *(file.rpartition("/")[0] for file in files)}
    for folder in sorted(parents):
        if not (root / folder).is_dir() or (root / folder).is_symlink():
            continue
        seen = folders.listing(root, folder)
        yield from seen.issues
        for file in seen.files:
            if file.path not in files and not (folder == path and file.name in _BESIDE):
                yield STRAY_FILE.issue(file.path, found=file.name)
        for inner in seen.folders:
            if not any(f"{one}/".startswith(f"{inner.path}/") for one in parents):
                yield STRAY_FOLDER.issue(inner.path, found=inner.name)
