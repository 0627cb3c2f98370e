"""Data folder -> Intake: its packages as typed tables, with every issue found before the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai import fingerprints
from mingbai.check import open_data, privacy
from mingbai.check.cache import PackageResult, Ruling, Rulings
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
    by itself, by its fingerprint; prints: the fingerprint of each, by its path; scans: the personal
    data in the tables of each kind (`Rulings.by_question`); all empty unless earlier results were
    given.
    """

    packages: tuple[Package, ...]
    tables: Mapping[str, Tables]
    sound: Mapping[str, Schemas]
    open_packages: tuple[OpenPackage, ...]
    issues: tuple[Issue, ...]
    results: Mapping[str, PackageResult]
    prints: Mapping[str, str]
    scans: Mapping[str, Ruling]


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
    rulings: of an earlier check; the columns of a kind whose packages are as they were are not
    scanned for personal data again.
    """
    packages, package_issues = package.find(root, schemas)
    prints = {} if earlier is None else {p.path: package.fingerprint(p, contents) for p in packages}
    known_results = _known(prints, earlier or {})
    valid = frozenset(path for path, result in known_results.items() if result.is_valid)
    tables_by_kind, cell_issues = _read(schemas, packages, valid)
    open_packages, open_issues = open_data.find(root)
    issues = [*package_issues, *cell_issues, *open_issues]
    sound = _sound(schemas, issues)
    scans = _scans(tables_by_kind, valid, prints, rulings or Rulings())
    issues += [issue for scan in scans.values() for issue in scan.issues]
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
        issues += privacy.scan_prose(prose)
        issues += check_prose(prose)
    return Intake(
        packages=packages,
        tables=tables_by_kind,
        sound=sound,
        open_packages=tuple(p for p in open_packages if p.name not in kept_out),
        issues=tuple(issues),
        results=results,
        prints=prints,
        scans=scans if prints else {},
    )


def _scans(
    tables_by_kind: Mapping[str, Tables],
    valid: frozenset[str],
    prints: Mapping[str, str],
    rulings: Rulings,
) -> dict[str, Ruling]:
    """The personal data in the tables of each kind, from an earlier check where nothing changed."""
    scans: dict[str, Ruling] = {}
    for kind, of_kind in tables_by_kind.items():
        question = f"scan {kind}"
        known = [prints[p.path] for p in of_kind.packages] if prints else []
        reads = {"packages": fingerprints.words(*known)}
        earlier = rulings.by_question.get(question)
        if known and earlier is not None and earlier.reads == reads:
            scans[question] = earlier
        else:
            issues = tuple(_errors_capped(privacy.scan(of_kind, valid)))
            scans[question] = Ruling(reads, issues)
    return scans


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
    schemas: Mapping[str, Schemas], packages: Sequence[Package], valid: frozenset[str]
) -> tuple[Mapping[str, Tables], tuple[Issue, ...]]:
    """The tables of each kind, and the issues of their files and cells."""
    tables_by_kind: dict[str, Tables] = {}
    issues: list[Issue] = []
    for kind, schemas_of_kind in schemas.items():
        packages_of_kind = [p for p in packages if p.kind == kind]
        tables_by_kind[kind], faults = tables.read(schemas_of_kind, packages_of_kind, valid)
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
