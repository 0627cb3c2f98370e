"""Packages -> their descriptors with the seals of their tables: what `mingbai seal` writes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mingbai.history import seals
from mingbai.history.seals import TableSeal
from mingbai.issues import Issue, Severity
from mingbai.read import Package, Tables, package, tables
from mingbai.schema import Schemas

Salts = Callable[[str, str], str]


@dataclass(frozen=True)
class Sealed:
    """What was sealed. changed: paths of packages whose descriptors were written anew.

    issues: of the wanted packages; one with an error is not sealed.
    unknown: wanted paths where there is no package.
    """

    changed: tuple[str, ...]
    issues: tuple[Issue, ...]
    unknown: tuple[str, ...]


def seal_folder(
    root: Path,
    schemas: Mapping[str, Schemas],
    wanted: Iterable[str] | None = None,
    new_salt: Salts | None = None,
) -> Sealed:
    """Seal packages of a data folder, by their paths below it; None: all."""
    packages, issues = package.find(root, schemas)
    asked = None if wanted is None else frozenset(wanted)
    chosen = {p.path: p.kind for p in packages if asked is None or p.path in asked}
    faults = [i for i in issues if asked is None or _package(i) in asked]
    changed: list[str] = []
    for kind in sorted(set(chosen.values())):
        # all of a kind: rows may refer to rows of other periods
        data, cell_issues = tables.read(schemas[kind], [p for p in packages if p.kind == kind])
        faults += (issue for issue in cell_issues if _package(issue) in chosen)
        wrong = {_package(i) for i in cell_issues if i.severity is Severity.ERROR}
        sound = frozenset(p.path for p in data.packages if p.path in chosen) - wrong
        changed += seal(data, sound, new_salt)
    unknown = (asked or frozenset()) - {p.path for p in packages} - {_package(i) for i in faults}
    return Sealed(tuple(changed), tuple(faults), tuple(sorted(unknown)))


def _package(issue: Issue) -> str:
    """The path of the package that an issue is of; of one above packages, its own."""
    return "/".join(issue.path.split("/")[:3])


def seal(data: Tables, wanted: Container[str], new_salt: Salts | None = None) -> tuple[str, ...]:
    """Write the seals of the wanted packages of one kind; paths of those that were not so before.

    new_salt: package path, table name -> the salt of a person list that has none; by chance where
    not given.
    """
    asked = [p for p in data.packages if p.path in wanted]
    salted = {p.path: _salted(p, data, new_salt or _random) for p in asked}
    with_salts = Tables(tuple(salted.get(p.path, p) for p in data.packages), data.by_name)
    measured = seals.measured(with_salts, wanted)
    return tuple(p.path for p in asked if _write(salted[p.path], measured[p.path][0]))


def document(descriptor: Mapping[str, Any], tables: Iterable[TableSeal]) -> str:
    """The text of a descriptor that states these seals."""
    by_name = {table.name: table for table in tables}
    stated = [_stated(resource, by_name[resource["name"]]) for resource in descriptor["resources"]]
    return json.dumps({**descriptor, "resources": stated}, ensure_ascii=False, indent=2) + "\n"


def _stated(resource: Mapping[str, Any], table: TableSeal) -> dict[str, Any]:
    """A resource with the seal of its table."""
    root = {} if table.root is None else {"root": f"sha256:{table.root}"}
    claims = {name: value for name, value in resource.items() if name != "root"}
    return {**claims, "rows": table.rows, "digest": f"sha256:{table.digest}", **root}


def _write(one: Package, tables: Iterable[TableSeal]) -> bool:
    """Whether the descriptor said something else before."""
    file = one.root / one.path / "datapackage.json"
    text = document(one.descriptor, tables)
    if json.loads(file.read_text("utf-8-sig")) == json.loads(text):
        return False
    file.write_text(text, "utf-8")
    return True


def _salted(one: Package, data: Tables, new_salt: Salts) -> Package:
    """The package with a salt for each person list."""
    persons = {table.name for table in data if table.schema.is_person_list}
    resources = [
        {**resource, "salt": new_salt(one.path, resource["name"])}
        if resource["name"] in persons and "salt" not in resource
        else resource
        for resource in one.descriptor["resources"]
    ]
    return replace(one, descriptor={**one.descriptor, "resources": resources})


def _random(_package: str, _table: str) -> str:
    return secrets.token_hex(16)
