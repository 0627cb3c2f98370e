"""Data folder -> Intake: its packages as typed tables, with every issue found before the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mingbai import fingerprints
from mingbai.check import open_data, privacy
from mingbai.check.cache import PackageResult, Ruling, Rulings
from mingbai.check.kept import Kept
from mingbai.check.open_data import OpenPackage
from mingbai.check.prose import check as check_prose
from mingbai.fingerprints import Contents
from mingbai.issues import Issue, Severity, capped
from mingbai.read import Package, Tables, package, tables
from mingbai.schema import Schemas


@dataclass(frozen=True)
class Intake:
    """What was read from a data folder.

    tables: of every kind, without the rows that were refused. sound: the schemas of the kinds
    without a structural error, on which rules may run. issues: unordered. results: of each package
    by itself, by its fingerprint; prints: the fingerprint of each, by its path; states: of each
    kind, the digest of its packages; rulings: what was found in tables and prose
    (`Rulings.by_question`); all empty unless earlier results were given.
    """

    packages: tuple[Package, ...]
    tables: Mapping[str, Tables]
    sound: Mapping[str, Schemas]
    open_packages: tuple[OpenPackage, ...]
    issues: tuple[Issue, ...]
    results: Mapping[str, PackageResult]
    prints: Mapping[str, str]
    states: Mapping[str, str]
    rulings: Mapping[str, Ruling]


def take_in(
    root: Path,
    schemas: Mapping[str, Schemas],
    prose: Path | None,
    earlier: Mapping[str, PackageResult] | None,
    contents: Contents | None = None,
    rulings: Rulings | None = None,
) -> Intake:
    """Read everything below `root` and look for faults of structure, cells and personal data.

    schemas: of each kind, by its name. prose: the folder of Markdown texts. earlier: by
    `package.fingerprint`, what an earlier check found in single packages: these are read, but
    their cells and files are not checked again. None: check everything, and give no results.
    contents: where the sha256 of a file is known from; None: each is hashed for its fingerprint.
    With them a table of a kind that is as it was, and in which there was no fault, is read when it
    is asked for: nothing may change the folder as long as the tables are used.
    rulings: of an earlier check; tables and prose that are as they were are not looked at again.
    """
    packages, package_issues = package.find(root, schemas)
    prints = {} if earlier is None else {p.path: package.fingerprint(p, contents) for p in packages}
    kept = Kept(_states(schemas, packages, prints), contents, rulings or Rulings())
    known_results = _known(prints, earlier or {})
    valid = frozenset(path for path, result in known_results.items() if result.is_valid)
    tables_by_kind, cell_issues = _read(schemas, packages, valid, kept)
    open_packages, open_issues = open_data.find(root)
    issues = [*package_issues, *cell_issues, *open_issues]
    sound = _sound(schemas, issues)
    for kind, of_kind in tables_by_kind.items():
        issues += _scan(kind, of_kind, valid, kept)
    unknown = [p for p in packages if p.path not in known_results]
    file_issues = {
        **{path: result.file_issues for path, result in known_results.items()},
        **privacy.scan_files(root, unknown),
    }
    results = _results(prints, valid | _valid(packages, sound, issues), file_issues)
    issues += [issue for issues_of_one in file_issues.values() for issue in issues_of_one]
    for one in open_packages:
        carried = [file.path for file in one.files]
        issues += privacy.scan_carried(root, one.package, carried)
    kept_out = {one.name for one in open_data.left_out(issues)}
    issues += open_data.left_out_issues(issues)
    if prose is not None:
        issues += _prose(prose, kept)
    return Intake(
        packages=packages,
        tables=tables_by_kind,
        sound=sound,
        open_packages=tuple(p for p in open_packages if p.name not in kept_out),
        issues=tuple(issues),
        results=results,
        prints=prints,
        states=kept.states if prints else {},
        rulings=kept.rulings if prints else {},
    )


def _states(
    kinds: Iterable[str], packages: Iterable[Package], prints: Mapping[str, str]
) -> dict[str, str]:
    """Of each kind, the digest of its packages; nothing where they have no fingerprints."""
    if not prints:
        return {}
    of_kinds: dict[str, list[str]] = {kind: [] for kind in kinds}
    for one in packages:
        of_kinds[one.kind].append(prints[one.path])
    return {kind: fingerprints.words(*of_kind) for kind, of_kind in of_kinds.items()}


def _scan(kind: str, tables_of_kind: Tables, valid: frozenset[str], kept: Kept) -> Iterator[Issue]:
    """The personal data in the tables of a kind; of one without faults by the files of a table."""

    def look() -> Iterator[Issue]:
        for name in tables_of_kind.by_name if tables_of_kind.packages else ():
            scan = partial(_scan_table, tables_of_kind, name, valid)
            if kept.states and not kept.rulings[f"tables {kind}"].issues:
                reads = kept.of_table(name, tables_of_kind.packages)
                yield from kept.issues(f"scan {kind} {name}", reads, scan)
            else:
                yield from scan()

    yield from kept.issues(f"scan {kind}", kept.of_kind(kind), look)


def _scan_table(tables_of_kind: Tables, name: str, valid: frozenset[str]) -> Iterator[Issue]:
    return _errors_capped(privacy.scan_table(tables_of_kind[name], valid))


def _prose(folder: Path, kept: Kept) -> tuple[Issue, ...]:
    """What is wrong in the texts."""
    reads = kept.of_texts(folder)
    return kept.issues("prose", reads, lambda: (*privacy.scan_prose(folder), *check_prose(folder)))


def _errors_capped(issues: Iterable[Issue]) -> Iterator[Issue]:
    """Errors of a rule and file up to the limit, then how many more; warnings are published."""
    all_issues = tuple(issues)
    yield from (issue for issue in all_issues if issue.severity is Severity.WARNING)
    yield from capped(issue for issue in all_issues if issue.severity is Severity.ERROR)


def _known(
    prints: Mapping[str, str], earlier: Mapping[str, PackageResult]
) -> dict[str, PackageResult]:
    """Package path -> the earlier result for a package of the same content."""
    return {path: earlier[print_] for path, print_ in prints.items() if print_ in earlier}


def _read(
    schemas: Mapping[str, Schemas],
    packages: Sequence[Package],
    valid: frozenset[str],
    kept: Kept,
) -> tuple[Mapping[str, Tables], tuple[Issue, ...]]:
    """The tables of each kind, and the issues of their files and cells.

    Tables of a kind that is as it was when no fault was in it are read when they are asked for.
    """
    tables_by_kind: dict[str, Tables] = {}
    issues: list[Issue] = []
    for kind, of_kind in schemas.items():
        packages_of_kind = [p for p in packages if p.kind == kind]
        if kept.contents is not None and packages_of_kind and kept.is_faultless(kind):
            tables_by_kind[kind] = tables.unread(of_kind, packages_of_kind)
            continue
        tables_by_kind[kind], faults = tables.read(of_kind, packages_of_kind, valid)
        kept.rulings[f"tables {kind}"] = Ruling(kept.of_kind(kind), faults)
        issues += faults
    return tables_by_kind, tuple(issues)


def _sound(schemas: Mapping[str, Schemas], issues: Iterable[Issue]) -> Mapping[str, Schemas]:
    """The kinds whose packages and tables have no structural error: rules may look at them."""
    broken = {i.path.split("/")[0] for i in issues if i.severity is Severity.ERROR}
    return {kind: tables for kind, tables in schemas.items() if kind not in broken}


def _valid(
    packages: Iterable[Package], sound: Mapping[str, Schemas], issues: Iterable[Issue]
) -> frozenset[str]:
    """Paths of packages of sound kinds without any issue (warnings count too)."""
    with_issues = {issue.path.rpartition("/")[0] for issue in issues}
    return frozenset(p.path for p in packages if p.kind in sound and p.path not in with_issues)


def _results(
    prints: Mapping[str, str],
    valid: frozenset[str],
    file_issues: Mapping[str, tuple[Issue, ...]],
) -> Mapping[str, PackageResult]:
    return {
        print_: PackageResult(path in valid, file_issues[path]) for path, print_ in prints.items()
    }
