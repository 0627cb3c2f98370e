"""Data folder -> its packages as typed tables, and all that is wrong before any rule asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.check import open_data, privacy
from mingbai.check.memory import Seen
from mingbai.check.open_data import OpenPackage
from mingbai.issues import Issue, Severity
from mingbai.read import Package, Tables, package, tables
from mingbai.schema import Schemas


@dataclass(frozen=True)
class Gated:
    """What came through the gate.

    tables: of every kind, without the rows that were refused. sound: the schemas of the kinds in
    which nothing was refused: rules may look at them. opened: packages of no kind. seen: what each
    package was found to be by itself, by its fingerprint; empty unless asked for.
    """

    packages: tuple[Package, ...]
    tables: Mapping[str, Tables]
    sound: Mapping[str, Schemas]
    opened: tuple[OpenPackage, ...]
    issues: tuple[Issue, ...]
    seen: Mapping[str, Seen]


def through(
    root: Path,
    schemas: Mapping[str, Schemas],
    prose: Path | None,
    known: Mapping[str, Seen] | None,
) -> Gated:
    """Structure, cells and personal data of everything below `root`.

    known: by `package.fingerprint`, what an earlier run found in packages by themselves; they are
    read, but not looked through again. None: look through everything and remember nothing.
    """
    packages, issues = package.find(root, schemas)
    prints = {} if known is None else {p.path: package.fingerprint(p) for p in packages}
    before = {p.path: known[prints[p.path]] for p in packages if known and prints[p.path] in known}
    passed = frozenset(path for path, seen in before.items() if seen.holds)
    found = list(issues)
    read, faults = _read(schemas, packages, passed)
    opened, more = open_data.find(root)
    found += (*faults, *more)
    sound = _sound(schemas, found)
    found += [i for own in read.values() for i in privacy.scan(own, passed)]
    files = {
        p.path: before[p.path].files if p.path in before else privacy.scan_files(root, (p,))
        for p in packages
    }
    seen = _seen(packages, prints, passed | _holding(packages, sound, found), files)
    found += [issue for own in files.values() for issue in own]
    found += privacy.scan_files(root, [one.package for one in opened])
    found += privacy.scan_prose(prose) if prose else ()
    return Gated(
        packages=packages, tables=read, sound=sound, opened=opened, issues=tuple(found), seen=seen
    )


def _read(
    schemas: Mapping[str, Schemas], packages: Sequence[Package], passed: frozenset[str]
) -> tuple[Mapping[str, Tables], tuple[Issue, ...]]:
    read: dict[str, Tables] = {}
    issues: list[Issue] = []
    for kind, tables_of_kind in schemas.items():
        own = [p for p in packages if p.kind == kind]
        read[kind], faults = tables.read(tables_of_kind, own, passed)
        issues += faults
    return read, tuple(issues)


def _sound(schemas: Mapping[str, Schemas], issues: Iterable[Issue]) -> Mapping[str, Schemas]:
    """The kinds whose packages and tables have no structural error: rules may look at them."""
    broken = {i.path.split("/")[0] for i in issues if i.severity is Severity.ERROR}
    return {kind: tables for kind, tables in schemas.items() if kind not in broken}


def _holding(
    packages: Iterable[Package], sound: Mapping[str, Schemas], issues: Iterable[Issue]
) -> frozenset[str]:
    """Paths of packages that were looked through to the end and in which nothing is wrong."""
    ill = {issue.path.rpartition("/")[0] for issue in issues}
    return frozenset(p.path for p in packages if p.kind in sound and p.path not in ill)


def _seen(
    packages: Iterable[Package],
    prints: Mapping[str, str],
    holding: frozenset[str],
    files: Mapping[str, tuple[Issue, ...]],
) -> Mapping[str, Seen]:
    return {
        prints[p.path]: Seen(p.path in holding, files[p.path]) for p in packages if p.path in prints
    }
