"""A package -> its seal: canonical JSON that says all it consists of, and whose sha256 it is.

The descriptor carries of each table `rows`, `digest` (`sha256:` and 64 hex digits) and `root`, of a
person list `salt` instead of `root`: written by import, template, demo and `mingbai seal`, demanded
of every package of a kind. What stands there is compared with the tables at each check, but for the
roots: rows are hashed when a package is sealed and when it enters the log, never to look at it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mingbai import dates, fingerprints
from mingbai.dates import iso
from mingbai.history import canonical, canonical_json
from mingbai.history.canonical import TableDigest
from mingbai.issues import Issue, Rule
from mingbai.read import Package, Table, Tables
from mingbai.schema import Schemas

NOT_SEALED = Rule(
    code="not-sealed",
    title="没有封签",
    message="“{field}”这张表没有封签：描述文件里没有写它的行数和校验值。",
    remedy="运行 mingbai seal {package}，再提交。",
    meaning="每张表公开前都要封签：写下行数和校验值，改了一个字也看得出。",
)
SEAL_BROKEN = Rule(
    code="seal-broken",
    title="封签对不上",
    message="这张表封签以后被改过：封签写的是 {expected}，现在是 {found}。",
    remedy="不是有意改的，恢复原来的文件；是有意改的，运行 mingbai seal {package}。",
    meaning="封签写的行数和校验值，要和表里的内容一致。",
)

RULES = (NOT_SEALED, SEAL_BROKEN)

FILE = "seal.json"
FACTS = (
    "approved_by",
    "contributors",
    "created",
    "description",
    "homepage",
    "id",
    "keywords",
    "licenses",
    "sources",
    "title",
    "version",
    "withdrawn",
)
_BESIDE = ("attachments", "forms")
_SHOWN = 12


@dataclass(frozen=True)
class TableSeal:
    """What a seal says of one table. digest, root: 64 hex digits; a person list has no root.

    ends: the last day of the last row of a person list, ISO; "" where it has no row.
    """

    name: str
    rows: int
    digest: str
    root: str | None
    ends: str = ""

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in seal.json."""
        document = {"digest": self.digest, "name": self.name, "rows": self.rows}
        last = {"ends": self.ends} if self.ends else {}
        return {**document, **last} if self.root is None else {**document, "root": self.root}


@dataclass(frozen=True)
class Seal:
    """The seal of one version of a package. document: what seal.json says."""

    document: Mapping[str, Any]

    @cached_property
    def body(self) -> bytes:
        """The bytes of seal.json."""
        return canonical_json.dump(self.document)

    @cached_property
    def digest(self) -> str:
        """The digest of the version: sha256 of seal.json, 64 hex digits."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def root(self) -> str:
        """The root over all rows of all tables but person lists."""
        return str(self.document["root"])

    @property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """What it says of each table, by name."""
        return {table["name"]: table for table in self.document["tables"]}

    @property
    def files(self) -> Mapping[str, str]:
        """The sha256 of each attachment and form, by its path inside the package."""
        return {file["path"]: file["sha256"] for file in self.document["files"]}

    @property
    def facts(self) -> Mapping[str, str]:
        """What the descriptor says of the package, as texts: a list as canonical JSON."""
        facts = {name: self.document[name] for name in FACTS if name in self.document}
        return {
            name: value if isinstance(value, str) else canonical_json.dump(value).decode()
            for name, value in facts.items()
        }


def measured(
    tables: Tables, wanted: Container[str]
) -> dict[str, tuple[tuple[TableSeal, ...], str]]:
    """Package path -> the seals of its tables and its root, hashed anew, of the wanted packages."""
    by_digest = canonical.digests(tables, wanted)
    hashes = canonical.row_hashes(tables, wanted)
    return {
        path: (
            tuple(
                _table(tables, path, name, by_digest[path][name], hashes[path]) for name in names
            ),
            canonical.root(*(hashes[path][name] for name in names if name in hashes[path])),
        )
        for path, names in ((path, sorted(by_digest[path])) for path in hashes)
    }


def claimed(package: Package, tables: Tables) -> tuple[TableSeal, ...]:
    """The seals of a package's tables as its descriptor states them; it must be sealed."""
    return tuple(
        TableSeal(
            name=resource["name"],
            rows=resource["rows"],
            digest=_hex(resource["digest"]),
            root=_hex(resource["root"]) if "root" in resource else None,
            ends="" if "root" in resource else _ends(tables[resource["name"]], package.path),
        )
        for resource in sorted(_resources(package), key=lambda one: str(one["name"]))
    )


def seal(package: Package, schemas: Schemas, tables: Iterable[TableSeal], root: str) -> Seal:
    """The seal of a package, from the seals of its tables and the root over all their rows."""
    by_name = sorted(tables, key=lambda table: table.name)
    return Seal(
        {
            **{n: _plain(package.descriptor[n]) for n in FACTS if n in package.descriptor},
            "files": [{"path": path, "sha256": digest} for path, digest in files(package)],
            "form": form(schemas, package.period),
            "kind": package.kind,
            "period": package.period,
            "published": package.published.isoformat(),
            "publisher": package.publisher,
            "root": root,
            "rows": sum(table.rows for table in by_name),
            "tables": [table.document for table in by_name],
        }
    )


def form(schemas: Schemas, period: str) -> int:
    """Which of its kind's forms a period is written in: one more for each month of a change."""
    first = dates.first_month(period)
    return 1 + len({month for table in schemas for month in table.changes if month <= first})


def files(package: Package) -> Iterator[tuple[str, str]]:
    """Path and sha256 of each attachment and form, sorted by path."""
    folder = f"{package.root}/{package.path}"
    paths = [path for name in _BESIDE for path in _plain_files(folder, name)]
    for path in sorted(paths):
        yield path, fingerprints.content(Path(folder, path))


def _plain_files(folder: str, name: str) -> Iterator[str]:
    """The files in a folder of a package, `<name>/…`; nothing where there is none."""
    try:
        with os.scandir(f"{folder}/{name}") as scanned:
            yield from (f"{name}/{entry.name}" for entry in scanned if entry.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return


def is_sealed(package: Package) -> bool:
    """Whether the descriptor states the seal of each table."""
    return all("digest" in one and "rows" in one for one in _resources(package))


def check(
    tables_by_kind: Mapping[str, Tables], known: Container[str] = frozenset()
) -> Iterator[Issue]:
    """Issues of tables that are not sealed, or that have changed since they were.

    known: paths of packages whose seals were found right when they had the same content.
    """
    for tables in tables_by_kind.values():
        asked = [package for package in tables.packages if package.path not in known]
        by_package = canonical.digests(tables, {package.path for package in asked})
        for package in asked:
            yield from _faults(package, by_package[package.path])


def _faults(package: Package, measured_digests: Mapping[str, TableDigest]) -> Iterator[Issue]:
    for resource in _resources(package):
        name = str(resource["name"])
        path = package.files[name]
        if "digest" not in resource or "rows" not in resource:
            where = f"{package.path}/datapackage.json"
            yield NOT_SEALED.issue(where, field=name, package=package.path)
        else:
            stated = TableDigest(resource["rows"], _hex(resource["digest"]))
            if stated != measured_digests[name]:
                yield SEAL_BROKEN.issue(
                    path,
                    found=_said(measured_digests[name]),
                    expected=_said(stated),
                    package=package.path,
                )


def _said(table: TableDigest) -> str:
    """`9 行、校验值 0123456789ab…`."""
    return f"{table.rows} 行、校验值 {table.digest[:_SHOWN]}…"


def _table(
    tables: Tables,
    path: str,
    name: str,
    digest: TableDigest,
    hashes: Mapping[str, canonical.Hashes],
) -> TableSeal:
    is_hashed = name in hashes
    return TableSeal(
        name=name,
        rows=digest.rows,
        digest=digest.digest,
        root=canonical.root(hashes[name]) if is_hashed else None,
        ends="" if is_hashed else _ends(tables[name], path),
    )


def _ends(table: Table, path: str) -> str:
    """The last day of the last row of a package's person list; "" where it has no row."""
    assert table.schema.expires is not None
    days = table.frame.loc[table.paths == f"{path}/{table.name}.csv", table.schema.expires]
    return iso(days.max()) if len(days) else ""


def _resources(package: Package) -> list[Mapping[str, Any]]:
    resources: list[Mapping[str, Any]] = package.descriptor.get("resources", [])
    return resources


def _hex(claim: str) -> str:
    """`sha256:…` -> its 64 hex digits."""
    return claim.removeprefix("sha256:")


def _plain(value: Any) -> Any:
    """A value of a descriptor without floats, which have more than one text."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return repr(value) if isinstance(value, float) else value
